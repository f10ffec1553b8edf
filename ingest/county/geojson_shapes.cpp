#include "ingest/county/geojson_shapes.h"

#include "ingest/county/geojson_parts.h"

namespace gridwall::inline county {
namespace {

class ShapeReader {
 public:
  ShapeReader(const JsonDocument& json, Crs crs) : reader_(json, crs) {}

  // Adds what the geometry holds. The complaint, or nothing.
  std::string read(element geometry, MapShape& shape) {
    reader_.forget_fault();
    add(geometry, shape);
    return reader_.fault();
  }

 private:
  void add(element geometry, MapShape& shape) {
    std::string_view type;
    if (geometry.type() != element_type::OBJECT || geometry.at_key("type").get(type)) {
      reader_.complain("its geometry has no type");
    } else if (type == "GeometryCollection") {
      for (const element part : list_of(geometry, "geometries")) add(part, shape);
    } else if (type == "Point") {
      element point;
      if (geometry.at_key("coordinates").get(point)) {
        reader_.complain("its geometry has no coordinates");
      } else {
        shape.points.push_back(reader_.read_point(point));
      }
    } else if (type == "MultiPoint") {
      for (const element point : list_of(geometry, "coordinates")) shape.points.push_back(reader_.read_point(point));
    } else if (type == "LineString") {
      add_line(list_of(geometry, "coordinates"), shape);
    } else if (type == "MultiLineString") {
      for (const element line : list_of(geometry, "coordinates")) {
        if (line.type() != element_type::ARRAY) {
          reader_.complain("a line is not an array of points");
          continue;
        }
        add_line(simdjson::dom::array(line), shape);
      }
    } else if (type == "Polygon") {
      element rings;
      if (geometry.at_key("coordinates").get(rings)) {
        reader_.complain("its geometry has no coordinates");
      } else {
        shape.polygons.push_back(reader_.read_polygon(rings));
      }
    } else if (type == "MultiPolygon") {
      for (const element rings : list_of(geometry, "coordinates")) {
        shape.polygons.push_back(reader_.read_polygon(rings));
      }
    } else {
      reader_.complain("its geometry is a " + std::string(type.substr(0, 40)) + ", which GeoJSON does not know");
    }
  }

  simdjson::dom::array list_of(element geometry, const char* key) {
    simdjson::dom::array list;
    if (geometry.at_key(key).get(list)) reader_.complain(std::string("its geometry has no array '") + key + "'");
    return list;
  }

  void add_line(const simdjson::dom::array& points, MapShape& shape) {
    std::vector<Position> line;
    for (const element point : points) line.push_back(reader_.read_point(point));
    if (line.size() < 2) reader_.complain("a line has fewer than two points");
    shape.lines.push_back(std::move(line));
  }

  GeometryReader reader_;
};

size_t points_of(const MapShape& shape) {
  size_t points = shape.points.size();
  for (const auto& line : shape.lines) points += line.size();
  for (const Polygon& polygon : shape.polygons) {
    points += polygon.outer.points.size();
    for (const Ring& hole : polygon.holes) points += hole.points.size();
  }
  return points;
}

}  // namespace

Result<std::vector<MapShape>> read_shapes(std::string_view text, std::string_view name, Crs crs,
                                          const std::string& label) {
  JsonDocument json(kMaxJsonDepth);
  const auto features = features_of(json, text, name);
  if (!features) return features.error();
  ShapeReader reader(json, crs);
  std::vector<MapShape> shapes;
  size_t index = 0, points = 0;
  for (const element feature : *features) {
    const std::string where = "feature " + std::to_string(index++) + ": ";
    element geometry, properties;
    if (feature.type() != element_type::OBJECT) return map_error(name, where + "it is not a GeoJSON Feature");
    if (feature.at_key("geometry").get(geometry) || geometry.is_null()) continue;
    MapShape shape;
    if (const std::string fault = reader.read(geometry, shape); !fault.empty()) return map_error(name, where + fault);
    if (!feature.at_key("properties").get(properties) && properties.type() == element_type::OBJECT) {
      shape.label = word_of(json, properties, label).text.value_or("");
    }
    points += points_of(shape);
    if (points > kMaxShapePoints) return map_error(name, "it has more than 2,000,000 points; simplify its lines");
    shapes.push_back(std::move(shape));
  }
  if (shapes.empty()) return map_error(name, "none of its features has a geometry");
  return shapes;
}

}  // namespace gridwall::county
