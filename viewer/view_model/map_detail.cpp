#include "viewer/view_model/map_detail.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace gridwall::view_model {

DetailPlaces::DetailPlaces(const County& county) {
  uint8_t deepest = 0;
  for (const Area& area : county.areas) deepest = std::max(deepest, area.depth);
  for (uint8_t depth = 0; !county.areas.empty() && depth <= deepest; ++depth) {
    std::vector<AreaIndex>& areas = areas_.emplace_back();
    std::set<uint32_t> distinct;
    for (GridIndex grid{0}; grid < county.grids.size(); ++grid) {
      areas.push_back(county.area_of_grid(grid, depth));
      if (areas.back() != kNone) distinct.insert(areas.back());
    }
    places_.push_back(std::max<size_t>(1, distinct.size()));
  }
  places_.push_back(std::max<size_t>(1, county.grids.size()));
}

double DetailPlaces::grids_of(int depth) const {
  return static_cast<double>(places_.back()) / static_cast<double>(places_[static_cast<size_t>(depth)]);
}

MapDetail DetailPlaces::detail_for(double county_px2, double least_px) const {
  constexpr double kBegins = 0.75, kEnds = 1.25;  // of `least_px`: between them two depths are mixed
  for (int depth = deepest(); depth > 0; --depth) {
    const double across_px = std::sqrt(county_px2 / static_cast<double>(places_[static_cast<size_t>(depth)]));
    const double finer = (across_px / least_px - kBegins) / (kEnds - kBegins);
    if (finer > 0) return {depth - 1, static_cast<float>(std::min(1.0, finer))};
  }
  return {0, 0};
}

}  // namespace gridwall::view_model
