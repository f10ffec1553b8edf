#include "viewer/panel/rates_panel.h"

#include <algorithm>
#include <vector>

#include "viewer/panel/card.h"

namespace gridwall::panel {
namespace {

constexpr float kFigureBaseline = 124, kBelowFigure = 140, kRowPitch = 51, kLeastTrend = 28;

void draw_figure(Canvas& canvas, const CardArea& area, const view_model::Rates& rates) {
  const bool greyed = rates.age.greyed;
  const float baseline = canvas.top() + canvas.px(kFigureBaseline);
  float x = area.left;
  x += canvas.text(FontRole::kFigure, x, baseline, figure_color(greyed || !rates.figure), rates.figure ? *rates.figure : "—");
  if (rates.figure) x += canvas.text(FontRole::kSecond, x + canvas.px(2), baseline, figure_color(greyed), "%") + canvas.px(2);
  x += canvas.px(22);
  const float room = area.right - x;
  canvas.text_fit(FontRole::kSmall, x, baseline - canvas.px(34), room, quiet_color(greyed), rates.label);
  if (!rates.figure) {
    canvas.text_fit(FontRole::kSmall, x, baseline - canvas.px(4), room, color::kQuietText, rates.why);
    return;
  }
  const std::string whole = rates.numerator + " / " + rates.denominator;
  constexpr FontRole kRoles[] = {FontRole::kBodyBold, FontRole::kSmallBold};
  const FontRole role = canvas.role_that_fits(kRoles, whole, room);
  const float used = canvas.text(role, x, baseline - canvas.px(4), figure_color(greyed), rates.numerator);
  canvas.text_fit(FontRole::kSmall, x + used, baseline - canvas.px(4), room - used, quiet_color(greyed), " / " + rates.denominator);
}

// The line breaks where a day had no requests; a day between two such is a point.
void draw_trend(Canvas& canvas, float left, float right, float top, float bottom, const view_model::Rates& rates) {
  const size_t days = rates.trend.size();
  if (days < 2) return;
  float low = 1, high = 0;
  for (const std::optional<float>& share : rates.trend) {
    if (!share) continue;
    low = std::min(low, *share);
    high = std::max(high, *share);
  }
  if (high < low) return;
  // At least a fifth of the whole scale, so that small steps do not look like falls.
  const float middle = (low + high) / 2;
  const float span = std::max(high - low, 0.2F);
  const float floor = std::clamp(middle - span / 2, 0.0F, 1.0F - span);
  const float step = (right - left) / static_cast<float>(days - 1);
  const Rgba tint = rates.age.greyed ? color::kStaleText : color::kAccent;
  canvas.line({left, bottom}, {right, bottom}, color::kRule, canvas.metrics().hairline());
  std::vector<PointF> run;
  const auto finish = [&] {
    if (run.size() == 1) canvas.shape(Shape::kDisc, run[0].x, run[0].y, canvas.px(4), tint);
    canvas.polyline(run, tint, canvas.px(2.5F));
    run.clear();
  };
  for (size_t day = 0; day < days; ++day) {
    if (!rates.trend[day]) {
      finish();
      continue;
    }
    const float share = std::clamp((*rates.trend[day] - floor) / span, 0.0F, 1.0F);
    run.push_back({left + step * static_cast<float>(day), bottom - share * (bottom - top)});
  }
  if (!run.empty()) canvas.shape(Shape::kDisc, run.back().x, run.back().y, canvas.px(8), tint);
  finish();
}

void draw_row(Canvas& canvas, const CardArea& area, float middle, const view_model::RateRow& row, bool greyed) {
  const float baseline = middle + canvas.px(16);
  const Rgba tint = greyed ? color::kStaleText : row.attention ? kAttention : color::kText;
  float used = 0;
  if (!row.unit.empty()) used = canvas.text(FontRole::kBodyBold, area.right, baseline, tint, row.unit, Align::kRight) + canvas.px(1);
  used += canvas.text(FontRole::kSecond, area.right - used, baseline, tint, row.figure, Align::kRight);
  if (row.attention) {
    const float size = canvas.px(20);
    used += canvas.px(10) + size;
    canvas.shape(Shape::kTriangleUp, area.right - used + size / 2, canvas.middle_of_line(FontRole::kSecond, baseline), size, tint);
  }
  const float room = area.width() - used - canvas.px(12);
  canvas.text_fit(FontRole::kSmall, area.left, middle - canvas.px(4), room, figure_color(greyed), row.label);
  canvas.text_fit(FontRole::kSmall, area.left, middle + canvas.px(20), room, quiet_color(greyed), row.note);
}

}  // namespace

void draw_rates(const Pens& pens, const render::RectPx& rect, const view_model::Rates& rates) {
  Canvas canvas(pens, "panel/rates", rect);
  const CardArea area = draw_card(canvas, rates.title, rates.window, &rates.age);
  draw_figure(canvas, area, rates);

  const auto rows = static_cast<float>(rates.rows.size());
  const float top = canvas.top() + canvas.px(kBelowFigure);
  const float trend = area.bottom - top - canvas.px(kRowPitch) * rows;
  float y = top;
  if (trend >= canvas.px(kLeastTrend)) {
    draw_trend(canvas, area.left, area.right, top, top + trend - canvas.px(8), rates);
    y += trend;
  }
  const float pitch = (area.bottom - y) / std::max(1.0F, rows);
  for (size_t i = 0; i < rates.rows.size(); ++i) {
    const float row_bottom = y + pitch * static_cast<float>(i + 1);
    canvas.line({area.left, row_bottom - pitch}, {area.right, row_bottom - pitch}, color::kRule, canvas.metrics().hairline());
    draw_row(canvas, area, row_bottom - pitch / 2, rates.rows[i], rates.age.greyed);
  }
}

}  // namespace gridwall::panel
