// All grids -> triangles for the GPU. Every point of a border is a corner of a triangle, so that neighbours meet
// without cracks. Pure, any thread.
#pragma once

#include <span>

#include "ingest/county/geometry.h"

namespace gridwall::inline county {

// Simple rings are cut by ears; polygons with holes, and rings where that fails, by constrained Delaunay triangulation.
// `first_index_of_grid` has one entry per grid, plus the end. Triangles are counter-clockwise.
Triangles triangulate(std::span<const Polygons> grids);

}  // namespace gridwall::county
