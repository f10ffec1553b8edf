// Names of areas on the map, each with a figure of the map's mode beside it. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/render/map_geometry.h"
#include "viewer/view_model/map_levels.h"

namespace gridwall::view_model {

struct AreaName {
  uint32_t area = 0;  // index into County::areas
  render::PointM at;
  float width_m = 0;  // of the area: a name much wider than that stands elsewhere or not at all
  std::string text;
};

// In order of rank: higher areas first, then those with more grids. At most `most`.
std::vector<AreaName> build_area_names(const County& county, const Texts& texts, size_t most);

// The figure beside each name, as County::areas are numbered; empty where there is nothing to say.
std::vector<std::string> build_area_values(const CountyState& state, const County& county, const MapLevels& levels,
                                           MapMode mode, int64_t now_ns);

}  // namespace gridwall::view_model
