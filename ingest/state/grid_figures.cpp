#include "ingest/state/figures_parts.h"
#include "ingest/state/heat.h"

namespace gridwall::inline state {

std::optional<double> GridFigures::resolution_rate() const {
  if (small() || collected < kMinMatters) return std::nullopt;
  return rate(resolved, collected);
}

std::optional<double> GridFigures::per_100_households(double value) const {
  if (households == 0 || small()) return std::nullopt;
  return value * 100 / households;
}

std::vector<GridFigures> grid_figures(const CountyState& state, const County& county, int64_t now_ns, Window window) {
  std::vector<GridFigures> figures(state.grids.size());
  for (size_t grid = 0; grid < figures.size(); ++grid) {
    figures[grid].heat = heat_at(state.grids[grid], now_ns, county.heat.half_life_s);
    figures[grid].open = state.grids[grid].open;
    figures[grid].households = county.grids[grid].households;
    if (window == Window::kAll) {
      figures[grid].collected = state.grids[grid].collected;
      figures[grid].resolved = state.grids[grid].resolved;
    }
  }
  for (const RequestIndex index : state.open_requests) {
    const Request& request = state.requests[index];
    if (request.grid == kNone || !request.overdue_at(now_ns)) continue;
    GridFigures& grid = figures[request.grid];
    ++grid.overdue;
    if (request.overdue_counted == 0) {
      grid.heat += county.heat.overdue * heat_fade(now_ns - request.due_ns, county.heat.half_life_s);
    }
  }
  if (window == Window::kAll) return figures;
  const DayRange range = day_ranges(county, now_ns)[static_cast<size_t>(window)];
  for (auto day = state.days.lower_bound(range.first); day != state.days.end() && day->first <= range.last; ++day) {
    for (const RequestIndex index : day->second.requests) {
      const Request& request = state.requests[index];
      if (request.grid == kNone || !request.collected()) continue;
      ++figures[request.grid].collected;
      if (request.resolved()) ++figures[request.grid].resolved;
    }
  }
  return figures;
}

}  // namespace gridwall::state
