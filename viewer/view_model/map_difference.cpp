#include "viewer/view_model/map_difference.h"

namespace gridwall::view_model {

bool MapDifference::update(const Comparison* comparison, const County& county, const MapChoice& choice) {
  const uint64_t number = comparison == nullptr ? 0 : comparison->number;
  if (number == number_ && (number == 0 || choice == choice_)) return false;
  number_ = number;
  choice_ = choice;
  then_ = {};
  if (comparison == nullptr) return true;
  const County& was = comparison->county;
  const MapFigures figures = map_figures(comparison->state, was, comparison->at_ns, choice);
  then_.weeks = figures.weeks;
  for (const Grid& grid : county.grids) {
    const uint32_t then = was.grid_index(grid.code);
    PlaceFigures& place = then_.grids.emplace_back();
    if (then < figures.grids.size()) {
      place = figures.grids[then];
    } else {
      place.whole = false;
    }
  }
  then_.areas.resize(county.areas.size());
  sum_areas(county, then_);
  for (size_t area = 0; area < county.areas.size(); ++area) {
    const uint32_t then = was.area_index(county.areas[area].code);
    if (then < figures.areas.size()) then_.areas[area].arrivals = figures.areas[then].arrivals;
  }
  return true;
}

}  // namespace gridwall::view_model
