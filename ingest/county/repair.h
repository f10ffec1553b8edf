// Rings as somebody drew them -> valid polygons. Pure, any thread; the Geos object is the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/county/geometry.h"
#include "ingest/county/geos.h"

namespace gridwall::inline county {

struct Repaired {
  Polygons polygons;
  std::vector<std::string> repairs;  // "a ring was not closed", ...; empty when nothing was wrong
  std::string fault;                 // why no area could be made of it; empty when one could
};

// Closes open rings, drops repeated points, turns rings the right way and lets GEOS take apart what crosses itself.
Repaired repair(const Geos& geos, Polygons polygons);

}  // namespace gridwall::county
