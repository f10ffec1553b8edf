#include "viewer/panel/map_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kTabHeight = 44, kTabPadding = 14, kTabGap = 2;
constexpr float kPadding = 12;  // of a ground
constexpr float kMapGap = 8;    // between two maps
constexpr float kLegendBar = 322, kLineHeight = 27, kBarHeight = 12, kSwatch = 28;
constexpr float kKeyText = 34;  // from the left of a key's shapes
constexpr float kBetween = 8;
constexpr float kInsetTitle = 38;
constexpr float kValueGap = 6;
// Cells shine through enough to see that the map goes on, and too little to disturb reading.
constexpr float kGroundAlpha = 0.88F;

float width_of(const Pens& pens, FontRole role, std::string_view text) {
  return pens.fonts.text_size(role, text).width_px;
}

int whole(float value) {
  return static_cast<int>(std::ceil(value));
}

void draw_ground(Canvas& canvas, const render::RectPx& rect) {
  canvas.fill(static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.w),
              static_cast<float>(rect.h), app::with_alpha(color::kCard, kGroundAlpha), canvas.px(6));
}

void draw_tab(Canvas& canvas, const render::RectPx& tab, FontRole role, Rgba tint, bool chosen, std::string_view text) {
  const auto left = static_cast<float>(tab.x), top = static_cast<float>(tab.y);
  const auto wide = static_cast<float>(tab.w), high = static_cast<float>(tab.h);
  if (chosen) {
    canvas.fill(left, top, wide, high, color::kCardRaised, canvas.px(4));
    canvas.fill(left + canvas.px(kTabPadding), top + high - canvas.px(4), wide - 2 * canvas.px(kTabPadding),
                canvas.px(3), color::kAccent);
  }
  canvas.text(role, left + wide / 2, top + canvas.px(31), tint, text, Align::kCenter);
}

// A box with a tick says on or off without its colour; where it cannot apply it is faint and cannot be pressed.
void draw_tick(Canvas& canvas, const render::RectPx& rect, std::string_view text, bool on, bool can,
               const view_model::Action& press) {
  const auto left = static_cast<float>(rect.x), top = static_cast<float>(rect.y);
  const Rgba tint = !can ? app::with_alpha(color::kStaleText, 0.6F) : on ? color::kText : color::kQuietText;
  const float size = canvas.px(18), baseline = top + canvas.px(30);
  const float box_left = left + canvas.px(kTabPadding);
  const float box_top = std::round(canvas.middle_of_line(FontRole::kSmall, baseline) - size / 2);
  canvas.outline(box_left, box_top, size, size, on ? color::kAccent : tint, canvas.px(2), canvas.px(3));
  if (on) {
    const std::array<PointF, 3> tick = {{{box_left + size * 0.22F, box_top + size * 0.52F},
                                         {box_left + size * 0.42F, box_top + size * 0.72F},
                                         {box_left + size * 0.80F, box_top + size * 0.28F}}};
    canvas.polyline(tick, color::kAccent, canvas.px(3));
  }
  canvas.text(FontRole::kSmall, box_left + size + canvas.px(8), baseline, tint, text);
  if (can) canvas.hit(left, top, static_cast<float>(rect.w), static_cast<float>(rect.h), press);
}

// What came in within a day or a week: a press changes it. Faint where the mode does not look at what came in.
void draw_span(Canvas& canvas, const render::RectPx& rect, const MapChrome& chrome) {
  const bool can = view_model::has_span(chrome.choice.mode);
  canvas.fill(static_cast<float>(rect.x), static_cast<float>(rect.y) + canvas.px(10), canvas.px(2),
              static_cast<float>(rect.h) - canvas.px(20), color::kRule);
  canvas.text(FontRole::kSmall, static_cast<float>(rect.x) + static_cast<float>(rect.w) / 2,
              static_cast<float>(rect.y) + canvas.px(30), can ? color::kText : app::with_alpha(color::kStaleText, 0.6F),
              chrome.spans[static_cast<size_t>(chrome.choice.span)], Align::kCenter);
  if (!can) return;
  const ArrivalSpan other = chrome.choice.span == ArrivalSpan::k7Days ? ArrivalSpan::k24Hours : ArrivalSpan::k7Days;
  canvas.hit(static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.w),
             static_cast<float>(rect.h), view_model::ShowSpan{other});
}

