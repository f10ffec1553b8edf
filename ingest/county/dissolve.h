// Grids -> the area they form together, by removing shared borders. Pure, any thread.
#pragma once

#include <span>

#include "ingest/county/geometry.h"
#include "ingest/county/geos.h"

namespace gridwall::inline county {

// The union of the members. Members whose borders agree point by point (a coverage) are dissolved in time
// proportional to their points; all others are united by GEOS.
Polygons dissolve(const Geos& geos, std::span<const Polygons* const> members);

}  // namespace gridwall::county
