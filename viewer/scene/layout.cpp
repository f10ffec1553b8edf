#include "viewer/scene/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "ingest/config/toml_section.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

using config::Section;
using config::TomlNode;

constexpr int kMostTracks = 48;

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

bool apart(const PanelPlace& a, const PanelPlace& b) {
  return a.column >= b.column + b.columns || b.column >= a.column + a.columns || a.row >= b.row + b.rows ||
         b.row >= a.row + a.rows;
}

void check_place(Section& panel, const PanelPlace& place, const Layout& layout) {
  const std::string name(tile::kinds()[place.tile].name);
  if (place.column + place.columns > static_cast<int>(layout.column_shares.size()) ||
      place.row + place.rows > static_cast<int>(layout.row_shares.size())) {
    panel.fail("at", name + " reaches beyond the last column or row");
  }
  for (const PanelPlace& other : layout.panels) {
    if (other.tile == place.tile) panel.fail("kind", name + " stands twice");
    if (!apart(place, other)) panel.fail("at", name + " covers " + std::string(tile::kinds()[other.tile].name));
  }
}

void read_panel(Section& panel, Layout& layout) {
  const std::optional<size_t> kind = tile::kind_of(panel.text("kind"));
  if (!kind) panel.fail("kind", "it must be one of " + all_kinds());
  const auto at = panel.pair("at", 0, kMostTracks - 1);
  const auto span = panel.pair_or("span", {1, 1}, 1, kMostTracks);
  panel.finish();
  if (panel.failed()) return;
  const PanelPlace place{*kind, static_cast<int>(at[0]), static_cast<int>(at[1]), static_cast<int>(span[0]),
                         static_cast<int>(span[1])};
  check_place(panel, place, layout);
  layout.panels.push_back(place);
}

Layout read_scene(Section& root, std::string_view name) {
  Layout layout;
  root.require(name, "a table");
  std::optional<Section> scene = root.section(name);
  if (!scene) return layout;
  layout.column_shares = read_shares(*scene, "columns");
  layout.row_shares = read_shares(*scene, "rows");
  const std::string tables = "given as [[" + scene->path_of("panel") + "]], once or more";
  scene->require("panel", tables);
  std::vector<Section> panels = scene->sections("panel");
  scene->finish();
  if (panels.empty()) scene->fail("panel", "it must be " + tables);
  for (Section& panel : panels) read_panel(panel, layout);
  return layout;
}

void read_rotation(Section& rotation, Layouts& layouts) {
  if (const TomlNode* scenes = rotation.require("scenes", "an array of scenes")) {
    if (!scenes->is_array()) rotation.fail("scenes", "it must be an array of scenes");
    for (const TomlNode& item : scenes->items) {
      const std::optional<view_model::Scene> scene = view_model::scene_from_name(item.text);
      if (scene) {
        layouts.rotation.push_back(*scene);
      } else {
        rotation.fail_at(item, "scenes", "it must hold overview, requests, patrol or emergency");
      }
    }
  }
  layouts.rotation_s = rotation.number_or("seconds", layouts.rotation_s, 5, 86'400);
  rotation.finish();
}

Layouts read_layouts(Section root) {
  Layouts layouts;
  for (int i = 0; i < view_model::kSceneCount; ++i) {
    layouts.scenes[static_cast<size_t>(i)] =
        read_scene(root, view_model::scene_name(static_cast<view_model::Scene>(i)));
  }
  if (std::optional<Section> rotation = root.section("rotation")) read_rotation(*rotation, layouts);
  root.finish();
  return layouts;
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
  config::TomlFile file(file_name, {.quoted_keys = false});
  if (!file.parse(toml)) return file.error();
  Layouts layouts = read_layouts(file.root());
  if (file.failed()) return file.error();
  return layouts;
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

PlacedPanels place_panels(const Layout& layout, const app::Metrics& metrics, render::SizePx screen, bool with_time,
                          bool with_desk) {
  PlacedPanels placed;
  const auto bar = static_cast<int>(metrics.bar_height());
  const auto gap = static_cast<int>(metrics.gap());
  const auto nav = static_cast<int>(metrics.nav_height());
  placed.title_bar = {0, 0, screen.w, bar};
  placed.nav_bar = {0, bar, screen.w, nav};
  const int time = with_time ? static_cast<int>(metrics.time_strip_height()) : 0;
  const int desk = with_desk ? static_cast<int>(metrics.desk_height()) : 0;
  placed.desk_bar = {0, screen.h - desk, screen.w, desk};
  placed.time_strip = {0, screen.h - desk - time, screen.w, time};
  if (with_time) {  // the controls stand beside the way down
    const int controls = screen.w * 58 / 100;
    placed.time_controls = {screen.w - controls, bar, controls, nav};
    placed.nav_bar.w -= controls;
  }
  const auto columns = tracks(layout.column_shares, gap, screen.w - gap, gap);
  const auto rows = tracks(layout.row_shares, bar + nav + gap, screen.h - desk - time - gap, gap);
  for (const PanelPlace& panel : layout.panels) {
    const int left = columns[static_cast<size_t>(panel.column)][0];
    const int right = columns[static_cast<size_t>(panel.column + panel.columns - 1)][1];
    const int top = rows[static_cast<size_t>(panel.row)][0];
    const int bottom = rows[static_cast<size_t>(panel.row + panel.rows - 1)][1];
    placed.panels.push_back({left, top, std::max(0, right - left), std::max(0, bottom - top)});
  }
  return placed;
}

void share_free_room(const Layout& layout, const app::Metrics& metrics, const std::vector<PanelWish>& wishes,
                     PlacedPanels& placed) {
  constexpr float kStep = 34, kLeastShare = 0.45F;  // a row; what a panel keeps of its height
  const auto step = static_cast<int>(metrics.px(kStep));
  const auto steps = [&](float px) { return static_cast<int>(std::max(0.0F, px)) / std::max(1, step) * step; };
  for (size_t grower = 0; grower < layout.panels.size(); ++grower) {
    if (!wishes[grower].grows) continue;
    const PanelPlace& place = layout.panels[grower];
    for (size_t giver = 0; giver < layout.panels.size(); ++giver) {
      const PanelPlace& other = layout.panels[giver];
      const bool below = other.row == place.row + place.rows, above = other.row + other.rows == place.row;
      if (other.column != place.column || other.columns != place.columns || (!below && !above)) continue;
      if (wishes[giver].height_px <= 0 || wishes[giver].grows) continue;
      render::RectPx& to = placed.panels[grower];
      render::RectPx& from = placed.panels[giver];
      const auto height = static_cast<float>(from.h);
      const float keeps = std::max(wishes[giver].height_px + metrics.px(kStep), height * kLeastShare);
      const float lacks = wishes[grower].height_px - static_cast<float>(to.h) + metrics.px(kStep);
      const int moved = std::min(steps(height - keeps), steps(lacks));
      if (moved <= 0) continue;
      to.h += moved;
      from.h -= moved;
      (below ? from : to).y += below ? moved : -moved;
    }
  }
}

}  // namespace gridwall::scene
