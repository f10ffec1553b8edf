#include "ingest/report/folder.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "ingest/log_fold.h"
#include "ingest/report/pictures.h"
#include "ingest/report/words.h"

namespace gridwall::report {
namespace {

namespace fs = std::filesystem;

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

Status prepare(const fs::path& folder) {
  std::error_code error;
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

}  // namespace

Result<Written> write_report(const ReportOptions& options) {
  const Result<log::LogReader> reader = log::LogReader::open(options.log);
  if (!reader) return reader.error();
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  const Result<County> county = county_of(*reader, head->seq);
  if (!county) return county.error();
  const Result<IncidentReport> report = collect_report(*reader, *county, options.incident, options.progress);
  if (!report) return report.error();
  if (const Status ready = prepare(options.folder); !ready) return ready.error();

  const Words words(options.english, *county, report->state);
  Extras extras;
  if (options.pictures) {
    take_pictures(*report, *county, {options.wall, options.log, options.folder, options.english}, extras);
  } else {
    extras.pictures_note = words("未要求大屏画面。", "No pictures of the wall were asked for.");
  }
  const Document summary = summary_document(*report, *county, options.english, extras);
  const std::pair<const char*, std::string> files[] = {
      {"summary.html", to_html(summary)},
      {"summary.md", to_markdown(summary)},
      {"timeline.csv", timeline_csv(*report, *county, options.english)},
      {"team_minutes.csv", team_minutes_csv(*report, *county, options.english)},
      {"alarms.csv", alarms_csv(*report, *county, options.english)}};
  for (const auto& [name, text] : files) {
    if (const Status written = write_file(options.folder / name, text); !written) return written.error();
  }
  const Result<size_t> count = write_sums(options.folder);
  if (!count) return count.error();
  Written written;
  written.files = *count;
  written.timeline = report->timeline.size();
  written.teams = report->teams.size();
  written.alarms = report->alarms.size();
  written.pictures = static_cast<size_t>(std::count_if(extras.pictures.begin(), extras.pictures.end(),
                                                       [](const Picture& picture) { return !picture.file.empty(); }));
  written.note = extras.pictures_note;
  return written;
}

}  // namespace gridwall::report
