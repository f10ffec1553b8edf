#include "viewer/panel/coverage_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/block/card.h"
#include "viewer/panel/freshness_look.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kTall = 240;  // from here on the figure is the tile's, and the bar takes its whole width

std::array<float, 4> shares_of(const view_model::CoverageTile& coverage) {
  std::array<float, 4> shares{};
  for (size_t i = 0; i < shares.size(); ++i) shares[i] = coverage.parts[i].share;
  return shares;
}

// Four rows of shape, word and count.
void draw_parts(Canvas& canvas, float left, float right, float top, float pitch, FontRole count_role,
                const view_model::CoverageTile& coverage, bool greyed) {
  float count = 0;
  for (const view_model::CoveragePart& part : coverage.parts) {
    count = std::max(count, canvas.text_width(count_role, part.count));
  }
  for (size_t i = 0; i < coverage.parts.size(); ++i) {
    const view_model::CoveragePart& part = coverage.parts[i];
    const float row = std::round(top + pitch * (static_cast<float>(i) + 0.5F) + canvas.px(6));
    const float size = canvas.px(14);
    canvas.shape(kFreshnessLooks[i].shape, left + size / 2, canvas.middle_of_line(FontRole::kSmall, row), size,
                 greyed ? color::kStaleText : kFreshnessLooks[i].color);
    canvas.text(count_role, right, row, figure_color(greyed), part.count, Align::kRight);
    float used = count;
    if (!part.change.text.empty()) {
      used += canvas.px(14);
      used += draw_change_before(canvas, FontRole::kSmallBold, right - used, row, part.change, greyed);
    }
    const float label = left + size + canvas.px(10);
    canvas.text_fit(FontRole::kSmall, label, row, right - used - canvas.px(8) - label, quiet_color(greyed), part.label);
  }
}

void draw_tall(Canvas& canvas, const CardArea& area, const view_model::CoverageTile& coverage) {
  const bool greyed = coverage.age.greyed;
  const float baseline = area.top + canvas.px(72);
  float x = area.left;
  x += canvas.text(FontRole::kFigure, x, baseline, figure_color(greyed), *coverage.figure);
  x += canvas.text(FontRole::kSecond, x + canvas.px(2), baseline, figure_color(greyed), "%") + canvas.px(22);
  const float change = draw_change(canvas, FontRole::kSmallBold, x, baseline - canvas.px(4), coverage.change, greyed);
  if (change > 0) x += change + canvas.px(14);
  canvas.text_fit(FontRole::kSmall, x, baseline - canvas.px(4), area.right - x, quiet_color(greyed), coverage.grids);
  const float bar_top = baseline + canvas.px(20), bar_height = canvas.px(14);
  draw_freshness_bar(canvas, area.left, area.right, bar_top, bar_height, shares_of(coverage), greyed);
  const float top = bar_top + bar_height + canvas.px(10);
  draw_parts(canvas, area.left, area.right, top, (area.bottom - top) / 4, FontRole::kSmallBold, coverage, greyed);
}

}  // namespace

void draw_coverage(const Pens& pens, const render::RectPx& rect, const view_model::CoverageTile& coverage) {
  Canvas canvas(pens, "panel/coverage", rect);
  const CardArea area = draw_card(canvas, coverage.title, {}, &coverage.age);
  if (!coverage.figure) return draw_nothing(canvas, area, coverage.grids);
  if (canvas.height() >= canvas.px(kTall)) return draw_tall(canvas, area, coverage);
  const bool greyed = coverage.age.greyed;
  const float split = std::round(area.left + area.width() * 0.48F);
  const float baseline = area.top + canvas.px(38);
  float x = area.left;
  x += canvas.text(FontRole::kSecond, x, baseline, figure_color(greyed), *coverage.figure);
  x += canvas.text(FontRole::kBodyBold, x + canvas.px(1), baseline, figure_color(greyed), "%");
  draw_change(canvas, FontRole::kSmallBold, x + canvas.px(12), baseline, coverage.change, greyed);
  canvas.text_fit(FontRole::kSmall, area.left, baseline + canvas.px(30), split - area.left - canvas.px(12),
                  quiet_color(greyed), coverage.grids);
  if (area.bottom - canvas.px(20) > baseline + canvas.px(34)) {
    draw_freshness_bar(canvas, area.left, split - canvas.px(20), area.bottom - canvas.px(16), canvas.px(10),
                       shares_of(coverage), greyed);
  }
  draw_parts(canvas, split, area.right, area.top, area.height() / 4, FontRole::kSmallBold, coverage, greyed);
}

}  // namespace gridwall::panel