void draw_per_households(Canvas& canvas, const render::RectPx& rect, const MapChrome& chrome) {
  canvas.fill(static_cast<float>(rect.x), static_cast<float>(rect.y) + canvas.px(10), canvas.px(2),
              static_cast<float>(rect.h) - canvas.px(20), color::kRule);
  draw_tick(canvas, rect, chrome.per_households, view_model::is_per_households(chrome.choice),
            view_model::can_be_per_households(chrome.choice.mode),
            view_model::ShowPerHouseholds{!chrome.choice.per_households});
}

// Which moment each map shows, and a line between the two.
void draw_captions(Canvas& canvas, const MapFurniture& furniture, const MapChrome& chrome) {
  for (size_t i = 0; i < chrome.captions.size(); ++i) {
    const render::RectPx& rect = furniture.captions[i];
    draw_ground(canvas, rect);
    canvas.text(FontRole::kBodyBold, static_cast<float>(rect.x) + canvas.px(kTabPadding),
                static_cast<float>(rect.y) + canvas.px(31), color::kText, chrome.captions[i]);
  }
  const float middle = static_cast<float>(furniture.captions[0].x) - canvas.px(kMapGap / 2);
  const auto top = static_cast<float>(furniture.captions[0].y);
  const auto bottom = static_cast<float>(std::min(furniture.legend.y, furniture.key.y));
  canvas.fill(std::round(middle), top, canvas.metrics().hairline(), bottom - top, color::kRule);
}

void draw_hatched(Canvas& canvas, float x, float y, float w, float h) {
  canvas.fill(x, y, w, h, color::kNoData);
  for (int i = 0; i < 4; ++i) {  // hatched like the cells
    const float at = x + w * (static_cast<float>(i) + 0.5F) / 4;
    canvas.line({at - canvas.px(3), y + h}, {at + canvas.px(3), y}, color::kGround, canvas.px(1.5F));
  }
}

// Colours of the map from one share of the scale to another.
void draw_band(Canvas& canvas, float left, float top, const view_model::LegendBand& band,
               const std::array<uint32_t, render::kLevelCount>& colors) {
  const float bar = canvas.px(kLegendBar);
  for (int i = 0; i + 1 < render::kLevelCount; ++i) {
    const float share = static_cast<float>(i) / (render::kLevelCount - 1);
    const float next = static_cast<float>(i + 1) / (render::kLevelCount - 1);
    if (next <= band.from || share >= band.to) continue;
    const float from = std::round(bar * std::max(share, band.from)), to = std::round(bar * std::min(next, band.to));
    canvas.gradient(left + from, top, to - from, canvas.px(kBarHeight), colors[static_cast<size_t>(i)],
                    colors[static_cast<size_t>(i) + 1]);
  }
}

void draw_legend(Canvas& canvas, const MapFurniture& furniture, const MapChrome& chrome) {
  const view_model::Legend& legend = chrome.legend();
  render::RectPx rect = furniture.legend;
  if (legend.hatched.empty()) {  // the room is that of the longest legend, so that the map stands still
    const int line = static_cast<int>(canvas.px(kLineHeight));
    if (!furniture.legend_top) rect.y += line;
    rect.h -= line;
  }
  draw_ground(canvas, rect);
  const float left = static_cast<float>(rect.x) + canvas.px(kPadding);
  float baseline = static_cast<float>(rect.y) + canvas.px(kPadding + 16);
  canvas.text(FontRole::kSmall, left, baseline, color::kText, legend.title);
  baseline += canvas.px(kLineHeight);
  canvas.text(FontRole::kSmall, left, baseline, color::kQuietText, legend.beside_names);
  const float bar_top = baseline + canvas.px(13);
  for (const view_model::LegendBand& band : legend.bands) draw_band(canvas, left, bar_top, band, chrome.colors);
  baseline = bar_top + canvas.px(kBarHeight + 22);
  for (const view_model::LegendTick& tick : legend.ticks) {
    canvas.text(FontRole::kAxis, left + canvas.px(kLegendBar) * tick.at, baseline, color::kQuietText, tick.text,
                tick.at == 0                       ? Align::kLeft
                : tick.at == 1 && legend.diverging ? Align::kRight
                                                   : Align::kCenter);
  }
  if (legend.hatched.empty()) return;
  baseline += canvas.px(kLineHeight);
  const float middle = canvas.middle_of_line(FontRole::kAxis, baseline);
  draw_hatched(canvas, left, middle - canvas.px(kBarHeight) / 2, canvas.px(kSwatch), canvas.px(kBarHeight));
  canvas.text(FontRole::kAxis, left + canvas.px(kSwatch + 8), baseline, color::kQuietText, legend.hatched);
}

