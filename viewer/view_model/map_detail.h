// How finely the map is coloured: from far away areas by their own figure, from near grids. A depth is one of the areas
// (County::Area::depth), the last one the grids. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/county/county.h"

namespace gridwall::view_model {

struct MapDetail {
  int depth = 0;    // of the coarser of the two depths that are mixed
  float finer = 0;  // 0 to 1: how much the next depth shows already
  int shown(int deepest) const { return finer >= 0.5F && depth < deepest ? depth + 1 : depth; }
  friend bool operator==(const MapDetail&, const MapDetail&) = default;
};

// The place of each grid at each depth.
class DetailPlaces {
 public:
  explicit DetailPlaces(const County& county);

  int deepest() const { return static_cast<int>(areas_.size()); }  // the depth of the grids
  // kNone: the grid itself; also where it lies in no area of that depth.
  AreaIndex area_of(GridIndex grid, int depth) const {
    return depth < deepest() ? areas_[static_cast<size_t>(depth)][grid] : AreaIndex(kNone);
  }
  double grids_of(int depth) const;  // of a usual place, 1 for grids

  // The finest depth whose places are about `least_px` across, mixed with the one before over a change of the view by
  // half. `county_px2`: what the county covers at that view.
  MapDetail detail_for(double county_px2, double least_px) const;

 private:
  std::vector<std::vector<AreaIndex>> areas_;  // [depth][grid]
  std::vector<size_t> places_;                 // how many there are, by depth, grids last
};

}  // namespace gridwall::view_model
