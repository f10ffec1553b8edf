// Rings as drawn in a map -> valid polygons. Pure, any thread; the Geos object is the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/county/geometry.h"
#include "ingest/county/geos.h"

namespace gridwall::inline county {

struct Repaired {
  Polygons polygons;
  std::vector<std::string> repairs;  // "a ring was not closed", ...; empty if nothing was wrong
  std::string fault;                 // why it is not an area; empty if it is
};

// Closes open rings, drops repeated points, orients rings and lets GEOS split rings that cross themselves.
Repaired repair(const Geos& geos, Polygons polygons);

}  // namespace gridwall::county
