// Every figure as JSON: what `gridwall-log state --json` prints, member by member as docs/FIGURES.md names them.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct IntakeFigures {  // counted by the log, not by the fold
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  uint64_t rejected = 0;
};

struct StateJsonOptions {
  bool with_grids = false;  // one entry a grid of the scope
  Scope scope;
};

// Indented by two spaces, one line end at the end.
std::string state_json(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       const StateJsonOptions& options);

}  // namespace gridwall::state
