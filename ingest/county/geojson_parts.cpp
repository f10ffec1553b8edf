#include "ingest/county/geojson_parts.h"

#include <cmath>

#include "ingest/county/geojson.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline county {

bool is_digits(std::string_view number) {
  return number.find_first_not_of("-0123456789") == std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  std::string quoted("'");
  quoted.append(text.substr(0, 80));
  quoted.push_back('\'');
  return quoted;
}

Error map_error(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidConfig, std::string(name) + ": " + std::move(message)};
}

Word word_of(const JsonDocument& json, element properties, const std::string& key, bool stored) {
  element value;
  if (key.empty() || properties.at_key(key).get(value)) return {};
  if (const std::optional<std::string_view> number = json.unread_number(value)) {
    return {std::nullopt, is_digits(*number)
                              ? "is a number of " + std::to_string(number->size()) +
                                    " digits, more than can be read; write it in quotes"
                              : "is " + std::string(number->substr(0, 40)) + ", neither text nor integer"};
  }
  switch (value.type()) {
    case element_type::INT64:
      return {std::to_string(int64_t(value)), ""};
    case element_type::UINT64:
      return {std::to_string(uint64_t(value)), ""};
    case element_type::STRING: {
      const std::string_view text = stored ? std::string_view(value) : trimmed(std::string_view(value));
      return {text.empty() ? std::nullopt : std::optional(std::string(text)), ""};
    }
    case element_type::NULL_VALUE:
      return {};
    case element_type::DOUBLE:
      return {std::nullopt,
              "is the decimal " + std::string(simdjson::minify(value)) + "; write a code as an integer or in quotes"};
    default:
      return {std::nullopt, "is neither text nor integer"};
  }
}

Polygons GeometryReader::read(element feature) {
  fault_.clear();
  element geometry, coordinates;
  std::string_view type;
  Polygons polygons;
  if (feature.at_key("geometry").get(geometry) || geometry.type() != element_type::OBJECT ||
      geometry.at_key("type").get(type)) {
    fault_ = "it has no geometry; a Polygon or MultiPolygon is needed";
  } else if (type != "Polygon" && type != "MultiPolygon") {
    fault_ = "its geometry is a " + std::string(type.substr(0, 40)) + "; only Polygon and MultiPolygon can be a grid";
  } else if (geometry.at_key("coordinates").get(coordinates) || coordinates.type() != element_type::ARRAY) {
    fault_ = "its geometry has no array of coordinates";
  } else if (type == "Polygon") {
    polygons.push_back(read_polygon(coordinates));
  } else {
    for (const element part : simdjson::dom::array(coordinates)) polygons.push_back(read_polygon(part));
    if (polygons.empty()) fault_ = "its MultiPolygon is empty";
  }
  return polygons;
}

Polygon GeometryReader::read_polygon(element rings) {
  Polygon polygon;
  if (rings.type() == element_type::STRING) {
    complain("its coordinates are texts: a map packed for ECharts (UTF8Encoding); export it as plain GeoJSON");
    return polygon;
  }
  if (rings.type() != element_type::ARRAY || simdjson::dom::array(rings).size() == 0) {
    complain("its geometry holds no rings");
    return polygon;
  }
  bool is_outer = true;
  for (const element ring : simdjson::dom::array(rings)) {
    (is_outer ? polygon.outer : polygon.holes.emplace_back()) = read_ring(ring);
    is_outer = false;
  }
  return polygon;
}

Ring GeometryReader::read_ring(element points) {
  Ring ring;
  if (points.type() == element_type::STRING) {
    complain("its coordinates are texts: a map packed for ECharts (UTF8Encoding); export it as plain GeoJSON");
    return ring;
  }
  if (points.type() != element_type::ARRAY) {
    complain("a ring is not an array of points");
    return ring;
  }
  const simdjson::dom::array array = points;
  ring.points.reserve(array.size());
  for (const element point : array) ring.points.push_back(read_point(point));
  return ring;
}

