#include "viewer/scene/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <string>

#include <toml++/toml.h>

#include "viewer/scene/builtin_layout.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

constexpr size_t kMostTracks = 48;

// What is wrong, on its way to a Result; never leaves parse_layout.
struct Wrong {
  toml::source_region where;
  std::string key;
  std::string what;
};

std::string all_kinds() {
  std::string names;
  for (const tile::Kind& kind : tile::kinds()) names += (names.empty() ? "" : ", ") + std::string(kind.name);
  return names;
}

void allow_only(const toml::table& table, const std::string& path, std::initializer_list<std::string_view> allowed) {
  for (const auto& [key, node] : table) {
    if (std::find(allowed.begin(), allowed.end(), key.str()) != allowed.end()) continue;
    std::string names;
    for (const std::string_view name : allowed) names += (names.empty() ? "" : ", ") + std::string(name);
    throw Wrong{key.source(), path + std::string(key.str()), "unknown key; known here: " + names};
  }
}

const toml::node& required(const toml::table& table, const std::string& path, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) throw Wrong{table.source(), path + std::string(key), "is missing"};
  return *node;
}

std::vector<double> read_shares(const toml::table& table, const std::string& path, std::string_view key) {
  const toml::node& node = required(table, path, key);
  const toml::array* array = node.as_array();
  if (array == nullptr || array->empty() || array->size() > kMostTracks) {
    throw Wrong{node.source(), path + std::string(key), "expected a list of 1 to 48 numbers above 0"};
  }
  std::vector<double> shares;
  for (const toml::node& element : *array) {
    const std::optional<double> share = element.value<double>();
    if (!share || !std::isfinite(*share) || *share <= 0) {
      throw Wrong{element.source(), path + std::string(key), "expected numbers above 0"};
    }
    shares.push_back(*share);
  }
  return shares;
}

std::array<int, 2> read_pair(const toml::node& node, const std::string& path, int least) {
  const toml::array* array = node.as_array();
  if (array != nullptr && array->size() == 2) {
    const auto first = array->get(0)->value_exact<int64_t>(), second = array->get(1)->value_exact<int64_t>();
    const auto good = [&](const std::optional<int64_t>& value) {
      return value && *value >= least && *value <= static_cast<int64_t>(kMostTracks);
    };
    if (good(first) && good(second)) return {static_cast<int>(*first), static_cast<int>(*second)};
  }
  throw Wrong{node.source(), path, "expected [column, row], whole numbers from " + std::to_string(least)};
}

PanelPlace read_panel(const toml::node& node, const std::string& scene, const Layout& layout) {
  const std::string path = scene + ".panel.";
  const toml::table* table = node.as_table();
  if (table == nullptr) throw Wrong{node.source(), scene + ".panel", "expected [[" + scene + ".panel]] tables"};
  allow_only(*table, path, {"kind", "at", "span"});
  const toml::node& kind_node = required(*table, path, "kind");
  const std::optional<std::string> name = kind_node.value_exact<std::string>();
  const std::optional<size_t> kind = name ? tile::kind_of(*name) : std::nullopt;
  if (!kind) throw Wrong{kind_node.source(), path + "kind", "expected one of " + all_kinds()};
  const toml::node& at_node = required(*table, path, "at");
  const auto at = read_pair(at_node, path + "at", 0);
  std::array<int, 2> span = {1, 1};
  if (const toml::node* span_node = table->get("span")) span = read_pair(*span_node, path + "span", 1);
  const PanelPlace place{*kind, at[0], at[1], span[0], span[1]};
  if (place.column + place.columns > static_cast<int>(layout.column_shares.size()) ||
      place.row + place.rows > static_cast<int>(layout.row_shares.size())) {
    throw Wrong{at_node.source(), path + "at", *name + " reaches beyond the last column or row"};
  }
  for (const PanelPlace& other : layout.panels) {
    if (other.tile == place.tile) throw Wrong{kind_node.source(), path + "kind", *name + " stands twice"};
    const bool apart = place.column >= other.column + other.columns || other.column >= place.column + place.columns ||
                       place.row >= other.row + other.rows || other.row >= place.row + place.rows;
    if (!apart)
      throw Wrong{at_node.source(), path + "at", *name + " covers " + std::string(tile::kinds()[other.tile].name)};
  }
  return place;
}

