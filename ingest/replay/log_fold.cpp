#include "ingest/replay/log_fold.h"

#include "ingest/county/load.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/fold.h"

namespace gridwall::replay {

LoggedEvent event_of(const log::LogRow& row) {
  return {{row.seq, row.feed_seq, row.received_ns, row.grid ? GridIndex(*row.grid) : kNone},
          static_cast<Feed>(row.feed),
          row.pruned,
          row.body};
}

bool fold_row(CountyState& state, const County& county, Parser& parser, const LoggedEvent& event) {
  Event parsed;
  Stamp stamp = event.stamp;
  if (stamp.grid >= county.grids.size()) stamp.grid = kNone;
  if (event.pruned || parser.parse_logged(event.body, parsed)) {
    state.seq = stamp.seq;
    state.received_ns = std::max(state.received_ns, stamp.received_ns);
    const auto feed = static_cast<size_t>(event.feed);  // a log may name one this version does not know
    if (feed < kFeedCount) state.feed_seq[feed] = stamp.feed_seq;
    return false;
  }
  apply(state, county, parsed, stamp);
  return true;
}

Status fold_range(const log::LogReader& reader, const County& county, Parser& parser, CountyState& state,
                  uint64_t to_seq, const std::function<bool(uint64_t)>& progress) {
  constexpr uint64_t kBatch = 10'000;
  while (state.seq < to_seq) {
    const uint64_t wanted = std::min(kBatch, to_seq - state.seq);
    const Result<uint64_t> read = reader.events(state.seq + 1, wanted, [&](const log::LogRow& row) {
      fold_row(state, county, parser, event_of(row));
      return true;
    });
    if (!read) return read.error();
    if (*read == 0) return Error{ErrorCode::kCorrupt, "the log ends before event " + std::to_string(to_seq)};
    if (progress && !progress(state.seq)) break;
  }
  return Done{};
}

Result<CountySpan> county_span(const log::LogReader& reader, uint64_t seq) {
  const Result<std::vector<uint64_t>> changes = reader.county_changes();
  if (!changes) return changes.error();
  CountySpan span;
  for (const uint64_t from : *changes) {
    if (from > seq) {
      span.until_seq = from - 1;
      break;
    }
    span.from_seq = from;
  }
  return span;
}

Status fold_on(const log::LogReader& reader, const County& county, CountyState& state, uint64_t seq,
               const std::function<bool(uint64_t)>& progress) {
  Parser parser;
  while (state.seq < seq) {
    const Result<CountySpan> span = county_span(reader, state.seq + 1);
    if (!span) return span.error();
    if (span->until_seq > seq) return fold_range(reader, county, parser, state, seq, progress);
    const Result<County> before = county_of(reader, state.seq);
    if (!before) return before.error();
    const uint64_t end = std::min(seq, span->until_seq);
    if (Status folded = fold_range(reader, *before, parser, state, end, progress); !folded) return folded;
    if (state.seq < end) break;  // stopped
  }
  return Done{};
}

Result<CountyState> state_at(const log::LogReader& reader, const County& county, uint64_t seq, bool use_checkpoints,
                             const std::function<bool(uint64_t)>& progress) {
  const uint64_t base = reader.base().head.seq;
  const uint64_t newest = use_checkpoints ? seq : base;
  if (newest > 0) {
    Result<std::optional<log::Checkpoint>> found = reader.latest_checkpoint_at_or_before(newest, kStateVersion);
    if (!found && found.error().code != ErrorCode::kCorrupt) return found.error();
    if (found && found->has_value()) {
      // One that is damaged or does not fit together is passed over: everything follows from the events.
      Result<CountyState> kept = deserialize((*found)->data, county);
      if (kept && kept->seq == (*found)->info.seq) {
        if (Status folded = fold_on(reader, county, *kept, seq, progress); !folded) return folded.error();
        return kept;
      }
    }
  }
  // A log of its own begins with the teams of its first county.
  const Result<CountySpan> span = county_span(reader, base + 1);
  if (!span) return span.error();
  std::optional<CountyState> state;
  if (span->until_seq <= seq) {
    const Result<County> first = county_of(reader, base);
    if (!first) return first.error();
    state.emplace(*first);
  } else {
    state.emplace(county);
  }
  state->seq = base;
  if (Status folded = fold_on(reader, county, *state, seq, progress); !folded) return folded.error();
  return std::move(*state);
}

Result<County> county_of(const log::LogReader& reader, uint64_t seq) {
  Result<std::optional<log::StoredCounty>> stored = reader.county_at(seq + 1);
  if (!stored) return stored.error();
  if (!stored->has_value()) {
    return Error{ErrorCode::kNotFound,
                 reader.path().string() + ": holds no county; it was not written by gridwall-ingest or gridwall-log"};
  }
  const log::StoredCounty& county = **stored;
  return load_county({county.name + ".toml", county.config_toml, county.map_geojson, county.name + ".geojson", true});
}

}  // namespace gridwall::replay
