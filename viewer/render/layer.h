// What a frame consists of, bottom to top. Plain structs; must not know OpenGL.
#pragma once

#include <cstdint>
#include <span>
#include <variant>

#include "viewer/render/draw_list.h"
#include "viewer/render/marker.h"

namespace gridwall::render {

class MapRenderer;

struct MapLayer {
  std::uint64_t id = 0;
  MapRenderer* map = nullptr;  // covers its view's rectangle, opaque
};

struct MarkerLayer {
  std::uint64_t id = 0;
  RectPx clip_px;
  std::span<const Marker> markers;
};

// Ids are unique in a frame and the same from frame to frame.
using Layer = std::variant<MapLayer, MarkerLayer, Window>;

}  // namespace gridwall::render
