#include "viewer/panel/pipeline_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::PipelineLoop;
using view_model::PipelineRow;

constexpr float kCaptionPitch = 24;
constexpr float kTallRow = 84, kMostTallRow = 120;  // a row with large figures and its times under the bar
constexpr float kTightRow = 29, kLeastRow = 23;     // of the table
constexpr float kLoopHeading = 34, kLeastLoopHeading = 28;

void draw_bar(Canvas& canvas, float left, float right, float top, float height, const PipelineRow& row, bool greyed) {
  canvas.fill(left, top, right - left, height, color::kRule, height / 2);
  if (row.count == 0) return;
  canvas.fill(left, top, std::max(std::round((right - left) * row.share), height), height,
              greyed ? color::kStaleText : color::kAccent, height / 2);
}

// Right edges of the columns of figures, and the bar between the labels and them.
struct Columns {
  FontRole label_role, count_role;
  float label, bar, bar_end, change, count, median, oldest;
};

Columns columns_of(Canvas& canvas, const CardArea& area, const view_model::Pipeline& pipeline, bool tight) {
  float label = 0, small_label = 0, count = canvas.text_width(FontRole::kSmall, pipeline.count_caption);
  float change = 0;
  float median = canvas.text_width(FontRole::kSmall, pipeline.median_caption);
  float oldest = canvas.text_width(FontRole::kSmall, pipeline.oldest_caption);
  for (const PipelineLoop& loop : pipeline.loops) {
    for (const PipelineRow& row : loop.rows) {
      label = std::max(label, canvas.text_width(FontRole::kBody, row.label));
      small_label = std::max(small_label, canvas.text_width(FontRole::kSmall, row.label));
      count = std::max(count, canvas.text_width(FontRole::kBodyBold, row.count_text));
      change = std::max(change, change_width(canvas, FontRole::kSmallBold, row.change));
      median = std::max(median, canvas.text_width(FontRole::kSmall, row.median));
      oldest = std::max(oldest, canvas.text_width(FontRole::kSmall, row.oldest));
    }
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
  columns.change = columns.count - stepped(count) - gap;
  columns.bar_end = change > 0 ? columns.change - stepped(change) - gap : columns.change;
  // The bars keep their room as long as the labels can be read beside them.
  const float beside_bar = columns.bar_end - area.left - gap - canvas.px(60);
  const bool small = tight || label > beside_bar;
  columns.label_role = small ? FontRole::kSmall : FontRole::kBody;
  columns.count_role = tight ? FontRole::kSmallBold : FontRole::kBodyBold;
  columns.label = std::min(small ? small_label : label, columns.bar_end - area.left);
  columns.bar = area.left + columns.label + gap;
  return columns;
}

void draw_table_row(Canvas& canvas, const CardArea& area, float top, float pitch, const Columns& columns,
                    const view_model::Pipeline& pipeline, const PipelineRow& row) {
  const bool greyed = pipeline.age.greyed;
  const float baseline = std::round(top + pitch / 2 + canvas.px(8));
  canvas.text_fit(columns.label_role, area.left, baseline, columns.label, figure_color(greyed), row.label);
  canvas.text(columns.count_role, columns.count, baseline, figure_color(greyed), row.count_text, Align::kRight);
  draw_change_before(canvas, FontRole::kSmallBold, columns.change, baseline, row.change, greyed);
  if (row.done) {
    canvas.text(FontRole::kSmall, columns.oldest, baseline, quiet_color(greyed), pipeline.done_caption, Align::kRight);
    return;
  }
  const float height = canvas.px(8);
  if (columns.bar_end - columns.bar >= canvas.px(32)) {
    draw_bar(canvas, columns.bar, columns.bar_end,
             canvas.middle_of_line(FontRole::kBody, baseline) - std::round(height / 2), height, row, greyed);
  }
  canvas.text(FontRole::kSmall, columns.median, baseline, figure_color(greyed), row.median, Align::kRight);
  canvas.text(FontRole::kSmall, columns.oldest, baseline, quiet_color(greyed), row.oldest, Align::kRight);
}

void draw_captions(Canvas& canvas, float baseline, const Columns& columns, const view_model::Pipeline& pipeline) {
  canvas.text(FontRole::kSmall, columns.count, baseline, color::kQuietText, pipeline.count_caption, Align::kRight);
  canvas.text(FontRole::kSmall, columns.median, baseline, color::kQuietText, pipeline.median_caption, Align::kRight);
  canvas.text(FontRole::kSmall, columns.oldest, baseline, color::kQuietText, pipeline.oldest_caption, Align::kRight);
}

void draw_table(Canvas& canvas, const CardArea& area, const view_model::Pipeline& pipeline, float row_pitch,
                float heading_pitch) {
  const Columns columns = columns_of(canvas, area, pipeline, row_pitch < canvas.px(kTightRow));
  draw_captions(canvas, area.top + canvas.px(18), columns, pipeline);
  float y = area.top + canvas.px(kCaptionPitch);
  for (size_t i = 0; i < pipeline.loops.size(); ++i) {
    const PipelineLoop& loop = pipeline.loops[i];
    if (heading_pitch > 0) {
      if (i > 0) canvas.fill(area.left, y + canvas.px(2), area.width(), canvas.metrics().hairline(), color::kRule);
      // The first heading shares its line with the captions.
      const float baseline = i == 0 ? area.top + canvas.px(18) : std::round(y + heading_pitch - canvas.px(6));
      const float right = i == 0 ? columns.count - canvas.px(60) : area.right;
      canvas.text_fit(FontRole::kSmallBold, area.left, baseline, right - area.left, figure_color(pipeline.age.greyed),
                      loop.name);
      if (i > 0) y += heading_pitch;
    }
    for (const PipelineRow& row : loop.rows) {
      draw_table_row(canvas, area, y, row_pitch, columns, pipeline, row);
      y += row_pitch;
    }
  }
}

// One loop with room to spare: large figures, and the times in words under each bar.
void draw_tall(Canvas& canvas, const CardArea& area, const view_model::Pipeline& pipeline) {
  const bool greyed = pipeline.age.greyed;
  const std::vector<PipelineRow>& rows = pipeline.loops.front().rows;
  const float pitch = std::min(canvas.px(kMostTallRow),
                               std::floor(area.height() / static_cast<float>(std::max<size_t>(1, rows.size()))));
  for (size_t i = 0; i < rows.size(); ++i) {
    const PipelineRow& row = rows[i];
    const float top = area.top + pitch * static_cast<float>(i) + std::round((pitch - canvas.px(kTallRow)) / 2);
    float used = canvas.text(FontRole::kSecond, area.right, top + canvas.px(38), figure_color(greyed), row.count_text,
                             Align::kRight);
    if (const float change = change_width(canvas, FontRole::kSmallBold, row.change); change > 0) {
      used += canvas.px(12) + change;
      draw_change(canvas, FontRole::kSmallBold, area.right - used, top + canvas.px(38), row.change, greyed);
    }
    canvas.text_fit(FontRole::kBody, area.left, top + canvas.px(36), area.width() - used - canvas.px(16),
                    figure_color(greyed), row.label);
    const float times = top + canvas.px(76);
    if (row.done) {
      canvas.fill(area.left, top + canvas.px(50), area.width(), canvas.metrics().hairline(), color::kRule);
      canvas.text(FontRole::kSmall, area.right, times, quiet_color(greyed), pipeline.done_caption, Align::kRight);
      continue;
    }
    draw_bar(canvas, area.left, area.right, top + canvas.px(47), canvas.px(8), row, greyed);
    const std::string median = pipeline.median_caption + " " + row.median;
    const std::string oldest = pipeline.oldest_caption + " " + row.oldest;
    canvas.text(FontRole::kSmall, area.left, times, figure_color(greyed), median);
    canvas.text(FontRole::kSmall, area.right, times, quiet_color(greyed), oldest, Align::kRight);
  }
}

// Several loops in little room: each in two lines, the stages that move one behind the other.
void draw_brief(Canvas& canvas, const CardArea& area, const view_model::Pipeline& pipeline) {
  const bool greyed = pipeline.age.greyed;
  const float pitch = std::floor(area.height() / static_cast<float>(pipeline.loops.size()));
  for (size_t i = 0; i < pipeline.loops.size(); ++i) {
    const PipelineLoop& loop = pipeline.loops[i];
    const float top = area.top + pitch * static_cast<float>(i) + std::max(0.0F, (pitch - canvas.px(54)) / 2);
    std::string stages, done;
    for (const PipelineRow& row : loop.rows) {
      const std::string count = view_model::with_change(row.count_text, row.change);
      if (row.done) {
        done = pipeline.done_caption + " " + count;
      } else {
        stages += (stages.empty() ? "" : " › ") + row.label + " " + count;
      }
    }
    const float name = top + canvas.px(20);
    const float used = canvas.text(FontRole::kSmall, area.right, name, quiet_color(greyed), done, Align::kRight);
    canvas.text_fit(FontRole::kSmallBold, area.left, name, area.width() - used - canvas.px(16), figure_color(greyed),
                    loop.name);
    canvas.text_fit(FontRole::kSmall, area.left, top + canvas.px(47), area.width(), figure_color(greyed), stages);
  }
}

}  // namespace

