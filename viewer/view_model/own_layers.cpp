#include "viewer/view_model/own_layers.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "ingest/config/toml_section.h"
#include "ingest/county/geojson_shapes.h"
#include "ingest/county/triangulate.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

using config::Section;

constexpr std::string_view kSymbols[] = {"disc", "ring", "square", "frame", "triangle", "diamond"};

Result<std::string> read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::kNotFound, path.string() + ": it cannot be opened"};
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return Error{ErrorCode::kUnavailable, path.string() + ": it cannot be read"};
  return text;
}

void read_color(Section& section, OwnLayer& layer) {
  const std::string color = section.text_or("color", "#8fa8c8");
  uint32_t rgb = 0;
  const char *begin = color.data() + 1, *end = color.data() + color.size();
  const bool good = color.size() == 7 && color.front() == '#';
  if (!good || std::from_chars(begin, end, rgb, 16).ptr != end) {
    return section.fail("color", "it must be written like \"#58c7d6\"");
  }
  layer.rgb = rgb;
}

void read_symbol(Section& section, OwnLayer& layer) {
  const std::string symbol = section.text_or("symbol", "disc");
  const auto at = std::find(std::begin(kSymbols), std::end(kSymbols), symbol);
  if (at == std::end(kSymbols)) {
    return section.fail("symbol", "it must be disc, ring, square, frame, triangle or diamond");
  }
  layer.symbol = static_cast<LayerSymbol>(at - std::begin(kSymbols));
}

OwnLayer::Run run_of(const std::vector<Position>& positions, const LocalPlane& plane) {
  OwnLayer::Run run;
  run.points.reserve(positions.size());
  for (const Position& position : positions) run.points.push_back(to_metres(plane, position));
  run.bounds = {run.points.front().x, run.points.front().y, run.points.front().x, run.points.front().y};
  for (const render::PointM& point : run.points) {
    run.bounds.min_x = std::min(run.bounds.min_x, point.x);
    run.bounds.min_y = std::min(run.bounds.min_y, point.y);
    run.bounds.max_x = std::max(run.bounds.max_x, point.x);
    run.bounds.max_y = std::max(run.bounds.max_y, point.y);
  }
  return run;
}

void add_areas(const Polygons& areas, const LocalPlane& plane, OwnLayer& layer) {
  for (const Polygon& area : areas) {
    layer.borders.push_back(run_of(area.outer.points, plane));
    for (const Ring& hole : area.holes) layer.borders.push_back(run_of(hole.points, plane));
  }
  const Polygons one_grid[] = {areas};
  const Triangles cut = triangulate(one_grid);
  for (const auto index : cut.indices) layer.triangles.push_back(to_metres(plane, cut.points[index]));
}

struct Source {
  std::string file, label;
  Crs crs = Crs::kWgs84;
};

Source read_source(Section& section) {
  Source source;
  source.file = section.text("file");
  source.label = section.text_or("label", "");
  const std::string crs = section.text_or("crs", "wgs84");
  if (const std::optional<Crs> known = crs_from_name(crs)) {
    source.crs = *known;
  } else {
    section.fail("crs", "it must be wgs84, cgcs2000, gcj02 or bd09");
  }
  return source;
}

OwnLayer read_look(Section& section, const Texts& texts) {
  OwnLayer layer;
  if (std::optional<Section> name = section.section("name")) {
    Label label;
    label.zh = name->text("zh");
    label.en = name->text_or("en", "");
    name->finish();
    layer.name = texts.of(label);
  } else {
    section.require("name", "a table, such as { zh = \"道路\", en = \"Roads\" }");
  }
  read_color(section, layer);
  read_symbol(section, layer);
  layer.opacity = section.number_or("opacity", 1, 0.05, 1);
  layer.width = section.number_or("width", 1.5, 0.5, 12);
  layer.from = section.number_or("from", 1, 1, 1e6);
  layer.to = section.number_or("to", 1e9, layer.from, 1e9);
  layer.labels_from = section.number_or("labels_from", 2, 1, 1e6);
  layer.shown = section.flag_or("shown", true);
  return layer;
}

Status read_shapes_into(OwnLayer& layer, const Source& source, const std::filesystem::path& folder,
                        const LocalPlane& plane) {
  const std::filesystem::path path = folder / source.file;
  const Result<std::string> text = read_bytes(path);
  if (!text) return text.error();
  const Result<std::vector<MapShape>> shapes = read_shapes(*text, path.string(), source.crs, source.label);
  if (!shapes) return shapes.error();
  for (const MapShape& shape : *shapes) {
    for (const Position& point : shape.points) layer.spots.push_back({to_metres(plane, point), shape.label});
    for (const std::vector<Position>& line : shape.lines) layer.lines.push_back(run_of(line, plane));
    add_areas(shape.polygons, plane, layer);
  }
  return Done{};
}

}  // namespace

Result<std::vector<OwnLayer>> read_own_layers(const std::filesystem::path& file, const County& county,
                                              const Texts& texts) {
  const LocalPlane plane = plane_of(county);
  const Result<std::string> text = read_bytes(file);
  if (!text) return text.error();
  config::TomlFile toml(file.string(), {.quoted_keys = false});
  if (!toml.parse(*text)) return toml.error();
  std::vector<OwnLayer> layers;
  Section root = toml.root();
  root.require("layer", "given as [[layer]], once or more");
  for (Section& section : root.sections("layer")) {
    const Source source = read_source(section);
    OwnLayer layer = read_look(section, texts);
    section.finish();
    if (toml.failed()) return toml.error();
    if (Status read = read_shapes_into(layer, source, file.parent_path(), plane); !read) return read.error();
    layers.push_back(std::move(layer));
  }
  root.finish();
  if (toml.failed()) return toml.error();
  return layers;
}

}  // namespace gridwall::view_model
