#include "viewer/panel/map_marks_panel.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "viewer/block/draw.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kPlate = 24;
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

void draw_plate(Canvas& canvas, const MapMark& mark) {
  const float size = canvas.px(kPlate), x = std::round(mark.x_px), y = std::round(mark.y_px), edge = canvas.px(2);
  const Rgba tint = color_of(mark.badge.tone);
  canvas.fill(x - size / 2 - edge, y - size / 2 - edge, size + 2 * edge, size + 2 * edge, color::kHalo, size / 2);
  canvas.fill(x - size / 2, y - size / 2, size, size, color::kGround, size / 2);
  canvas.outline(x - size / 2, y - size / 2, size, size, tint, canvas.px(2), size / 2);
  canvas.text(FontRole::kSmallBold, x, y + canvas.px(7), tint, mark.badge.letter, Align::kCenter);
  canvas.text_with_halo(FontRole::kSmall, x + size / 2 + canvas.px(5), y + canvas.px(7), color::kText, mark.count);
}

struct Segment {
  PointF a, b;
};

// The part of a line that lies in a rectangle (Liang and Barsky, 1984); none where it passes by.
std::optional<Segment> inside(const render::RectPx& rect, PointF a, PointF b) {
  const float dx = b.x - a.x, dy = b.y - a.y;
  float from = 0, to = 1;
  const auto cut = [&](float towards, float room) {  // room: how far the edge is, in the direction of `towards`
    if (towards == 0) return room >= 0;
    const float at = room / towards;
    if (towards < 0) from = std::max(from, at);
    if (towards > 0) to = std::min(to, at);
    return from <= to;
  };
  const bool seen = cut(-dx, a.x - static_cast<float>(rect.x)) && cut(dx, static_cast<float>(rect.right()) - a.x) &&
                    cut(-dy, a.y - static_cast<float>(rect.y)) && cut(dy, static_cast<float>(rect.bottom()) - a.y);
  if (!seen) return std::nullopt;
  return Segment{{a.x + dx * from, a.y + dy * from}, {a.x + dx * to, a.y + dy * to}};
}

}  // namespace

// Dashed while nobody has asked for the team, whole once it is proposed; the part that lies in the map.
void draw_map_lines(const Pens& pens, const char* window, const render::RectPx& rect, std::span<const MapLine> lines) {
  if (lines.empty()) return;
  Canvas canvas(pens, window, rect);
  const float dash = canvas.px(10), gap = canvas.px(8);
  for (const MapLine& line : lines) {
    const std::optional<Segment> seen = inside(rect, {line.x1_px, line.y1_px}, {line.x2_px, line.y2_px});
    if (!seen) continue;
    const float dx = seen->b.x - seen->a.x, dy = seen->b.y - seen->a.y, length = std::hypot(dx, dy);
    if (length < 1) continue;
    const auto at = [&](float along) {
      return PointF{seen->a.x + dx * along / length, seen->a.y + dy * along / length};
    };
    if (line.strong) {
      canvas.line(at(0), at(length), color::kAccent, canvas.px(3));
    } else {
      for (float from = 0; from < length; from += dash + gap) {
        canvas.line(at(from), at(std::min(from + dash, length)), color::kAccent, canvas.px(2));
      }
    }
    if (line.word.empty()) continue;
    const PointF end = at(length * 0.62F);
    const float wide = canvas.text_width(FontRole::kSmallBold, line.word);
    const float left = std::clamp(end.x + canvas.px(6), canvas.left(), std::max(canvas.left(), canvas.right() - wide));
    const float baseline = std::max(end.y, canvas.top() + canvas.px(22));
    canvas.text_with_halo(FontRole::kSmallBold, left, baseline, color::kAccent, line.word);
  }
}

float pin_height(const Pens& pens) {
  return pens.metrics.px(kPin + kStem);
}

void draw_map_marks(const Pens& pens, const char* window, const render::RectPx& rect, std::span<const MapMark> marks) {
  if (marks.empty()) return;
  Canvas canvas(pens, window, rect);
  const float finger = canvas.px(kFinger), round = canvas.px(kRound);
  for (const MapMark& mark : marks) {
    if (mark.plate) {
      draw_plate(canvas, mark);
      continue;
    }
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
