// Sites -> cells that fill an outline without gap or overlap, neighbours sharing every border point. Any thread.
#pragma once

#include <vector>

#include "ingest/county/draw/sites.h"
#include "ingest/county/geos.h"

namespace gridwall::inline county::draw {

struct Cells {
  std::vector<Polygons> polygons;  // one entry a site; in degrees, whole millionths
  // Pairs of neighbouring sites (lower first) with the length of their common border in degrees; sorted.
  struct Border {
    uint32_t a, b;
    double length_deg;
  };
  std::vector<Border> borders;
};

// A Voronoi diagram whose edges are bent a little, since real borders follow ditches and lanes, not straight lines
// (`bends` is how often an edge is halved), cut at the outline.
// A piece separate from the cell of its site goes to the neighbour with the longest common border. Empty when GEOS
// fails.
Cells cut_cells(const Geos& geos, const Polygons& outline, const std::vector<Site>& sites, const LocalPlane& plane,
                uint64_t seed, int bends = 2);

}  // namespace gridwall::county::draw
