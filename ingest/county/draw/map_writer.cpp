#include <fmt/core.h>

#include <set>

#include "ingest/county/draw/generate.h"

namespace gridwall::inline county::draw {
namespace {

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_member(std::string& out, std::string_view key, std::string_view text) {
  if (out.back() != '{') out += ',';
  append_text(out, key);
  out += ':';
  append_text(out, text);
}

void append_member(std::string& out, std::string_view key, uint32_t number) {
  if (out.back() != '{') out += ',';
  append_text(out, key);
  out += ':' + std::to_string(number);
}

void append_number(std::string& out, double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", value, decimals);
  size_t length = digits.size();
  while (length > 1 && digits[length - 1] == '0') --length;
  if (digits[length - 1] == '.') --length;
  out.append(digits, 0, length);
}

void append_ring(std::string& out, const Ring& ring, int decimals) {
  out += '[';
  for (size_t i = 0; i < ring.points.size(); ++i) {
    out += i == 0 ? "[" : ",[";
    append_number(out, ring.points[i].lon_deg, decimals);
    out += ',';
    append_number(out, ring.points[i].lat_deg, decimals);
    out += ']';
  }
  out += ']';
}

void append_polygon(std::string& out, const Polygon& polygon, int decimals) {
  out += '[';
  append_ring(out, polygon.outer, decimals);
  for (const Ring& hole : polygon.holes) {
    out += ',';
    append_ring(out, hole, decimals);
  }
  out += ']';
}

void append_geometry(std::string& out, const Polygons& polygons, int decimals) {
  const bool single = polygons.size() == 1;
  out += single ? R"("geometry":{"type":"Polygon","coordinates":)"
                : R"("geometry":{"type":"MultiPolygon","coordinates":[)";
  for (size_t i = 0; i < polygons.size(); ++i) {
    if (i > 0) out += ',';
    append_polygon(out, polygons[i], decimals);
  }
  out += single ? "}" : "]}";
}

constexpr std::string_view kStart = "{\"type\":\"FeatureCollection\",\"features\":[\n";

}  // namespace

std::string write_map(const std::vector<GridRecord>& grids, const std::vector<std::string>& depths) {
  std::string out(kStart);
  std::set<std::string_view> named;
  for (size_t i = 0; i < grids.size(); ++i) {
    const GridRecord& grid = grids[i];
    if (i > 0) out += ",\n";
    out += R"({"type":"Feature","properties":{)";
    append_member(out, "code", grid.code);
    append_member(out, "name", grid.name.zh);
    if (!grid.name.en.empty()) append_member(out, "name_en", grid.name.en);
    for (size_t depth = 0; depth < grid.areas.size() && depth < depths.size(); ++depth) {
      const AreaName& area = grid.areas[depth];
      append_member(out, depths[depth], area.code);
      if (!named.insert(area.code).second) continue;  // a reader needs them once, and a map is a fourth smaller
      append_member(out, depths[depth] + "_name", area.name.zh);
      if (!area.name.en.empty()) append_member(out, depths[depth] + "_en", area.name.en);
    }
    append_member(out, "level", static_cast<uint32_t>(grid.level));
    append_member(out, "households", grid.households);
    append_member(out, "people", grid.people);
    if (!grid.responsible.empty()) append_member(out, "responsible", grid.responsible);
    out += "},";
    append_geometry(out, grid.polygons, 6);
    out += '}';
  }
  return out + "\n]}\n";
}

std::string write_outlines(const std::vector<Outline>& outlines, int decimals) {
  std::string out(kStart);
  for (size_t i = 0; i < outlines.size(); ++i) {
    if (i > 0) out += ",\n";
    out += R"({"type":"Feature","properties":{)";
    append_member(out, "code", outlines[i].code);
    append_member(out, "name", outlines[i].name.zh);
    if (!outlines[i].name.en.empty()) append_member(out, "name_en", outlines[i].name.en);
    out += "},";
    append_geometry(out, outlines[i].polygons, decimals);
    out += '}';
  }
  return out + "\n]}\n";
}

}  // namespace gridwall::county::draw
