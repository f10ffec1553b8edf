#include "ingest/report/folder.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "ingest/event/time.h"
#include "ingest/log/verify.h"
#include "ingest/replay/log_export.h"
#include "ingest/replay/log_fold.h"
#include "ingest/report/pictures.h"
#include "ingest/report/words.h"
#include "ingest/report/workbook.h"

namespace gridwall::report {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCutName = "incident.gwlog";
constexpr const char* kWorkbookName = "report.xlsx";
constexpr int64_t kBeforeNs = 10 * 60 * kNsPerSecond, kAfterNs = 30 * 60 * kNsPerSecond;  // as export --incident

Error write_error(const fs::path& file) {
  return {ErrorCode::kIo, file.string() + ": cannot be written; is there room, and may this user write there?"};
}

Status write_file(const fs::path& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) return write_error(file);
  return Done{};
}

Status prepare(const ReportOptions& options) {
  std::error_code error;
  if (!options.workbook.empty() && fs::exists(options.workbook, error)) {
    return Error{ErrorCode::kInvalidArgument,
                 "--xlsx: " + options.workbook.string() + " is there already; name a new file, nothing is overwritten"};
  }
  if (options.folder.empty()) return Done{};
  const fs::path& folder = options.folder;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error)) {
      return Error{ErrorCode::kInvalidArgument, "--out: " + folder.string() + " is a file; name a folder"};
    }
    if (!fs::is_empty(folder, error) || error) {
      return Error{ErrorCode::kInvalidArgument,
                   "--out: " + folder.string() + " is not empty; name a new folder, nothing is overwritten"};
    }
    return Done{};
  }
  fs::create_directories(folder, error);
  if (error) return write_error(folder);
  return Done{};
}

Result<std::string> sha256_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::array<char, 65'536> piece{};
  while (stream) {
    stream.read(piece.data(), piece.size());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                              static_cast<unsigned long long>(stream.gcount()));
  }
  if (!stream.eof()) return Error{ErrorCode::kIo, file.string() + ": cannot be read back"};
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return log::to_hex(hash);
}

// In the form of sha256sum(1), over every file of the folder.
Result<size_t> write_sums(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return Error{ErrorCode::kIo, folder.string() + ": cannot be listed"};
  std::sort(names.begin(), names.end());
  std::string sums;
  for (const std::string& name : names) {
    const Result<std::string> sum = sha256_of(folder / name);
    if (!sum) return sum.error();
    sums += *sum + "  " + name + "\n";
  }
  if (const Status written = write_file(folder / "SHA256SUMS", sums); !written) return written.error();
  return names.size() + 1;
}

// When the wall knew of it, or the event's own time if the event was pruned.
int64_t known_ns(const IncidentReport& report, KeyMoment::What what, int64_t otherwise_ns) {
  for (const KeyMoment& moment : report.moments) {
    if (moment.what == what) return moment.received_ns;
  }
  return otherwise_ns;
}

// Read again from the file once it is written, since it goes where the whole log is not at hand.
Status check_cut(const fs::path& file) {
  const Result<log::VerifyReport> verified = log::verify(file);
  if (!verified) return verified.error();
  // Readers leave these beside the log, empty; they do not belong to it.
  std::error_code ignored;
  for (const char* suffix : {"-wal", "-shm"}) fs::remove(file.string() + suffix, ignored);
  if (verified->ok()) return Done{};
  return Error{ErrorCode::kIo, file.string() + " does not verify after writing: " + verified->problems.front().text};
}

// A log damaged in that part still gives a report, which then says so.
Result<uint64_t> cut_out(const IncidentReport& report, const ReportOptions& options, const Words& words,
                         Extras& extras) {
  replay::ExportOptions part;
  part.from_ns = known_ns(report, KeyMoment::What::kOpened, report.opened_ns) - kBeforeNs;
  if (!report.open) part.to_ns = known_ns(report, KeyMoment::What::kClosed, report.end_ns) + kAfterNs;
  if (options.progress) {
    part.progress = [&](std::string_view, uint64_t done, uint64_t total) { return options.progress(done, total); };
  }
  const fs::path file = options.folder / kCutName;
  const Result<replay::ExportReport> cut = replay::export_range(options.log, file, part);
  if (!cut && cut.error().code == ErrorCode::kCorrupt) {
    extras.cut_log_note = words(Text::kReportCutDamaged);
    return uint64_t{0};
  }
  if (!cut) return cut.error();
  if (const Status checked = check_cut(file); !checked) return checked.error();
  extras.cut_log = kCutName;
  extras.cut_log_note = words(Text::kReportCutVerified, {{"from", std::to_string(cut->first_seq)},
                                                         {"to", std::to_string(cut->last_seq)},
                                                         {"first", words.time(cut->first_ns)},
                                                         {"last", words.time(cut->last_ns)},
                                                         {"hash", log::to_hex(cut->head.hash)}});
  return cut->last_seq - cut->first_seq + 1;
}

