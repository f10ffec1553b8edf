#include "ingest/county/geojson.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>

#include "ingest/county/repair.h"

namespace gridwall::inline county {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

// Depth of arrays and objects. A multipolygon in a feature collection needs 8; foreign members may go deeper.
constexpr size_t kMaxJsonDepth = 64;

std::string in_quotes(std::string_view text) {
  std::string quoted("'");
  quoted.append(text.substr(0, 80));
  quoted.push_back('\'');
  return quoted;
}

Error map_error(std::string_view name, std::string message) {
  return {ErrorCode::kInvalidConfig, std::string(name) + ": " + std::move(message)};
}

// The text of a string or integer member, as codes are written both ways; nothing when absent, null or empty.
std::optional<std::string> text_of(element properties, const std::string& key) {
  element value;
  if (key.empty() || properties.at_key(key).get(value)) return std::nullopt;
  if (value.type() == element_type::INT64) return std::to_string(int64_t(value));
  if (value.type() == element_type::UINT64) return std::to_string(uint64_t(value));
  if (value.type() != element_type::STRING) return std::nullopt;
  std::string text(std::string_view{value});
  if (text.empty()) return std::nullopt;
  return text;
}

bool is_true(element properties, const std::string& key) {
  element value;
  return !key.empty() && !properties.at_key(key).get(value) && value.type() == element_type::BOOL && bool(value);
}

// Reads coordinates; the first complaint stays in `fault`.
class GeometryReader {
 public:
  explicit GeometryReader(Crs crs) : crs_(crs) {}

