#include "ingest/county/geojson.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "ingest/county/geojson_parts.h"
#include "ingest/county/repair.h"
#include "ingest/event/identifier.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline county {
namespace {

bool is_true(element properties, const std::string& key) {
  element value;
  return !key.empty() && !properties.at_key(key).get(value) && value.type() == element_type::BOOL && bool(value);
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
