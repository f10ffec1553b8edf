// The few figures one asks for first, as lines for a terminal. Everything is in state_json.h.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/state_json.h"

namespace gridwall::inline state {

std::string state_text(const CountyState& state, const County& county, int64_t now_ns, const IntakeFigures& intake,
                       const Scope& scope = {});

}  // namespace gridwall::state
