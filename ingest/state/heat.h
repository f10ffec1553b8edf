// Heat of a grid: sum of weight * 2^-((T - t) / half-life) over what happened at t, kept as one value at one time.
#pragma once

#include <cmath>
#include <cstdint>

#include "ingest/state/county_state.h"

namespace gridwall::inline state {

// Factor by which heat fades over a duration; 1 for none.
inline double heat_fade(int64_t duration_ns, double half_life_s) {
  return std::exp2(-static_cast<double>(duration_ns) / (half_life_s * 1e9));
}

inline void add_heat(GridState& grid, double weight, int64_t time_ns, double half_life_s) {
  if (grid.heat_ns == kNever) {
    grid.heat = weight;
    grid.heat_ns = time_ns;
  } else if (time_ns >= grid.heat_ns) {
    grid.heat = grid.heat * heat_fade(time_ns - grid.heat_ns, half_life_s) + weight;
    grid.heat_ns = time_ns;
  } else {  // older than what is kept: it has faded already
    grid.heat += weight * heat_fade(grid.heat_ns - time_ns, half_life_s);
  }
}

// Without what open overdue requests add; see figures.h.
inline double heat_at(const GridState& grid, int64_t now_ns, double half_life_s) {
  return grid.heat_ns == kNever ? 0 : grid.heat * heat_fade(now_ns - grid.heat_ns, half_life_s);
}

}  // namespace gridwall::state
