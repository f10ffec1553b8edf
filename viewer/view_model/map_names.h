// Names on the map, each with a figure of the map's mode beside it: of the parts of what is looked at, and quietly
// those of its neighbours. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/render/map_geometry.h"
#include "viewer/view_model/map_levels.h"

namespace gridwall::view_model {

struct MapName {
  Scope place;
  render::PointM at;
  float width_m = 0;  // of the place: a name much wider than that stands elsewhere or not at all
  std::string text;
  bool beyond = false;  // a neighbour of what is looked at
  bool region = false;  // a prefecture: an area of the first level where there are three or more
};

// In order of rank: higher areas first, then those with more grids; then grids, then neighbours. At most `most`.
std::vector<MapName> build_map_names(const County& county, const Texts& texts, Scope looked_at, size_t most);

// The figure beside each of `names`, of `levels` that show a difference the difference of the two; empty where there is
// nothing to say, too few to say it, and beyond.
std::vector<std::string> build_name_values(const County& county, const MapLevels& levels,
                                           std::span<const MapName> names);
// Likewise at the moment that is compared with.
std::vector<std::string> build_name_values_then(const MapLevels& levels, std::span<const MapName> names);

}  // namespace gridwall::view_model
