// Draws what lies over the map's cells: names, incidents' labels, the choice of modes, the legend, the key. UI thread.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "viewer/block/canvas.h"
#include "viewer/render/color_map.h"
#include "viewer/view_model/label_placement.h"
#include "viewer/view_model/map_legend.h"

namespace gridwall::panel {

inline constexpr block::FontRole kNameRole = block::FontRole::kLabel;
inline constexpr block::FontRole kRegionRole = block::FontRole::kLabelBold;
inline constexpr block::FontRole kIncidentRole = block::FontRole::kLabelBold;

struct PlacedText {
  view_model::BoxPx box;
  std::string text;
  std::string value;  // beside the text; may be empty
  block::FontRole role = kNameRole;
  block::Rgba color = app::color::kText;
  block::Rgba value_color = 0;
};

float placed_text_width(const block::Pens& pens, block::FontRole role, std::string_view text, std::string_view value);
void draw_map_texts(const block::Pens& pens, const char* window, const render::RectPx& rect,
                    std::span<const PlacedText> texts);

// A border that stands out.
void draw_map_outline(const block::Pens& pens, const char* window, const render::RectPx& rect,
                      std::span<const block::PointF> points, block::Rgba tint);

struct KeyEntry {
  block::Shape shape = block::Shape::kDisc;
  float size_at_1080 = 0;
  block::Rgba color = 0;
  std::string text;
  std::string widest;  // the text with the largest figure there may be, so that nothing moves
  std::optional<view_model::Action> press = {};
  bool off = false;  // it can be pressed to be shown
};

// The controls round the map, and where each stands.
struct MapFurniture {
  std::array<render::RectPx, view_model::kMapModeCount> modes;
  render::RectPx span, per_households;
  render::RectPx tabs, options, legend, key;  // with their grounds; the options are span and households
  // While two moments are compared: the switch between difference and side by side; the moments over their maps.
  render::RectPx side_by_side;
  std::array<render::RectPx, 2> captions;

  render::RectPx inset;  // of the dense town; empty where none is needed
  bool legend_top = false;

  std::vector<render::RectPx> grounds() const;
  // What stands over any of `maps`, all of one size and one view, moved over the first.
  std::vector<render::RectPx> over(std::span<const render::RectPx> maps) const;
};
struct MapChrome {
  std::array<std::string, view_model::kMapModeCount> modes;
  std::string per_households;
  view_model::MapChoice choice;
  std::array<std::string, 2> spans;                  // by ArrivalSpan
  std::vector<view_model::Legend> possible_legends;  // they share one place
  view_model::Legend base_legend;
  std::optional<view_model::Legend> difference;  // stands in its place while two moments are compared
  std::array<uint32_t, render::kLevelCount> colors{};
  std::vector<KeyEntry> key;
  std::string side_by_side;
  std::optional<view_model::CompareView> compared;  // none: nothing is compared
  std::array<std::string, 2> captions;              // the moment shown, the moment compared with

  bool two_maps() const { return compared == view_model::CompareView::kSideBySide; }
  const view_model::Legend& legend() const { return difference ? *difference : base_legend; }
};
// The town of the inset: a frame round the place it is of, and round the inset itself with its name and figure.
void draw_map_inset(const block::Pens& pens, const char* window, const render::RectPx& inset, std::string_view name,
                    std::string_view value);

// In which corners they stand, the key in a lower one; both in one when the county's shape leaves more room so.
struct FurnitureCorners {
  bool legend_right = false, key_right = true, legend_top = false;
};
// The map's place for one map, or for two beside each other: first the one that is shown, which stands at the right.
std::vector<render::RectPx> divide_map(const block::Pens& pens, const render::RectPx& rect, size_t maps);
MapFurniture place_map_furniture(const block::Pens& pens, const render::RectPx& rect, const MapChrome& chrome,
                                 FurnitureCorners corners);
void draw_map_chrome(const block::Pens& pens, const render::RectPx& rect, const MapFurniture& furniture,
                     const MapChrome& chrome);
void draw_no_map(const block::Pens& pens, const render::RectPx& rect, std::string_view why);

}  // namespace gridwall::panel