std::vector<NamedTable> tables_of(const IncidentReport& report, const County& county, const Texts& texts) {
  return {{texts[Text::kReportTimeline], timeline_rows(report, county, texts)},
          {texts[Text::kReportTeams], team_minutes_rows(report, county, texts)},
          {texts[Text::kReportAlarms], alarms_rows(report, county, texts)}};
}

// All but the pictures and the part of the log.
Status write_pages(const IncidentReport& report, const County& county, const Texts& texts, const Extras& extras,
                   const ReportOptions& options) {
  const Document summary = summary_document(report, county, texts, extras);
  const std::vector<NamedTable> tables = tables_of(report, county, texts);
  const auto put_workbook = [&](const fs::path& file) {
    return write_workbook(file, summary, texts[Text::kReportFacts], tables, report.end_ns);
  };
  if (!options.workbook.empty()) {
    if (const Status put = put_workbook(options.workbook); !put) return put.error();
  }
  if (options.folder.empty()) return Done{};
  if (const Status put = put_workbook(options.folder / kWorkbookName); !put) return put.error();
  const std::pair<const char*, std::string> files[] = {{"summary.html", to_html(summary)},
                                                       {"summary.md", to_markdown(summary)},
                                                       {"timeline.csv", to_csv(tables[0].rows)},
                                                       {"team_minutes.csv", to_csv(tables[1].rows)},
                                                       {"alarms.csv", to_csv(tables[2].rows)}};
  for (const auto& [name, text] : files) {
    if (const Status put = write_file(options.folder / name, text); !put) return put.error();
  }
  return Done{};
}

}  // namespace

Result<Written> write_report(const ReportOptions& options) {
  const Result<log::LogReader> reader = log::LogReader::open_sound(options.log);
  if (!reader) return reader.error();
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  const Result<County> county = replay::county_of(*reader, head->seq);
  if (!county) return county.error();
  const Result<IncidentReport> report = collect_report(*reader, *county, options.incident, options.progress);
  if (!report) return report.error();
  if (const Status ready = prepare(options); !ready) return ready.error();

  const Result<Texts> texts = Texts::builtin(options.english ? text::Language::kEnglish : text::Language::kChinese);
  if (!texts) return texts.error();
  const Words words(*texts, *county, report->state);
  Extras extras;
  const bool folder = !options.folder.empty();
  if (folder && options.pictures) {
    take_pictures(*report, *county, {options.wall, options.log, options.folder}, words, extras);
  } else {
    extras.pictures_note = words(Text::kReportPicturesNotWanted);
  }
  Written written;
  if (folder && options.cut_log) {
    const Result<uint64_t> events = cut_out(*report, options, words, extras);
    if (!events) return events.error();
    written.cut_events = *events;
  } else {
    extras.cut_log_note = words(Text::kReportCutNotWanted);
  }
  if (folder) extras.workbook = kWorkbookName;
  if (const Status put = write_pages(*report, *county, *texts, extras, options); !put) return put.error();
  written.files = options.workbook.empty() ? 0 : 1;
  if (folder) {
    const Result<size_t> count = write_sums(options.folder);
    if (!count) return count.error();
    written.files += *count;
  }
  written.timeline = report->timeline.size();
  written.teams = report->teams.size();
  written.alarms = report->alarms.size();
  written.pictures = static_cast<size_t>(std::count_if(extras.pictures.begin(), extras.pictures.end(),
                                                       [](const Picture& picture) { return !picture.file.empty(); }));
  written.damage = report->gaps.damage;
  if (!folder) return written;
  written.note = extras.pictures_note;
  if (written.cut_events == 0) written.note += (written.note.empty() ? "" : "\n") + extras.cut_log_note;
  return written;
}

}  // namespace gridwall::report