  Polygons read(element feature) {
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
  const std::string& fault() const { return fault_; }

 private:
  Polygon read_polygon(element rings) {
    Polygon polygon;
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

  Ring read_ring(element points) {
    Ring ring;
    if (points.type() != element_type::ARRAY) {
      complain("a ring is not an array of points");
      return ring;
    }
    const simdjson::dom::array array = points;
    ring.points.reserve(array.size());
    for (const element point : array) ring.points.push_back(read_point(point));
    return ring;
  }

  Position read_point(element point) {
    Position position;
    if (point.type() != element_type::ARRAY) return complain("a point is not [longitude, latitude]");
    auto numbers = simdjson::dom::array(point).begin();
    const auto end = simdjson::dom::array(point).end();
    if (!(numbers != end) || (*numbers).get(position.lon_deg)) return complain("a point is not [longitude, latitude]");
    ++numbers;
    if (!(numbers != end) || (*numbers).get(position.lat_deg)) return complain("a point is not [longitude, latitude]");
    const double lon = std::abs(position.lon_deg), lat = std::abs(position.lat_deg);
    if (lon <= 180 && lat <= 90) return crs_ == Crs::kWgs84 ? position : to_wgs84(position, crs_);
    const std::string pair = "[" + std::to_string(position.lon_deg) + ", " + std::to_string(position.lat_deg) + "]";
    if (lon <= 90 && lat <= 180) return complain(pair + " is not longitude and latitude: the two seem to be swapped");
    if (lon > 1000 || lat > 1000)
      return complain(pair + " is not degrees: metres of a projection? Convert the map to longitude and latitude");
    return complain(pair + " is not longitude (-180 to 180) and latitude (-90 to 90)");
  }

  Position complain(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
    return {};
  }

  Crs crs_;
  std::string fault_;
};

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

Result<simdjson::dom::array> features_of(simdjson::dom::parser& parser, std::string_view text, std::string_view name) {
  if (text.size() > kMaxMapBytes) return map_error(name, "it is larger than 256 MiB; simplify the borders");
  if (const auto error = parser.allocate(std::max<size_t>(text.size(), 64), kMaxJsonDepth)) {
    return map_error(name, simdjson::error_message(error));
  }
  element root;
  if (const auto error = parser.parse(text.data(), text.size()).get(root)) {
    const bool too_deep = error == simdjson::DEPTH_ERROR || error == simdjson::TAPE_ERROR;
    const std::string hint = error == simdjson::DEPTH_ERROR ? " (nested deeper than 64 levels)" : "";
    return map_error(
        name, std::string("it is not JSON that can be read: ") +
                  (too_deep ? "brackets do not close or are nested too deep" : simdjson::error_message(error)) + hint);
  }
  std::string_view type;
  element features;
  if (root.type() != element_type::OBJECT || root.at_key("type").get(type) || type != "FeatureCollection" ||
      root.at_key("features").get(features) || features.type() != element_type::ARRAY) {
    return map_error(name, "it is not a GeoJSON FeatureCollection with an array of features");
  }
  if (const auto error = check_crs_member(root, name)) return *error;
  const simdjson::dom::array array = features;
  if (array.size() == 0) return map_error(name, "it has no features; a map needs one Polygon or MultiPolygon a grid");
  return array;
}

std::string known_properties(element properties) {
  std::string keys;
  for (const auto field : simdjson::dom::object(properties)) {
    if (keys.size() > 200) return keys + ", ...";
    keys += (keys.empty() ? "" : ", ") + std::string(field.key.substr(0, 40));
  }
  return keys.empty() ? "none" : keys;
}

std::optional<std::string> read_count(element properties, const std::string& key, int64_t low, int64_t high,
                                      int64_t& out) {
  element value;
  if (key.empty() || properties.at_key(key).get(value) || value.type() == element_type::NULL_VALUE) return std::nullopt;
  double number = 0;
  if (value.get(number) || number != std::floor(number) || number < static_cast<double>(low) ||
      number > static_cast<double>(high)) {
    return "its property " + in_quotes(key) + " is not a whole number from " + std::to_string(low) + " to " +
           std::to_string(high);
  }
  out = static_cast<int64_t>(number);
  return std::nullopt;
}

// What the properties say of a grid; a complaint, or nothing when all is well.
std::optional<std::string> read_properties(element properties, const MapProperties& keys, GridRecord& record) {
  const auto code = text_of(properties, keys.code);
  if (!code) {
    return "it has no grid code: property " + in_quotes(keys.code) +
           " is missing or not a text (there: " + known_properties(properties) +
           "); name the right one in [map.properties]";
  }
  record.code = *code;
  record.name = {text_of(properties, keys.name_zh).value_or(*code), text_of(properties, keys.name_en).value_or("")};
  record.responsible = text_of(properties, keys.responsible).value_or("");
  for (size_t depth = 0; depth < keys.areas.size(); ++depth) {
    const AreaProperties& area = keys.areas[depth];
    const auto area_code = text_of(properties, area.code);
    if (!area_code && depth == 0) {
      return "it does not say where it belongs: property " + in_quotes(area.code) +
             " is missing or not a text (there: " + known_properties(properties) + ")";
    }
    if (!area_code) break;
    record.areas.push_back(
        {*area_code, {text_of(properties, area.name_zh).value_or(""), text_of(properties, area.name_en).value_or("")}});
  }
  int64_t level = record.level, households = 0, people = 0;
  if (auto fault = read_count(properties, keys.level, 1, 3, level)) return fault;
  if (auto fault = read_count(properties, keys.households, 0, 10'000'000, households)) return fault;
  if (auto fault = read_count(properties, keys.people, 0, 100'000'000, people)) return fault;
  record.level = static_cast<int>(level);
  record.households = static_cast<uint32_t>(households);
  record.people = static_cast<uint32_t>(people);
  return std::nullopt;
}

// Properties and repaired polygons of feature `index`; errors name it.
class FeatureReader {
 public:
  FeatureReader(std::string_view map_name, Crs crs) : map_name_(map_name), geometry_(crs) {}

  Error error(size_t index, const std::string& code, const std::string& what) const {
    return map_error(map_name_, "feature " + std::to_string(index) +
                                    (code.empty() ? "" : " (" + code.substr(0, 80) + ")") + ": " + what);
  }

  Result<element> properties(element feature, size_t index) const {
    std::string_view type;
    element value;
    if (feature.type() != element_type::OBJECT || feature.at_key("type").get(type) || type != "Feature") {
      return error(index, "", "it is not a GeoJSON Feature");
    }
    if (feature.at_key("properties").get(value) || value.type() != element_type::OBJECT) {
      return error(index, "", "it has no properties");
    }
    return value;
  }

  Result<Polygons> polygons(element feature, size_t index, const std::string& code,
                            std::vector<std::string>& warnings) {
    Polygons raw = geometry_.read(feature);
    if (!geometry_.fault().empty()) return error(index, code, geometry_.fault());
    Repaired repaired = repair(geos_, std::move(raw));
    if (!repaired.fault.empty()) return error(index, code, repaired.fault);
    for (const std::string& what : repaired.repairs) warnings.push_back(error(index, code, what).message);
    return std::move(repaired.polygons);
  }

 private:
  std::string map_name_;
  GeometryReader geometry_;
  Geos geos_;
};

}  // namespace

Result<MapContent> read_map(std::string_view text, std::string_view name, Crs crs, const MapProperties& keys) {
  simdjson::dom::parser parser;
  const auto features = features_of(parser, text, name);
  if (!features) return features.error();
  if (features->size() > kMaxGrids) return map_error(name, "it has more than 200,000 features");
  FeatureReader reader(name, crs);
  MapContent content;
  std::unordered_set<std::string> seen;
  size_t index = 0;
  for (const element feature : *features) {
    const auto properties = reader.properties(feature, index);
    if (!properties) return properties.error();
    if (is_true(*properties, keys.outline)) {
      auto outline = reader.polygons(feature, index, "outline", content.warnings);
      if (!outline) return outline.error();
      content.outline = std::move(*outline);
      ++index;
      continue;
    }
    GridRecord record;
    record.where = "feature " + std::to_string(index);
    if (const auto fault = read_properties(*properties, keys, record)) return reader.error(index, record.code, *fault);
    if (!seen.insert(record.code).second) return reader.error(index, record.code, "another grid has the same code");
    auto polygons = reader.polygons(feature, index, record.code, content.warnings);
    if (!polygons) return polygons.error();
    record.polygons = std::move(*polygons);
    content.grids.push_back(std::move(record));
    ++index;
  }
  if (content.grids.empty()) return map_error(name, "it has an outline but no grids");
  return content;
}

Result<std::vector<Outline>> read_outlines(std::string_view text, std::string_view name, Crs crs) {
  simdjson::dom::parser parser;
  const auto features = features_of(parser, text, name);
  if (!features) return features.error();
  FeatureReader reader(name, crs);
  std::vector<Outline> outlines;
  std::vector<std::string> warnings;
  size_t index = 0;
  for (const element feature : *features) {
    const auto properties = reader.properties(feature, index);
    if (!properties) return properties.error();
    Outline outline;
    outline.code = text_of(*properties, "code").value_or(text_of(feature, "id").value_or(""));
    outline.name = {text_of(*properties, "name").value_or(""), text_of(*properties, "name_en").value_or("")};
    auto polygons = reader.polygons(feature, index, outline.code, warnings);
    if (!polygons) return polygons.error();
    outline.polygons = std::move(*polygons);
    outlines.push_back(std::move(outline));
    ++index;
  }
  return outlines;
}

}  // namespace gridwall::county
