// What readers of GeoJSON share: the features of a document, and coordinates with what is wrong with them. Private to
// ingest/county.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/county/coordinates.h"
#include "ingest/county/geometry.h"
#include "ingest/event/json_document.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

using simdjson::dom::element;
using simdjson::dom::element_type;

// Depth of arrays and objects. A multipolygon in a feature collection needs 8; foreign members may go deeper.
inline constexpr size_t kMaxJsonDepth = 64;

bool is_digits(std::string_view number);
std::string in_quotes(std::string_view text);
Error map_error(std::string_view name, std::string message);

// A member that may be a code or a name: a string or an integer, as codes are written both ways.
struct Word {
  std::optional<std::string> text;  // nothing when absent, null or empty
  std::string fault;                // why what stands there is neither
};
Word word_of(const JsonDocument& json, element properties, const std::string& key, bool stored = false);

Result<simdjson::dom::array> features_of(JsonDocument& json, std::string_view text, std::string_view name);

// Reads coordinates; the first complaint stays in `fault`.
class GeometryReader {
 public:
  GeometryReader(const JsonDocument& json, Crs crs) : json_(json), crs_(crs) {}

  Polygons read(element feature);  // of a Polygon or MultiPolygon; nothing else can be a grid
  const std::string& fault() const { return fault_; }
  void forget_fault() { fault_.clear(); }

  Polygon read_polygon(element rings);
  Ring read_ring(element points);
  Position read_point(element point);
  Position complain(std::string fault);

 private:
  const JsonDocument& json_;
  Crs crs_;
  std::string fault_;
};

}  // namespace gridwall::county
