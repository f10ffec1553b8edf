#include "ingest/replay/log_export.h"

#include <algorithm>
#include <vector>

#include "ingest/event/time.h"
#include "ingest/log/compress.h"
#include "ingest/log/cut.h"
#include "ingest/replay/log_fold.h"
#include "ingest/replay/log_index.h"
#include "ingest/state/checkpoint.h"

namespace gridwall::replay {
namespace {

constexpr uint64_t kPartEvents = 100'000;
constexpr std::string_view kOpened[] = {"emergency.incident_opened"};

void add_name(std::string& names, std::string_view name) {
  if (!names.empty()) names += ", ";
  names += name;
}

// Drills still open when the part begins, and those begun in it.
Result<std::string> drills_in(const log::LogReader& reader, const CountyState& before, uint64_t from, uint64_t to) {
  std::string names;
  for (IncidentIndex i{0}; i < before.incidents.size(); ++i) {
    const Incident& incident = before.incidents[i];
    if (incident.drill && incident.open()) add_name(names, before.incident_ids.text(i));
  }
  Parser parser;
  Event event;
  const Result<uint64_t> read = reader.glance(from, to - from + 1, kOpened, [&](const log::LogRow& row) {
    const bool drill =
        !row.type.empty() && !row.pruned && !parser.parse_logged(row.body, event) && event.flag(Field::kDrill);
    if (drill) add_name(names, event.text(Field::kIncident));
    return true;
  });
  if (!read) return read.error();
  return names;
}

}  // namespace

Result<ExportReport> export_range(const std::filesystem::path& from, const std::filesystem::path& to,
                                  const ExportOptions& options) {
  const Result<log::LogReader> reader = log::LogReader::open_sound(from);
  if (!reader) return reader.error();
  if (std::error_code ignored; std::filesystem::exists(to, ignored)) {
    return Error{ErrorCode::kInvalidArgument, to.string() + " exists already: give a new name for the part"};
  }
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  const Result<uint64_t> last = reader->seq_at(options.to_ns);
  if (!last) return last.error();
  const uint64_t base = reader->base().head.seq;
  Result<uint64_t> before = options.from_ns == INT64_MIN ? Result<uint64_t>(base) : reader->seq_at(options.from_ns - 1);
  if (!before) return before.error();
  if (*last <= *before) {
    const std::string name = from.string();
    if (head->seq == base) return Error{ErrorCode::kInvalidArgument, name + " holds no event"};
    const Result<int64_t> first_ns = reader->received_ns_of(base + 1);
    if (!first_ns) return first_ns.error();
    return Error{ErrorCode::kInvalidArgument, name + " holds no event of that time; its events were received from " +
                                                  format_rfc3339(*first_ns) + " to " +
                                                  format_rfc3339(head->received_ns)};
  }

  bool stopped = false;
  const auto tell = [&](std::string_view what, uint64_t done, uint64_t total) {
    stopped = stopped || (options.progress && !options.progress(what, done, total));
    return !stopped;
  };
  const Result<County> county = county_of(*reader, *before);
  if (!county) return county.error();
  const Result<CountyState> state =
      state_at(*reader, *county, *before, true, [&](uint64_t done) { return tell("folding", done, *before); });
  if (!state) return state.error();
  if (stopped) return Error{ErrorCode::kUnavailable, "stopped; nothing was written"};
  const Result<std::string> drills = drills_in(*reader, *state, *before + 1, *last);
  if (!drills) return drills.error();

  const std::string compressed = log::compress_blob(serialize(*state));
  log::CutOptions cut;
  cut.from_seq = *before + 1;
  cut.to_seq = *last;
  cut.state = compressed;
  cut.state_version = kStateVersion;
  cut.drills = *drills;
  cut.progress = [&](uint64_t done, uint64_t total) { return tell("copying", done, total); };
  const Result<log::LogHead> end = log::cut_log(from, to, cut);
  if (!end) return end.error();
  ExportReport report;
  report.first_seq = cut.from_seq;
  report.last_seq = cut.to_seq;
  const Result<int64_t> first_ns = reader->received_ns_of(cut.from_seq);
  if (!first_ns) return first_ns.error();
  report.first_ns = *first_ns;
  report.last_ns = end->received_ns;
  report.head = *end;
  report.drills = *drills;
  return report;
}

Result<IncidentTimes> find_incident(const log::LogReader& reader, const std::string& incident,
                                    const std::function<bool(uint64_t, uint64_t)>& progress) {
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  std::optional<IncidentTimes> found;
  std::vector<std::string> known;
  IndexCursor cursor;
  for (bool more = true; more;) {
    const Result<IndexPart> part = read_index_part(reader, cursor, {}, kPartEvents);
    if (!part) return part.error();
    for (const IndexMark& mark : part->marks) {
      if (mark.kind != MarkKind::kIncident) continue;
      if (std::find(known.begin(), known.end(), mark.key) == known.end()) known.push_back(mark.key);
      if (mark.key == incident && !found) found = IncidentTimes{mark.at_ns, std::nullopt, mark.drill};
    }
    for (const IndexPart::End& end : part->ends) {
      if (found && end.kind == MarkKind::kIncident && end.key == incident) found->closed_ns = end.at_ns;
    }
    more = part->more;
    if (progress && !progress(part->last_seq, head->seq)) return Error{ErrorCode::kUnavailable, "stopped"};
  }
  if (found) return *found;
  constexpr size_t kNamed = 8;
  std::string names;
  for (size_t i = known.size() - std::min(known.size(), kNamed); i < known.size(); ++i) add_name(names, known[i]);
  return Error{ErrorCode::kNotFound, "no incident '" + incident + "' in " + reader.path().string() +
                                         (names.empty() ? "; it holds none" : "; the last ones are " + names)};
}

}  // namespace gridwall::replay
