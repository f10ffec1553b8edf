// Every figure as JSON: what `gridwall-log state --json` prints, member by member as docs/FIGURES.md names them.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall {

struct IntakeFigures {  // counted by the log, not by the fold
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  uint64_t rejected = 0;
};

// `with_grids` adds one entry a grid. Indented by two spaces, one line end at the end.
std::string state_json(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       bool with_grids);

}  // namespace gridwall