Layout read_scene(const toml::table& root, std::string_view name) {
  const std::string scene(name);
  const toml::node& scene_node = required(root, "", name);
  const toml::table* table = scene_node.as_table();
  if (table == nullptr) throw Wrong{scene_node.source(), scene, "expected a table"};
  allow_only(*table, scene + ".", {"columns", "rows", "panel"});
  Layout layout;
  layout.column_shares = read_shares(*table, scene + ".", "columns");
  layout.row_shares = read_shares(*table, scene + ".", "rows");
  const toml::node& panels = required(*table, scene + ".", "panel");
  const toml::array* array = panels.as_array();
  if (array == nullptr || array->empty()) {
    throw Wrong{panels.source(), scene + ".panel", "expected [[" + scene + ".panel]] tables"};
  }
  for (const toml::node& panel : *array) layout.panels.push_back(read_panel(panel, scene, layout));
  return layout;
}

void read_rotation(const toml::node& node, Layouts& layouts) {
  const toml::table* table = node.as_table();
  if (table == nullptr) throw Wrong{node.source(), "rotation", "expected a table"};
  allow_only(*table, "rotation.", {"scenes", "seconds"});
  const toml::node& scenes = required(*table, "rotation.", "scenes");
  const toml::array* array = scenes.as_array();
  if (array == nullptr) throw Wrong{scenes.source(), "rotation.scenes", "expected a list of scenes"};
  for (const toml::node& element : *array) {
    const std::optional<std::string> name = element.value_exact<std::string>();
    const std::optional<view_model::Scene> scene = name ? view_model::scene_from_name(*name) : std::nullopt;
    if (!scene) {
      throw Wrong{element.source(), "rotation.scenes", "expected overview, requests, patrol or emergency"};
    }
    layouts.rotation.push_back(*scene);
  }
  if (const toml::node* seconds = table->get("seconds")) {
    const std::optional<double> value = seconds->value<double>();
    if (!value || !(*value >= 5 && *value <= 86'400)) {
      throw Wrong{seconds->source(), "rotation.seconds", "expected a number from 5 to 86400"};
    }
    layouts.rotation_s = *value;
  }
}

Layouts read_layouts(const toml::table& root) {
  allow_only(root, "", {"overview", "requests", "patrol", "emergency", "rotation"});
  Layouts layouts;
  for (int i = 0; i < view_model::kSceneCount; ++i) {
    layouts.scenes[static_cast<size_t>(i)] =
        read_scene(root, view_model::scene_name(static_cast<view_model::Scene>(i)));
  }
  if (const toml::node* rotation = root.get("rotation")) read_rotation(*rotation, layouts);
  return layouts;
}

Error error_of(std::string_view file_name, const Wrong& wrong) {
  std::ostringstream message;
  message << file_name << ":" << wrong.where.begin.line << ": " << wrong.key << ": " << wrong.what;
  return {ErrorCode::kInvalidConfig, message.str()};
}

// Where each track begins and ends, gaps between them, in whole pixels.
std::vector<std::array<int, 2>> tracks(const std::vector<double>& shares, int from, int to, int gap) {
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  const double room = to - from - gap * (static_cast<double>(shares.size()) - 1);
  std::vector<std::array<int, 2>> result;
  double before = 0;
  for (size_t i = 0; i < shares.size(); ++i) {
    const double offset = from + gap * static_cast<double>(i);
    const auto begin = static_cast<int>(std::lround(offset + room * before / total));
    before += shares[i];
    result.push_back({begin, static_cast<int>(std::lround(offset + room * before / total))});
  }
  return result;
}

// Takes the place of `gone` into `heir` when together they are a rectangle.
bool inherit(PanelPlace& heir, const PanelPlace& gone, bool from_above, bool across) {
  if (across) {
    if (heir.row != gone.row || heir.rows != gone.rows) return false;
    if (from_above ? heir.column + heir.columns != gone.column : gone.column + gone.columns != heir.column)
      return false;
    heir.column = std::min(heir.column, gone.column);
    heir.columns += gone.columns;
  } else {
    if (heir.column != gone.column || heir.columns != gone.columns) return false;
    if (from_above ? heir.row + heir.rows != gone.row : gone.row + gone.rows != heir.row) return false;
    heir.row = std::min(heir.row, gone.row);
    heir.rows += gone.rows;
  }
  return true;
}

bool leave_place(std::vector<PanelPlace>& panels, const PanelPlace& gone) {
  for (const bool across : {false, true}) {
    for (const bool from_above : {true, false}) {
      for (PanelPlace& heir : panels) {
        if (inherit(heir, gone, from_above, across)) return true;
      }
    }
  }
  return false;
}

}  // namespace

