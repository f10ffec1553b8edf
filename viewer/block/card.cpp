#include "viewer/block/card.h"

namespace gridwall::block {
namespace {

constexpr float kHeadingBaseline = 36;

Area area_of(const Canvas& canvas) {
  const float padding = canvas.metrics().card_padding();
  return {canvas.left() + padding, canvas.right() - padding, canvas.top() + canvas.px(kCardHeading),
          canvas.bottom() - canvas.px(kCardFoot)};
}

constexpr float kChangeShape = 14;
constexpr Rgba kLess = app::rgba(0x74c7ff), kMore = app::rgba(0xfca953);  // the ends of the map of differences

void draw_heading(Canvas& canvas, const Area& area, std::string_view title, std::string_view qualifier, float room,
                  const view_model::Change& change = {}) {
  const float baseline = canvas.top() + canvas.px(kHeadingBaseline);
  const float used = canvas.text_fit(FontRole::kSmallBold, area.left, baseline, room, color::kText, title);
  if (qualifier.empty()) return;
  const float gap = canvas.px(12);
  qualifier = whole_parts(canvas, FontRole::kSmall, qualifier, room - used - gap);
  const float told = used + gap +
                     canvas.text_fit(FontRole::kSmall, area.left + used + gap, baseline, room - used - gap,
                                     color::kQuietText, qualifier);
  if (told + gap + change_width(canvas, FontRole::kSmallBold, change) > room) return;
  draw_change(canvas, FontRole::kSmallBold, area.left + told + gap, baseline, change, false);
}

}  // namespace

Area draw_card(Canvas& canvas, std::string_view title, std::string_view qualifier, const view_model::DataAge& age,
               const view_model::Change& change) {
  canvas.card();
  const Area area = area_of(canvas);
  const float baseline = canvas.top() + canvas.px(kHeadingBaseline);
  const Rgba tint = age.late ? kAttention : color::kQuietText;
  float used = canvas.text(FontRole::kSmall, area.right, baseline, tint, age.text, Align::kRight);
  if (age.late) {
    const float size = canvas.px(14);
    used += canvas.px(6) + size;
    canvas.shape(Shape::kTriangleUp, area.right - used + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline),
                 size, tint);
  }
  draw_heading(canvas, area, title, qualifier, area.width() - used - canvas.px(16), change);
  return area;
}

Area draw_card_with_note(Canvas& canvas, std::string_view title, std::string_view qualifier, std::string_view note,
                         Rgba note_color) {
  canvas.card();
  const Area area = area_of(canvas);
  const float baseline = canvas.top() + canvas.px(kHeadingBaseline);
  const float used =
      note.empty() ? 0 : canvas.text(FontRole::kSmall, area.right, baseline, note_color, note, Align::kRight);
  draw_heading(canvas, area, title, qualifier, area.width() - used - canvas.px(16));
  return area;
}

float change_width(Canvas& canvas, FontRole role, const view_model::Change& change) {
  if (change.text.empty()) return 0;
  return canvas.text_width(role, change.text) + (change.sign == 0 ? 0 : canvas.px(kChangeShape + 5));
}

float draw_change(Canvas& canvas, FontRole role, float left, float baseline, const view_model::Change& change,
                  bool greyed) {
  if (change.text.empty()) return 0;
  const Rgba tint = greyed              ? color::kStaleText
                    : change.sign == 0  ? color::kQuietText
                    : change.better > 0 ? color::kGood
                    : change.better < 0 ? kAttention
                    : change.sign > 0   ? kMore
                                        : kLess;
  float x = left;
  if (change.sign != 0) {
    const float size = canvas.px(kChangeShape);
    canvas.shape(change.sign > 0 ? Shape::kTriangleUp : Shape::kTriangleDown, x + size / 2,
                 canvas.middle_of_line(role, baseline), size, tint);
    x += size + canvas.px(5);
  }
  return x + canvas.text(role, x, baseline, tint, change.text) - left;
}

float draw_change_before(Canvas& canvas, FontRole role, float right, float baseline, const view_model::Change& change,
                         bool greyed) {
  return draw_change(canvas, role, right - change_width(canvas, role, change), baseline, change, greyed);
}

std::string_view whole_parts(Canvas& canvas, FontRole role, std::string_view parts, float room) {
  while (canvas.text_width(role, parts) > room) {
    const size_t last = parts.rfind(kBetweenParts);
    if (last == std::string_view::npos) break;
    parts = parts.substr(0, last);
  }
  return parts;
}

void draw_nothing(Canvas& canvas, const Area& area, std::string_view why) {
  const float middle = (area.left + area.right) / 2;
  const float y = (area.top + area.bottom) / 2;
  const bool low = area.bottom - area.top < canvas.px(84);  // there is room for the words only
  if (!low) canvas.text(FontRole::kSecond, middle, y, color::kStaleText, "—", Align::kCenter);
  canvas.text_fit(FontRole::kSmall, middle, y + canvas.px(low ? 7 : 32), area.width(), color::kQuietText, why,
                  Align::kCenter);
}

}  // namespace gridwall::block
