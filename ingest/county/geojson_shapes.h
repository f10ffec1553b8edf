// A GeoJSON FeatureCollection of anything that is drawn over a map (roads, shelters, cameras) -> shapes in WGS-84. The
// text is untrusted: errors name the feature. Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/coordinates.h"
#include "ingest/county/geometry.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

inline constexpr size_t kMaxShapePoints = 2'000'000;

struct MapShape {
  std::string label;  // of the property asked for; empty where the feature has none
  std::vector<Position> points;
  std::vector<std::vector<Position>> lines;
  Polygons polygons;
};

// Every geometry of RFC 7946 is read; a feature without one is passed over. `label`: the property with the text beside
// it.
Result<std::vector<MapShape>> read_shapes(std::string_view text, std::string_view name, Crs crs,
                                          const std::string& label);

}  // namespace gridwall::county
