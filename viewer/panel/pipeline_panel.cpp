#include "viewer/panel/pipeline_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/panel/card.h"

namespace gridwall::panel {
namespace {

// Right edges of the columns of figures, and the bar between the labels and them.
struct Columns {
  FontRole label_role, count_role;
  float label, bar, bar_end, count, median, oldest;
};

Columns columns_of(Canvas& canvas, const CardArea& area, const view_model::Pipeline& pipeline, bool tight) {
  float label = 0, small_label = 0, count = canvas.text_width(FontRole::kSmall, pipeline.count_caption);
  float median = canvas.text_width(FontRole::kSmall, pipeline.median_caption);
  float oldest = canvas.text_width(FontRole::kSmall, pipeline.oldest_caption);
  for (const view_model::PipelineRow& row : pipeline.rows) {
    label = std::max(label, canvas.text_width(FontRole::kBody, row.label));
    small_label = std::max(small_label, canvas.text_width(FontRole::kSmall, row.label));
    count = std::max(count, canvas.text_width(FontRole::kBodyBold, row.count_text));
    median = std::max(median, canvas.text_width(FontRole::kSmall, row.median));
    oldest = std::max(oldest, canvas.text_width(FontRole::kSmall, row.oldest));
  }
  const float gap = canvas.px(16);
  // Room that moves only in steps, so that the columns stand still while figures grow.
  const auto stepped = [&](float width) {
    return std::max(canvas.px(56), std::ceil(width / canvas.px(16)) * canvas.px(16));
  };
  Columns columns{};
  columns.oldest = area.right;
  columns.median = columns.oldest - stepped(oldest) - gap;
  columns.count = columns.median - stepped(median) - gap;
  columns.bar_end = columns.count - stepped(count) - gap;
  // The bars keep their room as long as the labels can be read beside them.
  const float beside_bar = columns.bar_end - area.left - gap - canvas.px(60);
  const bool small = tight || label > beside_bar;
  columns.label_role = small ? FontRole::kSmall : FontRole::kBody;
  columns.count_role = tight ? FontRole::kSmallBold : FontRole::kBodyBold;
  columns.label = std::min(small ? small_label : label, columns.bar_end - area.left);
  columns.bar = area.left + columns.label + gap;
  return columns;
}

}  // namespace

void draw_pipeline(const Pens& pens, const render::RectPx& rect, const view_model::Pipeline& pipeline) {
  Canvas canvas(pens, "panel/pipeline", rect);
  const CardArea area = draw_card(canvas, pipeline.title, pipeline.open, &pipeline.age);
  if (!pipeline.why.empty()) return draw_nothing(canvas, area, pipeline.why);
  const bool greyed = pipeline.age.greyed;
  const float first = area.top + canvas.px(24);
  const float pitch = (area.bottom - first) / static_cast<float>(std::max<size_t>(1, pipeline.rows.size()));
  const Columns columns = columns_of(canvas, area, pipeline, pitch < canvas.px(29));
  const float captions = area.top + canvas.px(18);
  canvas.text(FontRole::kSmall, columns.count, captions, color::kQuietText, pipeline.count_caption, Align::kRight);
  canvas.text(FontRole::kSmall, columns.median, captions, color::kQuietText, pipeline.median_caption, Align::kRight);
  canvas.text(FontRole::kSmall, columns.oldest, captions, color::kQuietText, pipeline.oldest_caption, Align::kRight);

  for (size_t i = 0; i < pipeline.rows.size(); ++i) {
    const view_model::PipelineRow& row = pipeline.rows[i];
    const float baseline = std::round(first + pitch * (static_cast<float>(i) + 0.5F) + canvas.px(8));
    canvas.text_fit(columns.label_role, area.left, baseline, columns.label, figure_color(greyed), row.label);
    canvas.text(columns.count_role, columns.count, baseline, figure_color(greyed), row.count_text, Align::kRight);
    if (row.done) {
      canvas.text(FontRole::kSmall, columns.oldest, baseline, quiet_color(greyed), pipeline.done_caption,
                  Align::kRight);
      continue;
    }
    const float bar_height = canvas.px(8);
    const float bar_top = canvas.middle_of_line(FontRole::kBody, baseline) - std::round(bar_height / 2);
    const float bar_width = columns.bar_end - columns.bar;
    if (bar_width >= canvas.px(32)) {
      canvas.fill(columns.bar, bar_top, bar_width, bar_height, color::kRule, bar_height / 2);
      const float filled = std::round(bar_width * row.share);
      if (row.count > 0) {
        canvas.fill(columns.bar, bar_top, std::max(filled, bar_height), bar_height,
                    greyed ? color::kStaleText : color::kAccent, bar_height / 2);
      }
    }
    canvas.text(FontRole::kSmall, columns.median, baseline, figure_color(greyed), row.median, Align::kRight);
    canvas.text(FontRole::kSmall, columns.oldest, baseline, quiet_color(greyed), row.oldest, Align::kRight);
  }
}

}  // namespace gridwall::panel