void draw_key(Canvas& canvas, const render::RectPx& rect, const MapChrome& chrome) {
  draw_ground(canvas, rect);
  const float left = static_cast<float>(rect.x) + canvas.px(kPadding);
  float baseline = static_cast<float>(rect.y) + canvas.px(kPadding + 16);
  for (const KeyEntry& entry : chrome.key) {
    canvas.shape(entry.off ? Shape::kNone : entry.shape, left + canvas.px(12),
                 canvas.middle_of_line(FontRole::kSmall, baseline), canvas.px(entry.size_at_1080), entry.color);
    canvas.text(FontRole::kSmall, left + canvas.px(kKeyText), baseline,
                entry.off ? color::kStaleText : color::kQuietText, entry.text);
    if (entry.press) {
      canvas.hit(static_cast<float>(rect.x), baseline - canvas.px(kLineHeight - 7), static_cast<float>(rect.w),
                 canvas.px(kLineHeight), *entry.press);
    }
    baseline += canvas.px(kLineHeight);
  }
}

int legend_width(const Pens& pens, const view_model::Legend& legend) {
  const app::Metrics& m = pens.metrics;
  const float wide =
      std::max({m.px(kLegendBar) + m.px(14),  // the last tick stands over
                width_of(pens, FontRole::kSmall, legend.title), width_of(pens, FontRole::kSmall, legend.beside_names),
                width_of(pens, FontRole::kAxis, legend.hatched) + m.px(kSwatch + 8)});
  return whole(wide + 2 * m.px(kPadding));
}

// As large as the largest legend there may be, so that the map stands still; but no part of `most_px` that this one can
// do without.
render::SizePx legend_room(const Pens& pens, const MapChrome& chrome, int most_px) {
  const app::Metrics& m = pens.metrics;
  int wide = 0;
  for (const view_model::Legend& legend : chrome.possible_legends) wide = std::max(wide, legend_width(pens, legend));
  if (chrome.difference) wide = std::max(wide, legend_width(pens, *chrome.difference));
  const float high = m.px(kPadding + 16) + 2 * m.px(kLineHeight) + m.px(13 + kBarHeight + 22) + m.px(14);
  return {std::max(legend_width(pens, chrome.legend()), std::min(wide, most_px)), whole(high)};
}

}  // namespace

float placed_text_width(const Pens& pens, FontRole role, std::string_view text, std::string_view value) {
  return width_of(pens, role, text) + (value.empty() ? 0 : pens.metrics.px(kValueGap) + width_of(pens, role, value));
}

void draw_map_texts(const Pens& pens, const char* window, const render::RectPx& rect,
                    std::span<const PlacedText> texts) {
  Canvas canvas(pens, window, rect);
  for (const PlacedText& placed : texts) {
    const FontRole role = placed.role;
    const float baseline = placed.box.top + pens.fonts.ascent_px(role);
    const float used = canvas.text_with_halo(role, placed.box.left, baseline, placed.color, placed.text);
    if (placed.value.empty()) continue;
    canvas.text_with_halo(role, placed.box.left + used + canvas.px(kValueGap), baseline, placed.value_color,
                          placed.value);
  }
}

void draw_map_outline(const Pens& pens, const char* window, const render::RectPx& rect, std::span<const PointF> points,
                      Rgba tint) {
  Canvas canvas(pens, window, rect);
  canvas.polyline(points, color::kHalo, canvas.px(6));
  canvas.polyline(points, tint, canvas.px(3));
}

