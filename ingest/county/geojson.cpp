#include "ingest/county/geojson.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "ingest/county/repair.h"
#include "ingest/event/identifier.h"
#include "ingest/event/json_document.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline county {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

// Depth of arrays and objects. A multipolygon in a feature collection needs 8; foreign members may go deeper.
constexpr size_t kMaxJsonDepth = 64;

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

// A member that may be a code or a name: a string or an integer, as codes are written both ways.
struct Word {
  std::optional<std::string> text;  // nothing when absent, null or empty
  std::string fault;                // why what stands there is neither
};

Word word_of(const JsonDocument& json, element properties, const std::string& key, bool stored = false) {
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

bool is_true(element properties, const std::string& key) {
  element value;
  return !key.empty() && !properties.at_key(key).get(value) && value.type() == element_type::BOOL && bool(value);
}

// Reads coordinates; the first complaint stays in `fault`.
class GeometryReader {
 public:
  GeometryReader(const JsonDocument& json, Crs crs) : json_(json), crs_(crs) {}

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

  Ring read_ring(element points) {
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

  Position read_point(element point) {
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

  Position complain(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
    return {};
  }

  const JsonDocument& json_;
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

std::string known_properties(element properties) {
  std::string keys;
  for (const auto field : simdjson::dom::object(properties)) {
    if (keys.size() > 200) return keys + ", ...";
    keys += (keys.empty() ? "" : ", ") + std::string(field.key.substr(0, 40));
  }
  return keys.empty() ? "none" : keys;
}

std::optional<std::string> read_count(const JsonDocument& json, element properties, const std::string& key, int64_t low,
                                      int64_t high, int64_t& out) {
  element value;
  if (key.empty() || properties.at_key(key).get(value) || value.type() == element_type::NULL_VALUE) return std::nullopt;
  double number = 0;
  if (const std::optional<std::string_view> unread = json.unread_number(value)) {
    return "its property " + in_quotes(key) + " is " + std::string(unread->substr(0, 40)) +
           ", not a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  }
  if (value.get(number) || number != std::floor(number) || number < static_cast<double>(low) ||
      number > static_cast<double>(high)) {
    return "its property " + in_quotes(key) + " is not a whole number from " + std::to_string(low) + " to " +
           std::to_string(high);
  }
  out = static_cast<int64_t>(number);
  return std::nullopt;
}

// Reads the properties of one feature after the other; every read returns a complaint, or nothing when all is well.
class PropertyReader {
 public:
  PropertyReader(const JsonDocument& json, const MapProperties& keys, bool stored)
      : json_(json), keys_(keys), stored_(stored) {}

  std::optional<std::string> read(element properties, GridRecord& record) const {
    if (auto fault = given_twice(properties)) return fault;
    if (auto fault = read_code(properties, keys_.code, "it has no grid code", record.code)) return fault;
    record.name = {name(properties, keys_.name_zh, record.code), name(properties, keys_.name_en, "")};
    record.responsible = name(properties, keys_.responsible, "");
    for (size_t depth = 0; depth < keys_.areas.size(); ++depth) {
      const AreaProperties& area = keys_.areas[depth];
      const Word word = word_of(json_, properties, area.code, stored_);
      if (!word.text && word.fault.empty() && depth > 0) break;
      AreaName named;
      if (auto fault = read_code(properties, area.code, "it does not say where it belongs", named.code)) return fault;
      named.name = {name(properties, area.name_zh, ""), name(properties, area.name_en, "")};
      record.areas.push_back(std::move(named));
    }
    int64_t level = record.level, households = 0, people = 0;
    if (auto fault = read_count(json_, properties, keys_.level, 1, 3, level)) return fault;
    if (auto fault = read_count(json_, properties, keys_.households, 0, 10'000'000, households)) return fault;
    if (auto fault = read_count(json_, properties, keys_.people, 0, 100'000'000, people)) return fault;
    record.level = static_cast<int>(level);
    record.households = static_cast<uint32_t>(households);
    record.people = static_cast<uint32_t>(people);
    return std::nullopt;
  }

  // What was cut off its codes, or nothing.
  std::optional<std::string> padding(element properties) const {
    std::vector<std::string_view> codes = {keys_.code};
    for (const AreaProperties& area : keys_.areas) codes.push_back(area.code);
    for (const std::string_view code : codes) {
      std::string_view text;
      if (stored_ || properties.at_key(code).get(text) || trimmed(text).size() == text.size()) continue;
      return "white space around its code " + in_quotes(text) + " was cut off";
    }
    return std::nullopt;
  }

 private:
  // A code must be one that an event can name.
  std::optional<std::string> read_code(element properties, const std::string& key, const std::string& what,
                                       std::string& code) const {
    const Word word = word_of(json_, properties, key, stored_);
    if (!word.text) {
      return what + ": property " + in_quotes(key) + " " +
             (word.fault.empty() ? "is missing or not a text" : word.fault) +
             " (there: " + known_properties(properties) + "); name the right one in [map.properties]";
    }
    const std::optional<std::string> fault = stored_ ? std::nullopt : id_fault(*word.text);
    if (!fault) return code = *word.text, std::nullopt;
    return "no event can name its code: property " + in_quotes(key) + " " + *fault;
  }
  std::string name(element properties, const std::string& key, const std::string& fallback) const {
    return word_of(json_, properties, key, stored_).text.value_or(fallback);
  }
  // A property that is read and stands there twice.
  std::optional<std::string> given_twice(element properties) const {
    if (stored_) return std::nullopt;
    std::vector<std::string> read = {keys_.code,       keys_.name_zh, keys_.name_en,     keys_.level,
                                     keys_.households, keys_.people,  keys_.responsible, keys_.outline};
    for (const AreaProperties& area : keys_.areas) read.insert(read.end(), {area.code, area.name_zh, area.name_en});
    for (const std::string& key : read) {
      std::string places;
      size_t place = 0, count = 0;
      for (const auto field : simdjson::dom::object(properties)) {
        ++place;
        if (key.empty() || field.key != key) continue;
        places += (count++ == 0 ? "" : " and ") + std::to_string(place);
      }
      if (count > 1) return "its property " + in_quotes(key) + " is given twice (members " + places + ")";
    }
    return std::nullopt;
  }

  const JsonDocument& json_;
  const MapProperties& keys_;
  const bool stored_;
};

// Properties and repaired polygons of feature `index`; errors name it.
class FeatureReader {
 public:
  FeatureReader(const JsonDocument& json, std::string_view map_name, Crs crs)
      : map_name_(map_name), geometry_(json, crs) {}

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

Result<MapContent> read_map(std::string_view text, std::string_view name, Crs crs, const MapProperties& keys,
                            bool stored) {
  JsonDocument json(kMaxJsonDepth);
  const auto features = features_of(json, text, name);
  if (!features) return features.error();
  if (features->size() > kMaxGrids) return map_error(name, "it has more than 200,000 features");
  FeatureReader reader(json, name, crs);
  const PropertyReader properties_reader(json, keys, stored);
  MapContent content;
  std::unordered_map<std::string, size_t> seen;  // code -> feature
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
    if (const auto fault = properties_reader.read(*properties, record)) return reader.error(index, record.code, *fault);
    if (const auto cut = properties_reader.padding(*properties)) {
      content.warnings.push_back(reader.error(index, record.code, *cut).message);
    }
    if (const auto [first, is_new] = seen.emplace(record.code, index); !is_new) {
      return reader.error(index, record.code,
                          "another grid has the same code: feature " + std::to_string(first->second));
    }
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
  JsonDocument json(kMaxJsonDepth);
  const auto features = features_of(json, text, name);
  if (!features) return features.error();
  FeatureReader reader(json, name, crs);
  std::vector<Outline> outlines;
  std::vector<std::string> warnings;
  size_t index = 0;
  for (const element feature : *features) {
    const auto properties = reader.properties(feature, index);
    if (!properties) return properties.error();
    const auto text_of = [&](element of, const char* key) { return word_of(json, of, key).text; };
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
