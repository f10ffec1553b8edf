#include "viewer/panel/rates_panel.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kFigureBaseline = 124, kBelowFigure = 140, kRowPitch = 51, kTwoLines = 46, kLargeFigure = 40,
                kLeastTrend = 28;

void draw_figure(Canvas& canvas, const CardArea& area, const view_model::Rates& rates) {
  const bool greyed = rates.age.greyed;
  const float baseline = canvas.top() + canvas.px(kFigureBaseline);
  float x = area.left;
  x += canvas.text(FontRole::kFigure, x, baseline, figure_color(greyed || !rates.figure),
                   rates.figure ? *rates.figure : "—");
  if (rates.figure)
    x += canvas.text(FontRole::kSecond, x + canvas.px(2), baseline, figure_color(greyed), "%") + canvas.px(2);
  x += canvas.px(22);
  const float room = area.right - x;
  const float change = change_width(canvas, FontRole::kSmallBold, rates.change);
  const float label =
      canvas.text_fit(FontRole::kSmall, x, baseline - canvas.px(34), change > 0 ? room - change - canvas.px(12) : room,
                      quiet_color(greyed), rates.label);
  draw_change(canvas, FontRole::kSmallBold, x + label + canvas.px(12), baseline - canvas.px(34), rates.change, greyed);
  if (!rates.figure) {
    canvas.text_fit(FontRole::kSmall, x, baseline - canvas.px(4), room, color::kQuietText, rates.why);
    return;
  }
  const std::string whole = rates.numerator + " / " + rates.denominator;
  constexpr FontRole kRoles[] = {FontRole::kBodyBold, FontRole::kSmallBold};
  const FontRole role = canvas.role_that_fits(kRoles, whole, room);
  const float used = canvas.text(role, x, baseline - canvas.px(4), figure_color(greyed), rates.numerator);
  canvas.text_fit(FontRole::kSmall, x + used, baseline - canvas.px(4), room - used, quiet_color(greyed),
                  " / " + rates.denominator);
}

// From the lowest to the highest day, but at least a fifth of the whole scale, so that small steps do not look like
// falls.
struct TrendScale {
  float floor = 0, span = 1;
};
std::optional<TrendScale> scale_of(const std::vector<std::optional<float>>& trend) {
  float low = 1, high = 0;
  for (const std::optional<float>& share : trend) {
    if (!share) continue;
    low = std::min(low, *share);
    high = std::max(high, *share);
  }
  if (high < low) return std::nullopt;
  const float span = std::max(high - low, 0.2F);
  return TrendScale{std::clamp((low + high - span) / 2, 0.0F, 1.0F - span), span};
}

// The line breaks where a day had no requests, and is quiet where the days' requests are still being worked on: they
// always lie lower, and that is no fall.
void draw_trend(Canvas& canvas, float left, float right, float top, float bottom, const view_model::Rates& rates) {
  const size_t days = rates.trend.size();
  const std::optional<TrendScale> scale = scale_of(rates.trend);
  if (days < 2 || !scale) return;
  const float step = (right - left) / static_cast<float>(days - 1);
  const float thickness = canvas.px(2.5F);
  canvas.fill(left, bottom, right - left, canvas.metrics().hairline(), color::kRule);
  std::vector<PointF> run;
  const auto finish = [&](Rgba tint) {
    if (run.size() == 1) canvas.shape(Shape::kDisc, run[0].x, run[0].y, canvas.px(5), tint);
    canvas.polyline(run, tint, thickness);
    run.clear();
  };
  const Rgba settled = rates.age.greyed ? color::kStaleText : color::kAccent;
  for (size_t day = 0; day < days; ++day) {
    const Rgba tint = day < rates.settled_days ? settled : color::kStaleText;
    if (!rates.trend[day]) {
      finish(tint);
      continue;
    }
    const float share = std::clamp((*rates.trend[day] - scale->floor) / scale->span, 0.0F, 1.0F);
    const PointF point{left + step * static_cast<float>(day), bottom - thickness - share * (bottom - thickness - top)};
    run.push_back(point);
    if (day + 1 != rates.settled_days) continue;
    finish(tint);
    run.push_back(point);
  }
  finish(rates.settled_days < days ? color::kStaleText : settled);
}

// The label above its fraction; where rows are too low for two lines, the fraction behind the label.
void draw_row(Canvas& canvas, const CardArea& area, float middle, float pitch, const view_model::RateRow& row,
              bool greyed) {
  const bool two_lines = pitch >= canvas.px(kTwoLines);
  const FontRole role = pitch >= canvas.px(kLargeFigure) ? FontRole::kSecond : FontRole::kTitle;
  const float baseline = std::round(middle + canvas.px(two_lines ? 16 : role == FontRole::kSecond ? 14 : 10));
  const Rgba tint = greyed ? color::kStaleText : row.attention ? kAttention : color::kText;
  float used = 0;
  if (!row.unit.empty())
    used = canvas.text(FontRole::kBodyBold, area.right, baseline, tint, row.unit, Align::kRight) + canvas.px(1);
  used += canvas.text(role, area.right - used, baseline, tint, row.figure, Align::kRight);
  if (row.attention) {
    const float size = canvas.px(20);
    used += canvas.px(10) + size;
    canvas.shape(Shape::kTriangleUp, area.right - used + size / 2, canvas.middle_of_line(role, baseline), size, tint);
  }
  if (const float change = change_width(canvas, FontRole::kSmallBold, row.change); change > 0) {
    used += canvas.px(12) + change;
    draw_change(canvas, FontRole::kSmallBold, area.right - used, baseline, row.change, greyed);
  }
  const float room = area.width() - used - canvas.px(12);
  if (!two_lines) {
    const float line = std::round(middle + canvas.px(7));
    const float note =
        canvas.text_fit(FontRole::kSmall, area.left, line, room, figure_color(greyed), row.label) + canvas.px(14);
    canvas.text(FontRole::kSmall, area.left + note, line, quiet_color(greyed),
                whole_parts(canvas, FontRole::kSmall, row.note, room - note));
    return;
  }
  canvas.text_fit(FontRole::kSmall, area.left, middle - canvas.px(5), room, figure_color(greyed), row.label);
  canvas.text_fit(FontRole::kSmall, area.left, middle + canvas.px(18), room, quiet_color(greyed), row.note);
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
  const bool with_trend = trend >= canvas.px(kLeastTrend);
  if (with_trend) {
    draw_trend(canvas, area.left, area.right, top, top + trend - canvas.px(4), rates);
    y += trend;
  }
  const float pitch = (area.bottom - y) / std::max(1.0F, rows);
  for (size_t i = 0; i < rates.rows.size(); ++i) {
    const float row_bottom = y + pitch * static_cast<float>(i + 1);
    const float row_top = std::round(row_bottom - pitch);
    if (i > 0 || !with_trend) canvas.fill(area.left, row_top, area.width(), canvas.metrics().hairline(), color::kRule);
    draw_row(canvas, area, row_bottom - pitch / 2, pitch, rates.rows[i], rates.age.greyed);
  }
}

}  // namespace gridwall::panel
