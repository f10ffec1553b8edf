// 街道吹哨、部门报到: per department, how its whistles were answered. Pure; definitions in docs/FIGURES.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"

namespace gridwall::inline state {

struct UnansweredWhistle {
  WhistleIndex whistle = kNone;
  double waiting_s = 0;
};

struct WhistleDepartment {
  std::string_view department;     // value on the wire; lives as long as the state and the county
  DepartmentIndex listed = kNone;  // kNone when the county does not list it
  int64_t whistled = 0, acknowledged = 0, arrived = 0, closed = 0;
  std::optional<double> acknowledge_median_s, arrive_median_s, close_median_s;  // each since it was blown
  std::vector<UnansweredWhistle> unanswered;  // neither acknowledged nor arrived nor closed; longest waiting first
};

// Of the whistles blown in the window. The county's departments in its own order, also those nobody called; then others
// by name.
std::vector<WhistleDepartment> whistle_board(const CountyState& state, const County& county, int64_t now_ns,
                                             Window window, const Scope& scope = {});

}  // namespace gridwall::state
