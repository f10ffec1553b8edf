// Draws what lies over the map's cells: names, incidents' labels, the choice of modes, the legend, the key. UI thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "viewer/panel/canvas.h"
#include "viewer/render/color_map.h"
#include "viewer/view_model/label_placement.h"
#include "viewer/view_model/map_levels.h"

namespace gridwall::panel {

struct PlacedText {
  view_model::BoxPx box;
  std::string text;
  std::string value;  // beside the text; may be empty
  Rgba value_color = 0;
};

inline constexpr FontRole kNameRole = FontRole::kLabel;
inline constexpr FontRole kIncidentRole = FontRole::kLabelBold;
float placed_text_width(const Pens& pens, FontRole role, std::string_view text, std::string_view value);
void draw_map_texts(const Pens& pens, const char* window, const render::RectPx& rect, FontRole role,
                    std::span<const PlacedText> texts);

// A border that stands out, into the window of the names.
void draw_map_outline(const Pens& pens, const render::RectPx& rect, std::span<const PointF> points, Rgba tint);

// The controls round the map, and where each stands.
struct MapFurniture {
  std::array<render::RectPx, view_model::kMapModeCount> modes;
  render::RectPx legend, key;
};
struct MapChrome {
  std::array<std::string, view_model::kMapModeCount> modes;
  view_model::MapMode mode = view_model::MapMode::kHeat;
  view_model::Legend legend;
  std::array<uint32_t, render::kLevelCount> colors{};
  std::string incident, team, worker;
};
// In which of the lower corners they stand; both in one when the county's shape leaves more room so.
struct FurnitureCorners {
  bool legend_right = false, key_right = true;
};
MapFurniture place_map_furniture(const Pens& pens, const render::RectPx& rect, const MapChrome& chrome,
                                 FurnitureCorners corners);
void draw_map_chrome(const Pens& pens, const render::RectPx& rect, const MapFurniture& furniture,
                     const MapChrome& chrome);
void draw_no_map(const Pens& pens, const render::RectPx& rect, std::string_view why);

}  // namespace gridwall::panel
