#include "viewer/view_model/map_levels.h"

#include <algorithm>

#include "ingest/state/heat.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {

MapLevels::MapLevels(size_t grids) : seen_(grids), levels_(grids, kNoLevel), figures_(grids), overdue_heat_(grids) {}

void MapLevels::forget() {
  refreshed_ns_ = rates_refreshed_ns_ = kNever;
}

void MapLevels::set(uint32_t grid, Level level) {
  if (levels_[grid] == level) return;
  levels_[grid] = level;
  changed_.push_back(grid);
}

Level MapLevels::level_at(const CountyState& state, const County& county, int64_t now_ns, uint32_t grid) const {
  const GridState& at = state.grids[grid];
  GridFigures figures = figures_[grid];
  if (choice_.mode == MapMode::kHeat) figures.heat = heat_at(at, now_ns, county.heat.half_life_s) + overdue_heat_[grid];
  figures.open = at.open;
  const std::optional<double> value = map_value(figures, at, county.grids[grid].visit_interval_s, choice_, now_ns);
  return show_difference() ? difference_.level_of(county, grid, value) : level_of_map_value(value, county, choice_);
}

void MapLevels::refresh(const CountyState& state, const County& county, int64_t now_ns) {
  const bool rates = choice_.mode == MapMode::kRate;
  const bool rates_old =
      rates_refreshed_ns_ == kNever || now_ns < rates_refreshed_ns_ || now_ns - rates_refreshed_ns_ >= kRateRefreshNs;
  std::vector<GridFigures> figures =
      grid_figures(state, county, now_ns, rates && rates_old ? Window::k30Days : Window::kAll);
  for (size_t grid = 0; grid < figures.size() && grid < figures_.size(); ++grid) {
    if (rates && !rates_old) {  // the requests of a month are not walked every time
      figures[grid].collected = figures_[grid].collected;
      figures[grid].resolved = figures_[grid].resolved;
    }
    overdue_heat_[grid] = figures[grid].overdue == 0
                              ? 0
                              : figures[grid].heat - heat_at(state.grids[grid], now_ns, county.heat.half_life_s);
  }
  figures_ = std::move(figures);
  if (rates && rates_old) rates_refreshed_ns_ = now_ns;
  refreshed_ns_ = now_ns;
}

std::span<const uint32_t> MapLevels::update(const CountyState& state, const County& county, int64_t now_ns,
                                            const MapChoice& choice, const Comparison* comparison,
                                            CompareView compare_view) {
  changed_.clear();
  if (difference_.update(comparison, county, choice) || compare_view != compare_view_) refreshed_ns_ = kNever;
  compare_view_ = compare_view;
  const auto grids = static_cast<uint32_t>(std::min(levels_.size(), state.grids.size()));
  const bool all =
      refreshed_ns_ == kNever || !(choice == choice_) || now_ns < refreshed_ns_ || now_ns - refreshed_ns_ >= kRefreshNs;
  if (!all && state.seq == seq_) return changed_;
  if (choice.mode != choice_.mode) rates_refreshed_ns_ = kNever;
  choice_ = choice;
  seq_ = state.seq;
  if (all) refresh(state, county, now_ns);
  for (uint32_t grid = 0; grid < grids; ++grid) {
    const GridState& at = state.grids[grid];
    Seen& seen = seen_[grid];
    const bool same = seen.heat == at.heat && seen.heat_ns == at.heat_ns && seen.open == at.open &&
                      seen.last_visit_ns == at.last_visit_ns;
    if (same && !all) continue;
    seen = {at.heat, at.heat_ns, at.open, at.last_visit_ns};
    set(grid, level_at(state, county, now_ns, grid));
  }
  return changed_;
}

}  // namespace gridwall::view_model