std::vector<render::RectPx> MapFurniture::grounds() const {
  return {tabs, options, legend, key, side_by_side, captions[0], captions[1], inset};
}

std::vector<render::RectPx> MapFurniture::over(std::span<const render::RectPx> maps) const {
  std::vector<render::RectPx> over;
  for (const render::RectPx& map : maps) {
    for (const render::RectPx& ground : grounds()) {
      render::RectPx part = intersect(ground, map);
      if (part.empty()) continue;
      part.x += maps.front().x - map.x;
      over.push_back(part);
    }
  }
  return over;
}

std::vector<render::RectPx> divide_map(const Pens& pens, const render::RectPx& rect, size_t maps) {
  if (maps < 2) return {rect};
  const int wide = (rect.w - static_cast<int>(pens.metrics.px(kMapGap))) / 2;
  return {{rect.right() - wide, rect.y, wide, rect.h}, {rect.x, rect.y, wide, rect.h}};
}

MapFurniture place_map_furniture(const Pens& pens, const render::RectPx& rect, const MapChrome& chrome,
                                 FurnitureCorners corners) {
  const app::Metrics& m = pens.metrics;
  const auto px = [&](float at_1080) { return static_cast<int>(m.px(at_1080)); };
  MapFurniture furniture;
  // In a narrow map they go on in a second line.
  int x = rect.x, line = rect.y, widest = 0;
  for (size_t i = 0; i < chrome.modes.size(); ++i) {
    const int w = whole(width_of(pens, FontRole::kBody, chrome.modes[i])) + 2 * px(kTabPadding);
    if (i > 0 && x + w > rect.right()) {
      x = rect.x;
      line += px(kTabHeight);
    }
    furniture.modes[i] = {x, line, w, px(kTabHeight)};
    x += w + px(kTabGap);
    widest = std::max(widest, x - px(kTabGap) - rect.x);
  }
  const auto tick_width = [&](const std::string& text) {
    return whole(width_of(pens, FontRole::kSmall, text)) + 2 * px(kTabPadding) + px(18 + 8);
  };
  furniture.tabs = {rect.x, rect.y, widest, line + px(kTabHeight) - rect.y};
  float span_w = 0;
  for (const std::string& span : chrome.spans) span_w = std::max(span_w, width_of(pens, FontRole::kSmall, span));
  const int span_px = whole(span_w) + 2 * px(kTabPadding), per_px = tick_width(chrome.per_households);
  // Beside the tabs where there is room, else below them.
  const bool beside = x + span_px + px(kTabGap) + per_px <= rect.right();
  const int left = beside ? x : rect.x, top = beside ? line : line + px(kTabHeight) + px(kTabGap);
  furniture.span = {left, top, span_px, px(kTabHeight)};
  furniture.per_households = {left + span_px + px(kTabGap), top, per_px, px(kTabHeight)};
  furniture.options = {left, top, furniture.per_households.right() - left, px(kTabHeight)};

  const int below_tabs = top + px(kTabHeight) + px(kBetween);
  if (chrome.compared) {
    const int wide = tick_width(chrome.side_by_side);
    const bool beside_tabs = furniture.options.right() + px(kBetween) + wide <= rect.right();
    furniture.side_by_side = {rect.right() - wide, beside_tabs ? furniture.options.y : below_tabs, wide,
                              px(kTabHeight)};
  }
  if (chrome.two_maps()) {
    const std::vector<render::RectPx> maps = divide_map(pens, rect, chrome.captions.size());
    for (size_t i = 0; i < maps.size(); ++i) {
      const int wide = whole(width_of(pens, FontRole::kBodyBold, chrome.captions[i])) + 2 * px(kTabPadding);
      furniture.captions[i] = {maps[i].x, below_tabs, wide, px(kTabHeight)};
    }
  }

  float key_w = 0;
  for (const KeyEntry& entry : chrome.key) key_w = std::max(key_w, width_of(pens, FontRole::kSmall, entry.widest));
  const int key_px = whole(key_w) + px(kKeyText) + 2 * px(kPadding);
  const int key_h = px(2 * kPadding - 6) + static_cast<int>(chrome.key.size()) * px(kLineHeight);
  const int beside_key = rect.w - px(kBetween) - key_px;
  const render::SizePx legend = legend_room(pens, chrome, beside_key);
  furniture.legend.w = std::min(legend.w, rect.w);
  furniture.legend.h = legend.h;
  furniture.legend.x = corners.legend_right ? rect.right() - furniture.legend.w : rect.x;
  furniture.legend_top = corners.legend_top;
  furniture.legend.y = corners.legend_top ? below_tabs : rect.bottom() - furniture.legend.h;
  const bool one_over_the_other = corners.legend_right == corners.key_right || legend.w > beside_key;
  const int above = !corners.legend_top && one_over_the_other ? furniture.legend.h + px(kBetween) : 0;
  furniture.key = {corners.key_right ? rect.right() - key_px : rect.x, rect.bottom() - key_h - above, key_px, key_h};
  return furniture;
}

