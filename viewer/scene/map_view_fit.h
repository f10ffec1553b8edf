// Where the county, or the part of it looked at, stands in the map's place, so that it is as large as can be and clear
// of what lies over the map's corners. Pure; any thread.
#pragma once

#include <span>

#include "viewer/render/map_geometry.h"

namespace gridwall::scene {

struct MapFit {
  render::MapView view;
  double score = 0;  // pixels a metre, less for every step away from the middle: a county should not hang in a corner
};

MapFit fit_map_view(std::span<const render::PointM> points, const render::RectPx& rect,
                    std::span<const render::RectPx> obstacles, float margin_px);

}  // namespace gridwall::scene
