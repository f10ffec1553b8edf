#include "viewer/panel/visits_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;

void draw_visits(const Pens& pens, const render::RectPx& rect, const view_model::VisitsTile& visits) {
  Canvas canvas(pens, "panel/visits", rect);
  const CardArea area = draw_card(canvas, visits.title, {}, &visits.age);
  const bool greyed = visits.age.greyed;
  float label = 0;
  for (const auto& row : visits.rows) {
    label = std::max(
        {label, canvas.text_width(FontRole::kBody, row.window), canvas.text_width(FontRole::kSmall, row.times)});
  }
  const float gap = canvas.px(12);
  float change = 0;
  for (const auto& row : visits.rows) {
    for (const view_model::Change* one : {&row.households_change, &row.people_change}) {
      change = std::max(change, change_width(canvas, FontRole::kSmallBold, *one));
    }
  }
  const float room = (area.width() - label - 2 * gap) / 2;
  // One size for all figures: the largest in which the longest fits, and the difference below.
  FontRole role = change > 0 ? FontRole::kTitle : FontRole::kSecond;
  for (const auto& row : visits.rows) {
    for (const std::string* figure : {&row.households, &row.people}) {
      if (canvas.text_width(role, *figure) > room) role = FontRole::kTitle;
    }
  }
  const float households_right = area.right - room - gap;
  const float captions = area.top + canvas.px(16);
  canvas.text(FontRole::kSmall, households_right, captions, quiet_color(greyed), visits.households_caption,
              Align::kRight);
  canvas.text(FontRole::kSmall, area.right, captions, quiet_color(greyed), visits.people_caption, Align::kRight);
  const float top = area.top + canvas.px(22);
  const float pitch = (area.bottom - top) / static_cast<float>(visits.rows.size());
  for (size_t i = 0; i < visits.rows.size(); ++i) {
    const auto& row = visits.rows[i];
    const float row_top = std::round(top + pitch * static_cast<float>(i));
    if (i > 0) canvas.fill(area.left, row_top, area.width(), canvas.metrics().hairline(), color::kRule);
    const float middle = row_top + pitch / 2;
    const float baseline = std::round(middle + canvas.px(change > 0 ? 2 : 16));
    canvas.text(FontRole::kBody, area.left, std::round(middle - canvas.px(4)), figure_color(greyed), row.window);
    canvas.text(FontRole::kSmall, area.left, std::round(middle + canvas.px(22)), quiet_color(greyed), row.times);
    const auto figure = [&](float right, const std::string& text, const view_model::Change& difference) {
      canvas.text_fit(role, right, baseline, room, figure_color(greyed), text, Align::kRight);
      draw_change_before(canvas, FontRole::kSmallBold, right, std::round(middle + canvas.px(25)), difference, greyed);
    };
    figure(households_right, row.households, row.households_change);
    figure(area.right, row.people, row.people_change);
  }
}

void draw_shifts(const Pens& pens, const render::RectPx& rect, const view_model::ShiftsTile& shifts) {
  Canvas canvas(pens, "panel/shifts", rect);
  const CardArea area = draw_card(canvas, shifts.title, {}, &shifts.age);
  const bool greyed = shifts.age.greyed;
  const float baseline = std::round((area.top + area.bottom) / 2 + canvas.px(18));
  float x = area.left;
  const auto figure = [&](const std::string& count, Shape shape, float size, const std::string& caption,
                          const view_model::Change& change) {
    x += canvas.text(FontRole::kSecond, x, baseline, figure_color(greyed), count) + canvas.px(12);
    canvas.shape(shape, x + canvas.px(8), canvas.middle_of_line(FontRole::kSmall, baseline), canvas.px(size),
                 greyed ? color::kStaleText : color::kGood);
    x += canvas.px(16 + 8);
    // The difference stands over the caption, where there is room.
    draw_change(canvas, FontRole::kSmallBold, x - canvas.px(24), baseline - canvas.px(28), change, greyed);
    x += canvas.text(FontRole::kSmall, x, baseline, quiet_color(greyed), caption) + canvas.px(20);
  };
  figure(shifts.on, Shape::kDisc, 14, shifts.on_caption, shifts.on_change);
  figure(shifts.night, Shape::kRing, 17, shifts.night_caption, shifts.night_change);
  // Posts stand one below the other beside the figures.
  const auto lines = static_cast<float>(std::min<size_t>(shifts.posts.size(), 3));
  float line = baseline - (lines - 1) * canvas.px(26) + canvas.px(lines > 1 ? 8 : 0);
  for (size_t i = 0; i < static_cast<size_t>(lines); ++i, line += canvas.px(26)) {
    canvas.text_fit(FontRole::kSmall, area.right, line, area.right - x, figure_color(greyed), shifts.posts[i],
                    Align::kRight);
  }
}

}  // namespace gridwall::panel