Result<Layouts> parse_layouts(std::string_view toml, std::string_view file_name) {
  try {
    return read_layouts(toml::parse(toml, file_name));
  } catch (const toml::parse_error& error) {
    return error_of(file_name, {error.source(), "not TOML", std::string(error.description())});
  } catch (const Wrong& wrong) {
    return error_of(file_name, wrong);
  }
}

Result<Layouts> builtin_layouts() {
  return parse_layouts(kWallToml, "wall.toml");
}

Layout without(const Layout& layout, const std::vector<bool>& absent) {
  Layout left = layout;
  std::vector<PanelPlace> gone;
  left.panels.clear();
  for (size_t i = 0; i < layout.panels.size(); ++i) (absent[i] ? gone : left.panels).push_back(layout.panels[i]);
  // One may fit only after its neighbour's place has been taken.
  for (bool moved = true; moved && !gone.empty();) {
    const size_t before = gone.size();
    std::erase_if(gone, [&](const PanelPlace& panel) { return leave_place(left.panels, panel); });
    moved = gone.size() < before;
  }
  return left;
}

PlacedPanels place_panels(const Layout& layout, const app::Metrics& metrics, render::SizePx screen, bool with_time) {
  PlacedPanels placed;
  const auto bar = static_cast<int>(metrics.bar_height());
  const auto gap = static_cast<int>(metrics.gap());
  const auto nav = static_cast<int>(metrics.nav_height());
  placed.title_bar = {0, 0, screen.w, bar};
  placed.nav_bar = {0, bar, screen.w, nav};
  const int time = with_time ? static_cast<int>(metrics.time_strip_height()) : 0;
  placed.time_strip = {0, screen.h - time, screen.w, time};
  if (with_time) {  // the controls stand beside the way down
    const int controls = screen.w * 58 / 100;
    placed.time_controls = {screen.w - controls, bar, controls, nav};
    placed.nav_bar.w -= controls;
  }
  const auto columns = tracks(layout.column_shares, gap, screen.w - gap, gap);
  const auto rows = tracks(layout.row_shares, bar + nav + gap, screen.h - time - gap, gap);
  for (const PanelPlace& panel : layout.panels) {
    const int left = columns[static_cast<size_t>(panel.column)][0];
    const int right = columns[static_cast<size_t>(panel.column + panel.columns - 1)][1];
    const int top = rows[static_cast<size_t>(panel.row)][0];
    const int bottom = rows[static_cast<size_t>(panel.row + panel.rows - 1)][1];
    placed.panels.push_back({left, top, std::max(0, right - left), std::max(0, bottom - top)});
  }
  return placed;
}

}  // namespace gridwall::scene
