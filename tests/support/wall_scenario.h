// A month in the life of a county, the same on every run, folded event by event: enough for a wall to look like one.
// For pictures and tests of the wall; nothing in it is real.
#pragma once

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall::testing {

struct WallScenario {
  int64_t now_ns = 0;  // Saturday 2026-11-21 14:32:08 in the county
  int requests_per_day = 600;
  int days = 30;
  int workers = 214;
  bool emergency = false;  // mode switched, more alarms, a flood of them
};

// The state at `now_ns`.
CountyState build_wall_state(const County& county, const WallScenario& scenario);
WallScenario usual_afternoon();

}  // namespace gridwall::testing
