// A state as bytes and back: checkpoints in the log, snapshots for a joining wall, and the tests' measure of equality.
// The same state always gives the same bytes. Checkpoints are caches: another version is not read but folded anew.
#pragma once

#include <string>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

inline constexpr int64_t kStateVersion = 3;  // grows with every change of the layout

std::string serialize(const CountyState& state);

// kCorrupt when the bytes do not end where they should or name what is not there; `county` gives the number of grids.
Result<CountyState> deserialize(std::string_view bytes, const County& county);

}  // namespace gridwall::state
