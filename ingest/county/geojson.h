// A GeoJSON FeatureCollection (RFC 7946) -> grid records in WGS-84. The text is untrusted: errors name
// the feature and its code; what can be repaired is, with a warning. Pure, any thread.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/county/coordinates.h"
#include "ingest/county/map_records.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

struct AreaProperties {  // one depth of the hierarchy
  std::string code;
  std::string name_zh;  // may be empty: the code is the name, or `[[area]]` names it
  std::string name_en;
};

// The names of the properties of a feature. Empty: the map does not have it.
struct MapProperties {
  std::string code = "code";
  std::string name_zh;
  std::string name_en;
  std::string level;
  std::string households;
  std::string people;
  std::string responsible;
  std::string outline;  // a feature in which this property is true is the county's outline, not a grid
  std::vector<AreaProperties> areas;
};

inline constexpr size_t kMaxMapBytes = 256ULL << 20;
inline constexpr size_t kMaxGrids = 200'000;

// A map of grids. White space around codes and names is cut. A map that a log has `stored` is read as it was when it
// was taken: what newer rules refuse of codes was let pass then.
Result<MapContent> read_map(std::string_view text, std::string_view name, Crs crs, const MapProperties& properties,
                            bool stored = false);

struct Outline {
  std::string code;
  Label name;
  Polygons polygons;
};
// A file of outlines: properties `code` (or the feature's `id`), `name` and `name_en`.
Result<std::vector<Outline>> read_outlines(std::string_view text, std::string_view name, Crs crs = Crs::kWgs84);

}  // namespace gridwall::county