Position GeometryReader::read_point(element point) {
  Position position;
  if (point.type() != element_type::ARRAY) return complain("a point is not [longitude, latitude]");
  auto numbers = simdjson::dom::array(point).begin();
  const auto end = simdjson::dom::array(point).end();
  for (double* degrees : {&position.lon_deg, &position.lat_deg}) {
    if (!(numbers != end)) return complain("a point is not [longitude, latitude]");
    if (const std::optional<std::string_view> number = json_.unread_number(*numbers)) {
      return complain("a point holds " + std::string(number->substr(0, 40)) + ", which is no longitude or latitude");
    }
    if ((*numbers).get(*degrees)) return complain("a point is not [longitude, latitude]");
    ++numbers;
  }
  const double lon = std::abs(position.lon_deg), lat = std::abs(position.lat_deg);
  if (lon <= 180 && lat <= 90) return crs_ == Crs::kWgs84 ? position : to_wgs84(position, crs_);
  const std::string pair = "[" + std::to_string(position.lon_deg) + ", " + std::to_string(position.lat_deg) + "]";
  if (lon <= 90 && lat <= 180) return complain(pair + " is not longitude and latitude: the two seem to be swapped");
  if (lon > 1000 || lat > 1000)
    return complain(pair + " is not degrees: metres of a projection? Convert the map to longitude and latitude");
  return complain(pair + " is not longitude (-180 to 180) and latitude (-90 to 90)");
}

Position GeometryReader::complain(std::string fault) {
  if (fault_.empty()) fault_ = std::move(fault);
  return {};
}

namespace {

// The old `crs` member (GeoJSON 2008): fine when it says degrees, refused when it names a projection.
std::optional<Error> check_crs_member(element root, std::string_view name) {
  element crs;
  std::string_view crs_name;
  if (root.at_key("crs").get(crs) || crs.type() != element_type::OBJECT) return std::nullopt;
  if (crs.at_pointer("/properties/name").get(crs_name)) return std::nullopt;
  for (const std::string_view degrees : {"CRS84", "4326", "4490"}) {
    if (crs_name.find(degrees) != std::string_view::npos) return std::nullopt;
  }
  return map_error(name, "it is in the coordinate system " + in_quotes(crs_name) +
                             "; convert it to longitude and latitude (EPSG:4326 or EPSG:4490)");
}

// What a file is that is JSON, but not a map as it should be.
std::string other_map(element root) {
  std::string_view type;
  bool packed = false;
  if (root.type() == element_type::ARRAY) return "it is not a GeoJSON FeatureCollection but a list";
  if (root.type() != element_type::OBJECT) return "it is not a GeoJSON FeatureCollection with an array of features";
  if (!root.at_key("UTF8Encoding").get(packed) && packed) {
    return "it is a map packed for ECharts (UTF8Encoding); export it as plain GeoJSON";
  }
  if (root.at_key("type").get(type)) return "it is not a GeoJSON FeatureCollection: it has no member 'type'";
  if (type == "Topology") return "it is TopoJSON; convert it to GeoJSON, for example with mapshaper or ogr2ogr";
  if (type != "FeatureCollection") {
    return "it is not a GeoJSON FeatureCollection with an array of features; its type is " + in_quotes(type);
  }
  return "it is not a GeoJSON FeatureCollection with an array of features";
}

}  // namespace

Result<simdjson::dom::array> features_of(JsonDocument& json, std::string_view text, std::string_view name) {
  if (text.size() > kMaxMapBytes) return map_error(name, "it is larger than 256 MiB; simplify the borders");
  if (const std::optional<JsonFault> fault = json.parse(text)) {
    const bool too_deep = fault->kind == JsonFault::Kind::kTooDeep;
    return map_error(name,
                     "it is not JSON that can be read: " +
                         (too_deep ? std::string("brackets are nested too deep (more than 64 levels)") : fault->what));
  }
  const element root = json.root();
  std::string_view type;
  bool packed = false;
  element features;
  if (root.type() != element_type::OBJECT || root.at_key("type").get(type) || type != "FeatureCollection" ||
      root.at_key("features").get(features) || features.type() != element_type::ARRAY ||
      (!root.at_key("UTF8Encoding").get(packed) && packed)) {
    return map_error(name, other_map(root));
  }
  if (const auto error = check_crs_member(root, name)) return *error;
  const simdjson::dom::array array = features;
  if (array.size() == 0) return map_error(name, "it has no features; a map needs one Polygon or MultiPolygon a grid");
  return array;
}

}  // namespace gridwall::county
