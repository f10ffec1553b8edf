#include "viewer/panel/map_marks_panel.h"

#include <cmath>

#include "viewer/block/draw.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kPin = 26, kStem = 9, kFinger = 32, kRound = 40;

void draw_pin(Canvas& canvas, const MapMark& mark) {
  const float size = canvas.px(kPin), x = std::round(mark.x_px), bottom = std::round(mark.y_px - canvas.px(kStem));
  const Rgba tint = color_of(mark.badge.tone);
  const float edge = canvas.px(2);
  canvas.shape(Shape::kTriangleDown, x, bottom + canvas.px(kStem) / 2, canvas.px(kStem + 6), color::kHalo);
  canvas.fill(x - size / 2 - edge, bottom - size - edge, size + 2 * edge, size + 2 * edge, color::kHalo, canvas.px(5));
  canvas.shape(Shape::kTriangleDown, x, bottom + canvas.px(kStem) / 2 - edge, canvas.px(kStem + 2), tint);
  const bool filled = mark.badge.shape == Shape::kSquare;
  if (filled) {
    canvas.fill(x - size / 2, bottom - size, size, size, tint, canvas.px(3));
  } else {
    canvas.outline(x - size / 2, bottom - size, size, size, tint, canvas.px(3), canvas.px(3));
  }
  canvas.text(FontRole::kSmallBold, x, bottom - canvas.px(5), filled ? color::kGround : tint, mark.badge.letter,
              Align::kCenter);
  if (!mark.count.empty())
    canvas.text_with_halo(FontRole::kSmallBold, x + size / 2 + canvas.px(6), bottom - canvas.px(5), color::kText,
                          mark.count);
  if (mark.selected) {
    const float wide = size + canvas.px(12);
    canvas.outline(x - wide / 2, bottom - size - canvas.px(6), wide, wide, color::kAccent, canvas.px(3), canvas.px(6));
  }
}

}  // namespace

float pin_height(const Pens& pens) {
  return pens.metrics.px(kPin + kStem);
}

void draw_map_marks(const Pens& pens, const char* window, const render::RectPx& rect, std::span<const MapMark> marks) {
  if (marks.empty()) return;
  Canvas canvas(pens, window, rect);
  const float finger = canvas.px(kFinger), round = canvas.px(kRound);
  for (const MapMark& mark : marks) {
    const bool pin = mark.badge.shape != Shape::kNone;
    if (pin) draw_pin(canvas, mark);
    if (!pin && mark.selected) {
      canvas.outline(mark.x_px - round / 2, mark.y_px - round / 2, round, round, color::kAccent, canvas.px(3),
                     round / 2);
    }
    canvas.hit(mark.x_px - finger / 2, mark.y_px - (pin ? finger + canvas.px(kStem) : finger / 2), finger, finger,
               mark.press);
  }
}

}  // namespace gridwall::panel
