#include "viewer/panel/alarm_panel.h"

#include <algorithm>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kRowPitch = 36, kMoreHeight = 26;

// Square and filled while nobody has acknowledged; round after that. A cleared one keeps the square's frame only.
void draw_badge(Canvas& canvas, float x, float middle, const view_model::AlarmRow& row) {
  const float size = canvas.px(30);
  const Rgba tint = color::kLevel[row.level - 1];
  if (row.acknowledged) {
    canvas.shape(Shape::kRing, x + size / 2, middle, size, tint);
  } else if (row.cleared) {
    canvas.outline(x, middle - size / 2, size, size, tint, canvas.px(3), canvas.px(3));
  } else {
    canvas.fill(x, middle - size / 2, size, size, tint, canvas.px(3));
  }
  const Rgba ink = row.acknowledged || row.cleared ? tint : color::kGround;
  canvas.text(FontRole::kSmallBold, x + size / 2, middle + canvas.px(7.5F), ink, row.mark, Align::kCenter);
}

}  // namespace

void draw_alarm_list(const Pens& pens, const render::RectPx& rect, const view_model::AlarmList& alarms,
                     const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/alarms", rect);
  std::string note;
  for (const std::string* count : {&alarms.unacknowledged, &alarms.shelved, &alarms.standing}) {
    if (!count->empty()) note += (note.empty() ? "" : " · ") + *count;
  }
  const CardArea area =
      draw_card_with_note(canvas, alarms.title, {}, note, alarms.any_unacknowledged ? color::kText : color::kQuietText);
  if (alarms.rows.empty() && alarms.flood.empty()) {
    const float middle = (area.left + area.right) / 2, y = (area.top + area.bottom) / 2 - canvas.px(8);
    canvas.shape(Shape::kRing, middle, y, canvas.px(30), alarms.greyed ? color::kStaleText : color::kGood);
    canvas.text_fit(FontRole::kSmall, middle, y + canvas.px(44), area.width(), color::kQuietText, alarms.why,
                    Align::kCenter);
    return;
  }
  const float pitch = canvas.px(kRowPitch);
  float y = area.top + canvas.px(2);
  if (!alarms.flood.empty()) {
    canvas.fill(area.left - canvas.px(8), y, area.width() + canvas.px(16), pitch - canvas.px(4),
                app::with_alpha(color::kLevel[0], 0.22F), canvas.px(4));
    canvas.shape(Shape::kTriangleUp, area.left + canvas.px(15), y + pitch / 2 - canvas.px(2), canvas.px(20),
                 color::kLevel[0]);
    canvas.text_fit(FontRole::kSmallBold, area.left + canvas.px(44), y + canvas.px(25), area.width() - canvas.px(44),
                    color::kText, alarms.flood);
    y += pitch;
  }
  const float height = area.bottom + canvas.px(4) - y;
  const bool all = pitch * static_cast<float>(alarms.total) <= height;
  const auto room = static_cast<size_t>(std::max(0.0F, (all ? height : height - canvas.px(kMoreHeight)) / pitch));
  const size_t rows = std::min(alarms.rows.size(), room);
  const auto is_loud = [](const view_model::AlarmRow& row) { return !row.acknowledged && !row.cleared; };
  const auto width_of = [&](const view_model::AlarmRow& row) {
    return area.width() - canvas.px(44 + 14) - canvas.text_width(FontRole::kSmall, row.age);
  };
  // One size for all: size says nothing about an alarm.
  const bool large = std::all_of(alarms.rows.begin(), alarms.rows.begin() + static_cast<std::ptrdiff_t>(rows),
                                 [&](const view_model::AlarmRow& row) {
                                   const FontRole role = is_loud(row) ? FontRole::kBodyBold : FontRole::kBody;
                                   return canvas.text_width(role, row.text) <= width_of(row);
                                 });
  for (size_t i = 0; i < rows; ++i) {
    const view_model::AlarmRow& row = alarms.rows[i];
    const float middle = y + pitch / 2;
    const float baseline = middle + canvas.px(8);
    if (row.selected) {
      canvas.fill(area.left - canvas.px(8), y + canvas.px(1), area.width() + canvas.px(16), pitch - canvas.px(2),
                  color::kCardRaised, canvas.px(4));
    }
    draw_badge(canvas, area.left, middle, row);
    canvas.hit(area.left, y, area.width(), pitch, view_model::SelectAlarm{row.selected ? std::string() : row.alarm});
    canvas.text(FontRole::kSmall, area.right, baseline, quiet_color(alarms.greyed), row.age, Align::kRight);
    const bool loud = is_loud(row);
    const FontRole role =
        loud ? (large ? FontRole::kBodyBold : FontRole::kSmallBold) : (large ? FontRole::kBody : FontRole::kSmall);
    canvas.text_fit(role, area.left + canvas.px(44), baseline, width_of(row),
                    alarms.greyed ? color::kStaleText
                    : loud        ? color::kText
                                  : color::kQuietText,
                    row.text);
    y += pitch;
  }
  if (!all) {
    canvas.text(FontRole::kSmall, area.left + canvas.px(44), y + canvas.px(23), color::kQuietText,
                view_model::more_alarms(texts, alarms.total - static_cast<int64_t>(rows)));
  }
}

}  // namespace gridwall::panel
