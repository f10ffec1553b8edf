// Chinese coordinate systems to WGS-84. Pure functions, any thread.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/event/event.h"

namespace gridwall::inline county {

enum class Crs { kWgs84, kCgcs2000, kGcj02, kBd09 };
std::optional<Crs> crs_from_name(std::string_view name);  // "wgs84", "cgcs2000", "gcj02", "bd09"

// CGCS2000 differs from WGS-84 by centimetres and is not converted. GCJ-02 is the offset that Chinese map services
// must apply; it has no published definition, and the series used here is the one known since 2013 (project
// "eviltransform", and the Wikipedia article "Restrictions on geographic data in China"). BD-09 is a rotation and
// shift on top of GCJ-02 as Baidu's own conversion returns it. Both are inverted by fixed-point iteration, to 1e-10
// degrees. Outside 72.004 to 137.8347 E and 0.8293 to 55.8271 N there is no offset.
Position to_wgs84(Position position, Crs crs);
Position from_wgs84(Position position, Crs crs);

}  // namespace gridwall::county
