#include "ingest/log_fold.h"

#include "ingest/county/load.h"
#include "ingest/state/checkpoint.h"

namespace gridwall {

Stamp stamp_of(const log::LogRow& row) {
  return {row.seq, row.feed_seq, row.received_ns, row.grid.value_or(kNoGrid)};
}

bool fold_row(CountyState& state, const County& county, Parser& parser, const log::LogRow& row) {
  Event event;
  Stamp stamp = stamp_of(row);
  if (stamp.grid >= county.grids.size()) stamp.grid = kNoGrid;
  if (row.pruned || parser.parse(row.body, event)) {
    state.seq = row.seq;
    state.received_ns = std::max(state.received_ns, row.received_ns);
    if (row.feed < kFeedCount) state.feed_seq[row.feed] = row.feed_seq;
    return false;
  }
  apply(state, county, event, stamp);
  return true;
}

Status fold_range(const log::LogReader& reader, const County& county, Parser& parser, CountyState& state,
                  uint64_t to_seq, const std::function<bool(uint64_t)>& progress) {
  constexpr uint64_t kBatch = 10'000;
  while (state.seq < to_seq) {
    const uint64_t wanted = std::min(kBatch, to_seq - state.seq);
    const Result<uint64_t> read = reader.events(state.seq + 1, wanted, [&](const log::LogRow& row) {
      fold_row(state, county, parser, row);
      return true;
    });
    if (!read) return read.error();
    if (*read == 0) return Error{ErrorCode::kCorrupt, "the log ends before event " + std::to_string(to_seq)};
    if (progress && !progress(state.seq)) break;
  }
  return Done{};
}

Result<CountyState> state_at(const log::LogReader& reader, const County& county, uint64_t seq, bool use_checkpoints,
                             const std::function<bool(uint64_t)>& progress) {
  CountyState state(county);
  state.seq = reader.base().head.seq;
  if (use_checkpoints) {
    Result<std::optional<log::Checkpoint>> found = reader.latest_checkpoint_at_or_before(seq, kStateVersion);
    if (!found) return found.error();
    if (found->has_value()) {
      // One that does not fit together is passed over: everything follows from the events.
      Result<CountyState> kept = deserialize((*found)->data, county);
      if (kept && kept->seq == (*found)->info.seq) state = std::move(*kept);
    }
  }
  Parser parser;
  if (Status folded = fold_range(reader, county, parser, state, seq, progress); !folded) return folded.error();
  return state;
}

Result<County> county_of(const log::LogReader& reader, uint64_t seq) {
  Result<std::optional<log::StoredCounty>> stored = reader.county_at(seq + 1);
  if (!stored) return stored.error();
  if (!stored->has_value()) {
    return Error{ErrorCode::kNotFound,
                 reader.path().string() + ": holds no county; it was not written by gridwall-ingest or gridwall-log"};
  }
  const log::StoredCounty& county = **stored;
  return load_county({county.name + ".toml", county.config_toml, county.map_geojson, county.name + ".geojson"});
}

}  // namespace gridwall