void draw_map_chrome(const Pens& pens, const render::RectPx& rect, const MapFurniture& furniture,
                     const MapChrome& chrome) {
  Canvas canvas(pens, "map/chrome", rect);
  draw_ground(canvas, furniture.tabs);
  draw_ground(canvas, furniture.options);
  for (size_t i = 0; i < chrome.modes.size(); ++i) {
    const bool chosen = static_cast<size_t>(chrome.choice.mode) == i;
    const render::RectPx& tab = furniture.modes[i];
    draw_tab(canvas, tab, FontRole::kBody, chosen ? color::kText : color::kQuietText, chosen, chrome.modes[i]);
    canvas.hit(static_cast<float>(tab.x), static_cast<float>(tab.y), static_cast<float>(tab.w),
               static_cast<float>(tab.h), view_model::ShowMap{static_cast<view_model::MapMode>(i)});
  }
  draw_span(canvas, furniture.span, chrome);
  draw_per_households(canvas, furniture.per_households, chrome);
  if (chrome.compared) {
    draw_ground(canvas, furniture.side_by_side);
    draw_tick(canvas, furniture.side_by_side, chrome.side_by_side, chrome.two_maps(), true,
              view_model::ShowCompared{view_model::other(*chrome.compared)});
  }
  if (chrome.two_maps()) draw_captions(canvas, furniture, chrome);
  draw_legend(canvas, furniture, chrome);
  draw_key(canvas, furniture.key, chrome);
}

void draw_map_inset(const Pens& pens, const char* window, const render::RectPx& inset, std::string_view name,
                    std::string_view value) {
  Canvas canvas(pens, window, inset);
  const auto left = static_cast<float>(inset.x), top = static_cast<float>(inset.y);
  canvas.outline(left, top, static_cast<float>(inset.w), static_cast<float>(inset.h), color::kRule, canvas.px(2),
                 canvas.px(6));
  // What stands on the map must not stand in the words.
  canvas.fill(left + canvas.px(2), top + canvas.px(2), static_cast<float>(inset.w) - canvas.px(4),
              canvas.px(kInsetTitle), app::with_alpha(color::kCard, kGroundAlpha), canvas.px(4));
  const float baseline = top + canvas.px(kPadding + 16);
  const float room = static_cast<float>(inset.w) - canvas.px(2 * kPadding);
  const float value_px = canvas.text_width(kNameRole, value);
  const FontRole role = canvas.text_width(kIncidentRole, name) + canvas.px(kBetween) + value_px <= room
                            ? kIncidentRole
                            : FontRole::kSmallBold;
  const float used = canvas.text_fit(role, left + canvas.px(kPadding), baseline, room - canvas.px(kBetween) - value_px,
                                     color::kText, name);
  canvas.text(kNameRole, left + canvas.px(kPadding + kBetween) + used, baseline, color::kAccent, value);
}

void draw_no_map(const Pens& pens, const render::RectPx& rect, std::string_view why) {
  Canvas canvas(pens, "map/none", rect);
  draw_nothing(canvas, {canvas.left(), canvas.right(), canvas.top(), canvas.bottom()}, why);
}

}  // namespace gridwall::panel
