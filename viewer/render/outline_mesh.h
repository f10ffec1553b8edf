// Outlines as triangles: four vertices per segment, each with both ends; the vertex shader widens them in pixels, so
// that lines keep their width at every zoom. Joins and ends are round.
// Any thread. Must not know OpenGL.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "viewer/render/map_geometry.h"

namespace gridwall::render {

struct OutlineVertex {
  float from_x_m, from_y_m, to_x_m, to_y_m;
};

struct OutlineMesh {
  std::vector<OutlineVertex> vertices;
  std::vector<std::uint32_t> indices;
};

// Repeated segments, in either direction, and segments without length are left out.
OutlineMesh build_outline_mesh(std::span<const Polyline> lines);

}  // namespace gridwall::render
