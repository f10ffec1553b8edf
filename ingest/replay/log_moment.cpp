#include "ingest/replay/log_moment.h"

#include "ingest/replay/log_fold.h"

namespace gridwall::replay {
namespace {

// Rejects and duplicates are in tables of their own, which may be damaged while the events are sound.
Status read_counts(const log::LogReader& reader, LogMoment& moment) {
  const Result<log::IntakeCounts> counts = reader.intake_counts(moment.at_ns);
  moment.counts_damaged = !counts && !reader.damage().empty() && counts.error().code == ErrorCode::kCorrupt;
  if (!counts && !moment.counts_damaged) return counts.error();
  moment.intake = {};
  if (counts) moment.intake = {counts->accepted, counts->duplicates, counts->rejected};
  return Done{};
}

}  // namespace

Result<LogMoment> moment_of(const log::LogReader& reader, std::optional<int64_t> at_ns, bool use_checkpoints,
                            const std::function<bool(uint64_t)>& progress) {
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  const Result<uint64_t> seq = at_ns ? reader.seq_at(*at_ns) : head->seq;
  if (!seq) return seq.error();
  Result<County> county = county_of(reader, *seq);
  if (!county) return county.error();
  Result<CountyState> state = state_at(reader, *county, *seq, use_checkpoints, progress);
  if (!state) return state.error();
  if (state->seq < *seq) return Error{ErrorCode::kUnavailable, "stopped before event " + std::to_string(*seq)};
  LogMoment moment{at_ns.value_or(head->received_ns), *seq, std::move(*county), std::move(*state), {}, false};
  if (const Status read = read_counts(reader, moment); !read) return read.error();
  return moment;
}

Result<bool> move_to_head(const log::LogReader& reader, LogMoment& moment) {
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  if (head->seq < moment.seq) return false;
  const Result<CountySpan> span = county_span(reader, moment.seq + 1);
  if (!span) return span.error();
  if (head->seq >= span->until_seq) return false;
  if (const Status folded = fold_on(reader, moment.county, moment.state, head->seq); !folded) return folded.error();
  moment.seq = head->seq;
  moment.at_ns = head->received_ns;
  if (const Status read = read_counts(reader, moment); !read) return read.error();
  return true;
}

}  // namespace gridwall::replay
