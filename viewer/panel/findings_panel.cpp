#include "viewer/panel/findings_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

// A hazard points up like a warning sign, a dispute stands between two: told apart without colour.
constexpr Shape kHazard = Shape::kTriangleUp, kDispute = Shape::kFrame;

void draw_side(Canvas& canvas, float left, float right, float top, Shape shape,
               const view_model::FindingsTile::Side& side, bool greyed) {
  const float size = canvas.px(16);
  const float label = top + canvas.px(16);
  canvas.shape(shape, left + size / 2, canvas.middle_of_line(FontRole::kSmallBold, label), size, quiet_color(greyed));
  canvas.text_fit(FontRole::kSmallBold, left + size + canvas.px(8), label, right - left - size - canvas.px(8),
                  figure_color(greyed), side.label);
  const float baseline = label + canvas.px(48);
  float x = left + canvas.text(FontRole::kSecond, left, baseline, figure_color(greyed), side.open) + canvas.px(12);
  if (const float change = draw_change(canvas, FontRole::kSmallBold, x, baseline, side.change, greyed); change > 0) {
    x += change + canvas.px(12);
  }
  canvas.text_fit(FontRole::kSmall, x, baseline, right - x, figure_color(greyed), side.oldest);
  canvas.text_fit(FontRole::kSmall, left, baseline + canvas.px(30), right - left, quiet_color(greyed), side.found);
}

}  // namespace

void draw_findings(const Pens& pens, const render::RectPx& rect, const view_model::FindingsTile& findings) {
  Canvas canvas(pens, "panel/findings", rect);
  const CardArea area = draw_card(canvas, findings.title, findings.window, &findings.age);
  const bool greyed = findings.age.greyed;
  const float gap = canvas.px(20), middle = std::round((area.left + area.right) / 2);
  draw_side(canvas, area.left, middle - gap / 2, area.top, kHazard, findings.hazards, greyed);
  draw_side(canvas, middle + gap / 2, area.right, area.top, kDispute, findings.disputes, greyed);

  const float top = area.top + canvas.px(108);
  canvas.fill(area.left, top, area.width(), canvas.metrics().hairline(), color::kRule);
  const float caption = top + canvas.px(27);
  if (!findings.none.empty()) {
    canvas.text_fit(FontRole::kSmall, area.left, caption, area.width(), quiet_color(greyed), findings.none);
    return;
  }
  canvas.text_fit(FontRole::kSmall, area.left, caption, area.width(), quiet_color(greyed), findings.categories_caption);
  const float first = caption + canvas.px(8);
  const float least = canvas.px(27);
  const auto fitting = static_cast<size_t>(std::max(0.0F, (area.bottom - first) / least));
  const size_t rows = std::min(findings.categories.size(), fitting);
  if (rows == 0) return;
  const float pitch = std::min((area.bottom - first) / static_cast<float>(rows), canvas.px(34));
  float label = 0, count = canvas.px(40), change = 0;
  for (size_t i = 0; i < rows; ++i) {
    label = std::max(label, canvas.text_width(FontRole::kSmall, findings.categories[i].label));
    count = std::max(count, canvas.text_width(FontRole::kSmallBold, findings.categories[i].count));
    change = std::max(change, change_width(canvas, FontRole::kSmallBold, findings.categories[i].change));
  }
  const float size = canvas.px(14);
  const float label_left = area.left + size + canvas.px(8);
  const float label_width = std::min(label, area.width() * 0.64F);
  const float bar_left = label_left + label_width + canvas.px(14), change_right = area.right - count - canvas.px(10);
  const float bar_right = change > 0 ? change_right - change - canvas.px(10) : change_right;
  for (size_t i = 0; i < rows; ++i) {
    const auto& row = findings.categories[i];
    const float baseline = std::round(first + pitch * (static_cast<float>(i) + 0.5F) + canvas.px(7));
    const float line = canvas.middle_of_line(FontRole::kSmall, baseline);
    // "Other" is of both kinds and has no bar.
    if (row.share > 0) {
      canvas.shape(row.dispute ? kDispute : kHazard, area.left + size / 2, line, size, quiet_color(greyed));
      const float bar = canvas.px(8);
      canvas.fill(bar_left, line - bar / 2, bar_right - bar_left, bar, color::kRule, canvas.px(2));
      canvas.fill(bar_left, line - bar / 2, std::max(std::round((bar_right - bar_left) * row.share), canvas.px(2)), bar,
                  greyed ? color::kStaleText : color::kAccent, canvas.px(2));
    }
    canvas.text_fit(FontRole::kSmall, label_left, baseline, label_width, figure_color(greyed), row.label);
    draw_change_before(canvas, FontRole::kSmallBold, change_right, baseline, row.change, greyed);
    canvas.text(FontRole::kSmallBold, area.right, baseline, figure_color(greyed), row.count, Align::kRight);
  }
}

}  // namespace gridwall::panel
