#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>

#include "ingest/config/toml_section.h"
#include "viewer/scene/layout.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

using app::PictureShape;
using config::Section;
using config::TomlNode;

constexpr int kMostTracks = 48;
constexpr std::string_view kNothing = ".";  // as in CSS: no panel stands there
constexpr std::string_view kShapeNames[app::kPictureShapeCount] = {"", "portrait", "two_screens", "three_screens"};

std::string all_kinds() {
  std::string names;
  for (const tile::Kind& kind : tile::kinds()) names += (names.empty() ? "" : ", ") + std::string(kind.name);
  return names;
}

std::vector<double> read_shares(Section& scene, std::string_view key) {
  std::vector<double> shares = scene.numbers(key, 1, kMostTracks);
  if (std::any_of(shares.begin(), shares.end(), [](double share) { return share <= 0; })) {
    scene.fail(key, "it must hold numbers above 0");
  }
  return shares;
}

// How many of the columns stand on each screen. Of one screen nothing needs to be said.
std::vector<int> read_screens(Section& scene, size_t screens, size_t columns) {
  if (screens == 1) return {};
  std::vector<int> counts;
  for (const double count : scene.numbers("columns_of_screen", screens)) {
    if (count != static_cast<int>(count) || count < 1) {
      scene.fail("columns_of_screen", "it must hold whole numbers above 0");
      return {};
    }
    counts.push_back(static_cast<int>(count));
  }
  if (std::accumulate(counts.begin(), counts.end(), size_t{0}) != columns) {
    scene.fail("columns_of_screen", "its numbers must add up to " + std::to_string(columns) + ", as there are columns");
  }
  return counts;
}

using Areas = std::vector<std::vector<std::string>>;

Areas read_areas(Section& scene, const std::vector<std::string>& lines, const Layout& layout) {
  Areas areas;
  for (const std::string& line : lines) {
    std::istringstream words(line);
    areas.emplace_back();
    for (std::string word; words >> word;) areas.back().push_back(word);
    if (areas.back().size() != layout.column_shares.size()) {
      scene.fail("areas", "'" + line + "' must name what stands in each of the " +
                              std::to_string(layout.column_shares.size()) + " columns");
      return {};
    }
  }
  if (areas.size() != layout.row_shares.size()) {
    scene.fail("areas", "it must have a line for each of the " + std::to_string(layout.row_shares.size()) + " rows");
    return {};
  }
  return areas;
}

// The panel whose name stands first at this column and row.
void read_panel(Section& scene, const Areas& areas, int column, int row, Layout& layout) {
  const auto name_at = [&](int c, int r) -> const std::string& {
    return areas[static_cast<size_t>(r)][static_cast<size_t>(c)];
  };
  const std::string& name = name_at(column, row);
  const std::optional<size_t> kind = tile::kind_of(name);
  if (!kind) return scene.fail("areas", "'" + name + "' is no panel; there are " + all_kinds());
  PanelPlace place{*kind, column, row, 1, 1};
  const auto columns = static_cast<int>(layout.column_shares.size()), rows = static_cast<int>(layout.row_shares.size());
  while (column + place.columns < columns && name_at(column + place.columns, row) == name) ++place.columns;
  while (row + place.rows < rows && name_at(column, row + place.rows) == name) ++place.rows;
  for (int c = 0; c < columns; ++c) {
    for (int r = 0; r < rows; ++r) {
      const bool inside = c >= column && c < column + place.columns && r >= row && r < row + place.rows;
      if ((name_at(c, r) == name) != inside) return scene.fail("areas", name + " must stand in one rectangle");
    }
  }
  if (screen_of(layout, place.column) != screen_of(layout, place.column + place.columns - 1)) {
    return scene.fail("areas", name + " would stand across the edge between two screens");
  }
  layout.panels.push_back(place);
}

Layout read_layout(Section& scene, PictureShape shape) {
  Layout layout;
  layout.column_shares = read_shares(scene, "columns");
  layout.row_shares = read_shares(scene, "rows");
  layout.columns_of_screen =
      read_screens(scene, static_cast<size_t>(app::screens_across(shape)), layout.column_shares.size());
  const std::vector<std::string> lines = scene.texts("areas");
  if (scene.failed()) return layout;
  const Areas areas = read_areas(scene, lines, layout);
  for (size_t row = 0; row < areas.size() && !scene.failed(); ++row) {
    for (size_t column = 0; column < areas[row].size() && !scene.failed(); ++column) {
      const std::string& name = areas[row][column];
      const auto is_it = [&](const PanelPlace& place) { return tile::kinds()[place.tile].name == name; };
      if (name == kNothing || std::any_of(layout.panels.begin(), layout.panels.end(), is_it)) continue;
      read_panel(scene, areas, static_cast<int>(column), static_cast<int>(row), layout);
    }
  }
  if (layout.panels.empty()) scene.fail("areas", "it must name at least one panel");
  return layout;
}

void read_scene(Section& root, std::string_view name, std::array<Layout, app::kPictureShapeCount>& layouts) {
  root.require(name, "a table");
  std::optional<Section> scene = root.section(name);
  if (!scene) return;
  layouts.front() = read_layout(*scene, PictureShape::kStandard);
  for (size_t shape = 1; shape < layouts.size(); ++shape) {
    std::optional<Section> own = scene->section(kShapeNames[shape]);
    if (!own) continue;
    layouts[shape] = read_layout(*own, static_cast<PictureShape>(shape));
    own->finish();
  }
  scene->finish();
}

void read_rotation(Section& rotation, Layouts& layouts) {
  if (const TomlNode* scenes = rotation.require("scenes", "an array of scenes")) {
    if (!scenes->is_array()) rotation.fail("scenes", "it must be an array of scenes");
    for (const TomlNode& item : scenes->items) {
      const std::optional<view_model::Scene> scene = view_model::scene_from_name(item.text);
      if (scene) {
        layouts.rotation.push_back(*scene);
      } else {
        rotation.fail_at(item, "scenes", "it must hold overview, requests, patrol, emergency or analysis");
      }
    }
  }
  layouts.rotation_s = rotation.number_or("seconds", layouts.rotation_s, 5, 86'400);
  rotation.finish();
}

Layouts read_layouts(Section root) {
  Layouts layouts;
  for (int i = 0; i < view_model::kSceneCount; ++i) {
    read_scene(root, view_model::scene_name(static_cast<view_model::Scene>(i)), layouts.scenes[static_cast<size_t>(i)]);
  }
  if (std::optional<Section> rotation = root.section("rotation")) read_rotation(*rotation, layouts);
  root.finish();
  return layouts;
}

}  // namespace

Result<Layouts> parse_layouts(std::string_view toml, std::string_view file_name) {
  config::TomlFile file(file_name, {.quoted_keys = false});
  if (!file.parse(toml)) return file.error();
  Layouts layouts = read_layouts(file.root());
  if (file.failed()) return file.error();
  return layouts;
}

}  // namespace gridwall::scene
