#include "viewer/view_model/map_levels.h"

#include <algorithm>
#include <cmath>

#include "ingest/state/heat.h"

namespace gridwall::view_model {

MapLevels::MapLevels(const County& county)
    : places_(county),
      detail_{std::max(0, places_.deepest() - 1), 1},
      wanted_detail_(detail_),
      seen_(county.grids.size()),
      levels_(county.grids.size(), kNoLevel),
      overdue_heat_(county.grids.size()) {}

void MapLevels::forget() {
  refreshed_ns_ = slow_refreshed_ns_ = kNever;
}

void MapLevels::set_detail(const MapDetail& detail) {
  wanted_detail_ = detail;
}

void MapLevels::set(uint32_t grid, Level level) {
  if (levels_[grid] == level) return;
  levels_[grid] = level;
  changed_.push_back(grid);
}

Level MapLevels::level_of(const County& county, const PlaceFigures& now, const PlaceFigures* then, int depth) const {
  const MapChoice choice = shown();
  const std::optional<double> value = map_value(now, choice);
  const double grids = places_.grids_of(depth);
  if (then == nullptr) return level_of_map_value(value, county, choice, grids);
  const std::optional<double> value_then = then->whole ? map_value(*then, choice) : std::nullopt;
  if (!value || !value_then) return kNoLevel;
  return level_of_difference(*value - *value_then, county, choice, grids);
}

std::vector<Level> MapLevels::area_levels(const County& county, const MapFigures& figures, bool difference) const {
  std::vector<Level> levels;
  for (size_t area = 0; area < figures.areas.size(); ++area) {
    const PlaceFigures* then = difference ? &difference_.then().areas[area] : nullptr;
    levels.push_back(level_of(county, figures.areas[area], then, county.areas[area].depth));
  }
  return levels;
}

Level MapLevels::level_of_grid(const County& county, const MapFigures& figures, bool difference, uint32_t grid) const {
  const PlaceFigures* then = difference ? &difference_.then().grids[grid] : nullptr;
  return level_of(county, figures.grids[grid], then, places_.deepest());
}

// Between two depths the colours go over into each other; what cannot be mixed changes in the middle.
Level MapLevels::mixed(const County& county, const MapFigures& figures, std::span<const Level> areas, bool difference,
                       uint32_t grid) const {
  const auto level_at = [&](int depth) {
    const AreaIndex area = places_.area_of(GridIndex(grid), depth);
    if (area != kNone) return areas[area];
    return level_of_grid(county, figures, difference, grid);
  };
  if (detail_.finer <= 0) return level_at(detail_.depth);
  const Level fine = level_at(detail_.depth + 1);
  if (detail_.finer >= 1) return fine;
  const Level coarse = level_at(detail_.depth);
  if (fine == kNoLevel || coarse == kNoLevel) return detail_.finer < 0.5F ? coarse : fine;
  const float level = static_cast<float>(coarse) * (1 - detail_.finer) + static_cast<float>(fine) * detail_.finer;
  return static_cast<Level>(std::lround(level));
}

std::vector<Level> MapLevels::grid_levels(const County& county) const {
  std::vector<Level> levels;
  for (uint32_t grid = 0; grid < figures_.grids.size(); ++grid) {
    levels.push_back(level_of_grid(county, figures_, show_difference(), grid));
  }
  return levels;
}

std::vector<Level> MapLevels::levels_then(const County& county) const {
  const MapFigures& then = difference_.then();
  const std::vector<Level> areas = area_levels(county, then, false);
  std::vector<Level> levels;
  for (uint32_t grid = 0; grid < then.grids.size(); ++grid) {
    levels.push_back(then.grids[grid].whole ? mixed(county, then, areas, false, grid) : kNoLevel);
  }
  return levels;
}

void MapLevels::refresh(const CountyState& state, const County& county, int64_t now_ns) {
  const bool slow_old = slow_refreshed_ns_ == kNever || now_ns < slow_refreshed_ns_ ||
                        now_ns - slow_refreshed_ns_ >= kSlowRefreshNs || figures_.grids.empty();
  figures_ = map_figures(state, county, now_ns, choice_, slow_old ? nullptr : &figures_);
  for (size_t grid = 0; grid < figures_.grids.size(); ++grid) {
    const GridFigures& figures = figures_.grids[grid].figures;
    overdue_heat_[grid] =
        figures.overdue == 0 ? 0 : figures.heat - heat_at(state.grids[grid], now_ns, county.heat.half_life_s);
  }
  if (slow_old) slow_refreshed_ns_ = now_ns;
  refreshed_ns_ = now_ns;
  area_levels_ = area_levels(county, figures_, show_difference());
}

std::span<const uint32_t> MapLevels::update(const CountyState& state, const County& county, int64_t now_ns,
                                            const MapChoice& choice, const Comparison* comparison,
                                            CompareView compare_view) {
  changed_.clear();
  if (difference_.update(comparison, county, choice) || compare_view != compare_view_) refreshed_ns_ = kNever;
  compare_view_ = compare_view;
  const auto grids = static_cast<uint32_t>(std::min(levels_.size(), state.grids.size()));
  const bool refresh_due =
      refreshed_ns_ == kNever || !(choice == choice_) || now_ns < refreshed_ns_ || now_ns - refreshed_ns_ >= kRefreshNs;
  const bool all = refresh_due || !(wanted_detail_ == detail_);
  if (!all && state.seq == seq_) return changed_;
  if (choice.mode != choice_.mode || choice.span != choice_.span) slow_refreshed_ns_ = kNever;
  choice_ = choice;
  detail_ = wanted_detail_;
  seq_ = state.seq;
  if (refresh_due) refresh(state, county, now_ns);
  for (uint32_t grid = 0; grid < grids; ++grid) {
    const GridState& at = state.grids[grid];
    Seen& seen = seen_[grid];
    const bool same = seen.heat == at.heat && seen.heat_ns == at.heat_ns && seen.open == at.open &&
                      seen.last_visit_ns == at.last_visit_ns;
    if (same && !all) continue;
    if (!same) {
      seen = {at.heat, at.heat_ns, at.open, at.last_visit_ns};
      PlaceFigures& place = figures_.grids[grid];
      place.figures.heat = heat_at(at, now_ns, county.heat.half_life_s) + overdue_heat_[grid];
      place.figures.open = at.open;
      set_visit(place, at, county.grids[grid].visit_interval_s, now_ns);
      set_counted(place, choice_.mode);
    }
    set(grid, mixed(county, figures_, area_levels_, show_difference(), grid));
  }
  return changed_;
}

}  // namespace gridwall::view_model
