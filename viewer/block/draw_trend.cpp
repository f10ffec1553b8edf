// Values of days: columns of counts, lines of shares above them, and lines of counts on a scale of their own.
#include "viewer/block/draw_blocks.h"

namespace gridwall::block {
namespace {

constexpr float kLeast = 28, kWanted = 120, kMost = 400, kLabels = 28, kKey = 28;

// From the lowest to the highest value, but at least a fifth of the whole scale, so that small steps do not look like
// falls.
struct Scale {
  float floor = 0, span = 1;
};
std::optional<Scale> scale_of(const std::vector<TrendChart::Series>& lines) {
  float low = 1, high = 0;
  for (const TrendChart::Series& series : lines) {
    for (const std::optional<float>& share : series.values) {
      if (!share) continue;
      low = std::min(low, *share);
      high = std::max(high, *share);
    }
  }
  if (high < low) return std::nullopt;
  const float span = std::max(high - low, 0.2F);
  return Scale{std::clamp((low + high - span) / 2, 0.0F, 1.0F - span), span};
}

float highest_of(const std::vector<TrendChart::Series>& counts) {
  float most = 0;
  for (const TrendChart::Series& series : counts) {
    for (const std::optional<float>& value : series.values) most = std::max(most, value.value_or(0));
  }
  return most;
}

// The middle of a value's place.
float x_of(const Area& chart, size_t index, size_t count, bool columns) {
  if (columns) return chart.left + chart.width() * (static_cast<float>(index) + 0.5F) / static_cast<float>(count);
  return chart.left + chart.width() * static_cast<float>(index) / static_cast<float>(std::max<size_t>(2, count) - 1);
}

// Quiet where values are still going to change: they always lie lower, and that is no fall.
void draw_line(Drawing& drawing, const Area& chart, const TrendChart::Series& series, const Scale& scale,
               bool columns) {
  Canvas& canvas = drawing.canvas;
  const size_t count = series.values.size();
  if (count < 2) return;
  const float thickness = canvas.px(2.5F);
  std::vector<PointF> run;
  const auto finish = [&](Rgba tint) {
    if (run.size() == 1) canvas.shape(Shape::kDisc, run[0].x, run[0].y, canvas.px(5), tint);
    canvas.polyline(run, tint, thickness);
    run.clear();
  };
  const Rgba settled = drawing.color(series.tone), open = drawing.color(Tone::kFaint);
  for (size_t i = 0; i < count; ++i) {
    const Rgba tint = i < series.settled ? settled : open;
    if (!series.values[i]) {
      finish(tint);
      continue;
    }
    const float share = std::clamp((*series.values[i] - scale.floor) / scale.span, 0.0F, 1.0F);
    const PointF point{x_of(chart, i, count, columns),
                       chart.bottom - thickness - share * (chart.height() - 2 * thickness)};
    run.push_back(point);
    if (i + 1 != series.settled) continue;
    finish(tint);
    run.push_back(point);
  }
  finish(series.settled < count ? open : settled);
}

void draw_columns(Drawing& drawing, const Area& chart, const std::vector<TrendChart::Series>& columns) {
  const float most = highest_of(columns);
  size_t count = 0;
  for (const TrendChart::Series& series : columns) count = std::max(count, series.values.size());
  if (count == 0 || most <= 0) return;
  const float pitch = chart.width() / static_cast<float>(count);
  const float wide = std::max(drawing.px(1), std::floor(pitch * 0.72F / static_cast<float>(columns.size())));
  for (size_t i = 0; i < count; ++i) {
    float x = std::round(x_of(chart, i, count, true) - wide * static_cast<float>(columns.size()) / 2);
    for (const TrendChart::Series& series : columns) {
      const float value = i < series.values.size() ? series.values[i].value_or(0) : 0;
      const float high = value > 0 ? std::max(drawing.px(1), std::round(chart.height() * value / most)) : 0;
      drawing.canvas.fill(x, chart.bottom - high, wide, high, drawing.color(series.tone));
      x += wide;
    }
  }
}

void draw_key(Drawing& drawing, const Area& area, const TrendChart& trend) {
  Canvas& canvas = drawing.canvas;
  const float baseline = area.top + drawing.px(17);
  const float middle = canvas.middle_of_line(FontRole::kSmall, baseline);
  float x = area.left;
  const auto entry = [&](const TrendChart::Series& series, float high) {
    canvas.fill(x, std::round(middle - high / 2), drawing.px(16), high, drawing.color(series.tone), drawing.px(1));
    x += drawing.px(24);
    x += canvas.text_fit(FontRole::kSmall, x, baseline, area.right - x, color::kQuietText, series.label) +
         drawing.px(22);
  };
  for (const TrendChart::Series& series : trend.columns) entry(series, drawing.px(12));
  for (const auto* lines : {&trend.levels, &trend.lines}) {
    for (const TrendChart::Series& series : *lines) entry(series, drawing.px(3));
  }
  if (canvas.text_width(FontRole::kSmall, trend.columns_top) > area.right - x) return;
  canvas.text(FontRole::kSmall, area.right, baseline, color::kQuietText, trend.columns_top, Align::kRight);
}

bool in_steps(const TrendChart& trend) {
  return trend.in_steps || !trend.columns.empty();
}

void draw_labels(Drawing& drawing, const Area& chart, float baseline, const TrendChart& trend, size_t count) {
  float free_from = chart.left;
  for (size_t i = 0; i < trend.labels.size() && i < count; ++i) {
    if (trend.labels[i].empty()) continue;
    const float width = drawing.canvas.text_width(FontRole::kAxis, trend.labels[i]);
    const float x = x_of(chart, i, count, in_steps(trend)) - width / 2;
    const float left = std::clamp(x, chart.left, std::max(chart.left, chart.right - width));
    if (left < free_from) continue;
    drawing.canvas.text(FontRole::kAxis, left, baseline, color::kQuietText, trend.labels[i]);
    free_from = left + width + drawing.px(16);
  }
}

// One value alone says nothing about where it goes.
bool says_something(const TrendChart& trend) {
  const auto has_two = [](const TrendChart::Series& series) {
    return std::count_if(series.values.begin(), series.values.end(),
                         [](const std::optional<float>& value) { return value.has_value(); }) > 1;
  };
  return !trend.columns.empty() || !trend.levels.empty() ||
         std::any_of(trend.lines.begin(), trend.lines.end(), has_two);
}

bool has_key(const TrendChart& trend) {
  return trend.columns.size() + trend.lines.size() + trend.levels.size() > 1;
}

}  // namespace

Room room_of(const Measure& measure, const TrendChart& trend) {
  if (!says_something(trend)) return {0, 0, 0};
  const float words = (has_key(trend) ? kKey : 0) + (trend.labels.empty() ? 0 : kLabels);
  return {measure.px(kLeast + words), measure.px((words > 0 ? kWanted : kLeast) + words), measure.px(kMost)};
}

void draw(Drawing& drawing, const Area& area, const TrendChart& trend) {
  Area chart = area;
  if (has_key(trend)) {
    draw_key(drawing, area, trend);
    chart.top += drawing.px(kKey);
  }
  if (!trend.labels.empty()) chart.bottom -= drawing.px(kLabels);
  const std::vector<TrendChart::Series>& first = !trend.columns.empty() ? trend.columns
                                                 : trend.lines.empty()  ? trend.levels
                                                                        : trend.lines;
  if (first.empty() || chart.height() <= 0) return;
  drawing.canvas.fill(chart.left, chart.bottom, chart.width(), drawing.canvas.metrics().hairline(), color::kRule);
  draw_columns(drawing, chart, trend.columns);
  const bool columns = in_steps(trend);
  if (const float most = highest_of(trend.levels); most > 0) {
    for (const TrendChart::Series& series : trend.levels) draw_line(drawing, chart, series, Scale{0, most}, columns);
  }
  if (const std::optional<Scale> scale = scale_of(trend.lines)) {
    for (const TrendChart::Series& series : trend.lines) draw_line(drawing, chart, series, *scale, columns);
  }
  draw_labels(drawing, chart, area.bottom - drawing.px(6), trend, first.front().values.size());
}

}  // namespace gridwall::block
