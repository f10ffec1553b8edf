// A point as one column holds it: WKT (`POINT (lon lat)`, with SRID, Z and M), GeoJSON, or an object with `latitude`
// and `longitude` in the text. Pure, any thread; knows no mapping.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gridwall::import {

// Longitude and latitude as they are written; both empty where the text says that there is no point (POINT EMPTY,
// null). Nothing when the text is none of these forms.
std::optional<std::pair<std::string, std::string>> read_point(std::string_view text);

}  // namespace gridwall::import
