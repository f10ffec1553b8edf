// Marks that stand too close to be told apart become one with a count. Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "viewer/render/map_geometry.h"

namespace gridwall::view_model {

struct Gathered {
  render::PointPx at;     // of one alone its own place, of several their middle
  std::size_t first = 0;  // one of them
  std::size_t count = 0;
};

// Squares of `apart_px` of the map gather what lies in them; they belong to the map and not to the screen, so that a
// drag does not gather anew. `offset`: where the map's origin lies on the screen.
std::vector<Gathered> gather(std::span<const render::PointPx> points, float apart_px, render::PointPx offset);

}  // namespace gridwall::view_model
