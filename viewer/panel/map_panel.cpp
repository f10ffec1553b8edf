#include "viewer/panel/map_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/panel/card.h"

namespace gridwall::panel {
namespace {

constexpr float kModeHeight = 44, kModePadding = 16, kModeGap = 4;
constexpr float kLegendWidth = 340, kLegendHeight = 84;
constexpr float kValueGap = 6;

float width_of(const Pens& pens, FontRole role, std::string_view text) {
  return pens.fonts.text_size(role, text).width_px;
}

struct KeyEntry {
  Shape shape;
  float size;
  Rgba color;
  const std::string* text;
};

std::array<KeyEntry, 3> key_entries(const MapChrome& chrome) {
  return {{{Shape::kDiamond, 20, color::kText, &chrome.incident},
           {Shape::kSquare, 14, color::kText, &chrome.team},
           {Shape::kDisc, 9, color::kGood, &chrome.worker}}};
}

}  // namespace

float placed_text_width(const Pens& pens, FontRole role, std::string_view text, std::string_view value) {
  return width_of(pens, role, text) + (value.empty() ? 0 : pens.metrics.px(kValueGap) + width_of(pens, role, value));
}

void draw_map_texts(const Pens& pens, const char* window, const render::RectPx& rect, FontRole role,
                    std::span<const PlacedText> texts) {
  Canvas canvas(pens, window, rect);
  for (const PlacedText& placed : texts) {
    const float baseline = placed.box.top + pens.fonts.ascent_px(role);
    const float used = canvas.text_with_halo(role, placed.box.left, baseline, color::kText, placed.text);
    if (placed.value.empty()) continue;
    canvas.text_with_halo(role, placed.box.left + used + canvas.px(kValueGap), baseline, placed.value_color,
                          placed.value);
  }
}

void draw_map_outline(const Pens& pens, const render::RectPx& rect, std::span<const PointF> points, Rgba tint) {
  Canvas canvas(pens, "map/names", rect);
  canvas.polyline(points, tint, canvas.px(3));
}

MapFurniture place_map_furniture(const Pens& pens, const render::RectPx& rect, const MapChrome& chrome,
                                 FurnitureCorners corners) {
  const app::Metrics& m = pens.metrics;
  const auto px = [&](float at_1080) { return static_cast<int>(m.px(at_1080)); };
  MapFurniture furniture;
  int x = rect.x;
  for (size_t i = 0; i < chrome.modes.size(); ++i) {
    const int w = static_cast<int>(std::ceil(width_of(pens, FontRole::kBody, chrome.modes[i]))) + 2 * px(kModePadding);
    furniture.modes[i] = {x, rect.y, w, px(kModeHeight)};
    x += w + px(kModeGap);
  }
  const float title = std::max(width_of(pens, FontRole::kSmall, chrome.legend.title),
                               width_of(pens, FontRole::kSmall, chrome.legend.beside_names));
  float legend_w = std::max(m.px(kLegendWidth), title);
  if (!chrome.legend.no_value.empty()) {
    legend_w = std::max(legend_w, m.px(kLegendWidth + 50) + width_of(pens, FontRole::kAxis, chrome.legend.no_value));
  }
  const int legend_h = px(kLegendHeight + 26);
  const int legend_px = static_cast<int>(std::ceil(legend_w));
  furniture.legend = {corners.legend_right ? rect.right() - legend_px : rect.x, rect.bottom() - legend_h, legend_px,
                      legend_h};
  float key_w = 0;
  for (const KeyEntry& entry : key_entries(chrome))
    key_w = std::max(key_w, width_of(pens, FontRole::kSmall, *entry.text));
  const int w = static_cast<int>(std::ceil(key_w)) + px(34);
  const int above = corners.legend_right == corners.key_right ? legend_h + px(kModeGap * 2) : 0;
  furniture.key = {corners.key_right ? rect.right() - w : rect.x, rect.bottom() - px(kLegendHeight) - above, w,
                   px(kLegendHeight)};
  return furniture;
}

void draw_map_chrome(const Pens& pens, const render::RectPx& rect, const MapFurniture& furniture,
                     const MapChrome& chrome) {
  Canvas canvas(pens, "map/chrome", rect);
  for (size_t i = 0; i < chrome.modes.size(); ++i) {
    const render::RectPx& tab = furniture.modes[i];
    const auto left = static_cast<float>(tab.x), top = static_cast<float>(tab.y);
    const auto wide = static_cast<float>(tab.w), high = static_cast<float>(tab.h);
    const bool chosen = static_cast<size_t>(chrome.mode) == i;
    canvas.hit(left, top, wide, high, view_model::ShowMap{static_cast<view_model::MapMode>(i)});
    if (chosen) {
      canvas.fill(left, top, wide, high, color::kCardRaised, canvas.px(4));
      canvas.fill(left + canvas.px(kModePadding), top + high - canvas.px(4), wide - 2 * canvas.px(kModePadding),
                  canvas.px(3), color::kAccent);
    }
    canvas.text(FontRole::kBody, left + wide / 2, top + canvas.px(31), chosen ? color::kText : color::kQuietText,
                chrome.modes[i], Align::kCenter);
  }

  const auto legend_left = static_cast<float>(furniture.legend.x);
  const auto bottom = static_cast<float>(furniture.legend.bottom());
  const float bar_top = bottom - canvas.px(40), bar_height = canvas.px(12), bar_width = canvas.px(kLegendWidth - 30);
  canvas.text(FontRole::kSmall, legend_left, bar_top - canvas.px(40), color::kText, chrome.legend.title);
  canvas.text(FontRole::kSmall, legend_left, bar_top - canvas.px(13), color::kQuietText, chrome.legend.beside_names);
  for (int i = 0; i + 1 < render::kLevelCount; ++i) {
    const float from = std::round(bar_width * static_cast<float>(i) / (render::kLevelCount - 1));
    const float to = std::round(bar_width * static_cast<float>(i + 1) / (render::kLevelCount - 1));
    canvas.gradient(legend_left + from, bar_top, to - from, bar_height, chrome.colors[static_cast<size_t>(i)],
                    chrome.colors[static_cast<size_t>(i) + 1]);
  }
  const float axis = bottom - canvas.px(6);
  for (const view_model::LegendTick& tick : chrome.legend.ticks) {
    canvas.text(FontRole::kAxis, legend_left + bar_width * tick.at, axis, color::kQuietText, tick.text,
                tick.at == 0 ? Align::kLeft : Align::kCenter);
  }
  if (!chrome.legend.no_value.empty()) {
    const float x = legend_left + bar_width + canvas.px(34), size = canvas.px(26);
    canvas.fill(x, bar_top, size, bar_height, color::kCard);
    for (int i = 0; i < 4; ++i) {  // hatched like the cells
      const float at = x + size * (static_cast<float>(i) + 0.5F) / 4;
      canvas.line({at - canvas.px(3), bar_top + bar_height}, {at + canvas.px(3), bar_top}, color::kStaleText,
                  canvas.px(1.5F));
    }
    canvas.text(FontRole::kAxis, x + size + canvas.px(8), bar_top + canvas.px(13), color::kQuietText,
                chrome.legend.no_value);
  }

  float baseline = static_cast<float>(furniture.key.bottom()) - canvas.px(6) - 2 * canvas.px(28);
  for (const KeyEntry& entry : key_entries(chrome)) {
    const auto left = static_cast<float>(furniture.key.x);
    canvas.shape(entry.shape, left + canvas.px(12), canvas.middle_of_line(FontRole::kSmall, baseline),
                 canvas.px(entry.size), entry.color);
    canvas.text(FontRole::kSmall, left + canvas.px(34), baseline, color::kQuietText, *entry.text);
    baseline += canvas.px(28);
  }
}

void draw_no_map(const Pens& pens, const render::RectPx& rect, std::string_view why) {
  Canvas canvas(pens, "map/none", rect);
  draw_nothing(canvas, {canvas.left(), canvas.right(), canvas.top(), canvas.bottom()}, why);
}

}  // namespace gridwall::panel
