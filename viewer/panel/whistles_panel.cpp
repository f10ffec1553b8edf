#include "viewer/panel/whistles_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kCaptionPitch = 26, kLeastPitch = 27, kMostPitch = 40, kGap = 14;

struct Columns {
  float department_width, change, blown;
  std::array<float, 3> count, median;  // right edges
  float waiting_width;
};

Columns columns_of(Canvas& canvas, const CardArea& area, const view_model::WhistlePanel& panel) {
  const auto stepped = [&](float width) { return std::ceil(width / canvas.px(10)) * canvas.px(10); };
  float waiting = 0, change = 0, blown = canvas.text_width(FontRole::kSmall, panel.blown_caption);
  std::array<float, 3> count{}, median{};
  for (const view_model::WhistleRow& row : panel.rows) {
    waiting = std::max(waiting, canvas.text_width(FontRole::kSmallBold, row.waiting));
    blown = std::max(blown, canvas.text_width(FontRole::kSmallBold, row.blown));
    change = std::max(change, change_width(canvas, FontRole::kSmallBold, row.change));
    for (size_t i = 0; i < 3; ++i) {
      count[i] = std::max(count[i], canvas.text_width(FontRole::kSmallBold, row.steps[i].count));
      median[i] = std::max(median[i], canvas.text_width(FontRole::kSmall, row.steps[i].median));
    }
  }
  if (waiting > 0) waiting = std::max(waiting, canvas.text_width(FontRole::kSmall, panel.waiting_caption));
  const float gap = canvas.px(kGap), between = canvas.px(8);
  Columns columns{};
  columns.waiting_width = stepped(waiting);
  float right = area.right - (waiting > 0 ? columns.waiting_width + gap : 0);
  for (size_t i = 3; i-- > 0;) {
    const float caption = canvas.text_width(FontRole::kSmall, panel.step_captions[i]);
    const float width = std::max(stepped(count[i]) + between + stepped(median[i]), caption);
    columns.median[i] = right;
    columns.count[i] = right - stepped(median[i]) - between;
    right -= width + gap;
  }
  columns.blown = right;
  columns.change = right - stepped(blown) - gap;
  columns.department_width = columns.change - (change > 0 ? stepped(change) + gap : 0) - area.left;
  return columns;
}

}  // namespace

void draw_whistles(const Pens& pens, const render::RectPx& rect, const view_model::WhistlePanel& panel,
                   const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/whistles", rect);
  const std::string qualifier = panel.summary + (panel.unanswered.empty() ? "" : " · " + panel.unanswered);
  const CardArea area = draw_card(canvas, panel.title, qualifier, &panel.age);
  if (!panel.why.empty()) return draw_nothing(canvas, area, panel.why);
  const bool greyed = panel.age.greyed;
  const Columns columns = columns_of(canvas, area, panel);
  const float captions = area.top + canvas.px(16);
  canvas.text_fit(FontRole::kSmall, area.left, captions, columns.department_width, color::kQuietText,
                  panel.department_caption);
  canvas.text(FontRole::kSmall, columns.blown, captions, color::kQuietText, panel.blown_caption, Align::kRight);
  if (columns.waiting_width > 0) {
    canvas.text(FontRole::kSmall, area.right, captions, color::kQuietText, panel.waiting_caption, Align::kRight);
  }
  for (size_t i = 0; i < 3; ++i) {
    canvas.text(FontRole::kSmall, columns.median[i], captions, color::kQuietText, panel.step_captions[i],
                Align::kRight);
  }
  const float first = area.top + canvas.px(kCaptionPitch);
  const float height = area.bottom + canvas.px(4) - first;
  const size_t room = static_cast<size_t>(std::max(0.0F, height / canvas.px(kLeastPitch)));
  const bool all = panel.rows.size() <= room;
  const size_t rows = all ? panel.rows.size() : std::max<size_t>(1, room) - 1;
  const float pitch = std::min(canvas.px(kMostPitch), std::floor(height / static_cast<float>(all ? rows : rows + 1)));
  for (size_t i = 0; i < rows; ++i) {
    const view_model::WhistleRow& row = panel.rows[i];
    const float top = first + pitch * static_cast<float>(i);
    const float baseline = std::round(top + pitch / 2 + canvas.px(7));
    canvas.fill(area.left, top, area.width(), canvas.metrics().hairline(), color::kRule);
    canvas.text_fit(FontRole::kSmall, area.left, baseline, columns.department_width, figure_color(greyed),
                    row.department);
    draw_change_before(canvas, FontRole::kSmallBold, columns.change, baseline, row.change, greyed);
    canvas.text(FontRole::kSmallBold, columns.blown, baseline, figure_color(greyed), row.blown, Align::kRight);
    for (size_t step = 0; step < 3; ++step) {
      canvas.text(FontRole::kSmallBold, columns.count[step], baseline, figure_color(greyed), row.steps[step].count,
                  Align::kRight);
      canvas.text(FontRole::kSmall, columns.median[step], baseline, quiet_color(greyed), row.steps[step].median,
                  Align::kRight);
    }
    if (row.waiting.empty()) continue;
    canvas.text(FontRole::kSmallBold, area.right, baseline, greyed ? color::kStaleText : kAttention, row.waiting,
                Align::kRight);
  }
  if (all) return;
  const float baseline = std::round(first + pitch * (static_cast<float>(rows) + 0.5F) + canvas.px(7));
  canvas.text(FontRole::kSmall, area.left, baseline, color::kQuietText,
              view_model::more_departments(texts, static_cast<int64_t>(panel.rows.size() - rows)));
}

}  // namespace gridwall::panel