void draw_pipeline(const Pens& pens, const render::RectPx& rect, const view_model::Pipeline& pipeline) {
  Canvas canvas(pens, "panel/pipeline", rect);
  const CardArea area = draw_card(canvas, pipeline.title, pipeline.open, &pipeline.age, pipeline.open_change);
  if (!pipeline.why.empty()) return draw_nothing(canvas, area, pipeline.why);
  size_t count = 0;
  for (const PipelineLoop& loop : pipeline.loops) count += loop.rows.size();
  const auto rows = static_cast<float>(std::max<size_t>(1, count));
  if (pipeline.loops.size() == 1 && area.height() / rows >= canvas.px(kTallRow))
    return draw_tall(canvas, area, pipeline);
  const bool named = !pipeline.loops.front().name.empty();
  const float headings = named ? static_cast<float>(pipeline.loops.size() - 1) : 0;
  const float height = area.height() - canvas.px(kCaptionPitch);
  const float roomy = (height - headings * canvas.px(kLoopHeading)) / rows;
  const float heading = roomy >= canvas.px(kTightRow) ? canvas.px(kLoopHeading) : canvas.px(kLeastLoopHeading);
  const float pitch = (height - headings * heading) / rows;
  if (named && pipeline.loops.size() > 1 && pitch < canvas.px(kLeastRow)) return draw_brief(canvas, area, pipeline);
  draw_table(canvas, area, pipeline, pitch, named ? heading : 0);
}

}  // namespace gridwall::panel
