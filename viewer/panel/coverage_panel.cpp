#include "viewer/panel/coverage_panel.h"

#include <cmath>

#include "viewer/panel/card.h"

namespace gridwall::panel {
namespace {

struct Look {
  Shape shape;
  Rgba color;
};

constexpr Look kLooks[4] = {{Shape::kDisc, color::kGood},
                            {Shape::kRing, color::kGood},
                            {Shape::kTriangleUp, kAttention},
                            {Shape::kFrame, color::kQuietText}};

}  // namespace

void draw_coverage(const Pens& pens, const render::RectPx& rect, const view_model::CoverageTile& coverage) {
  Canvas canvas(pens, "panel/coverage", rect);
  const CardArea area = draw_card(canvas, coverage.title, {}, &coverage.age);
  if (!coverage.figure) return draw_nothing(canvas, area, coverage.grids);
  const bool greyed = coverage.age.greyed;
  const float split = std::round(area.left + area.width() * 0.48F);
  const float baseline = area.top + canvas.px(38);
  float x = area.left;
  x += canvas.text(FontRole::kSecond, x, baseline, figure_color(greyed), *coverage.figure);
  canvas.text(FontRole::kBodyBold, x + canvas.px(1), baseline, figure_color(greyed), "%");
  canvas.text_fit(FontRole::kSmall, area.left, baseline + canvas.px(30), split - area.left - canvas.px(12),
                  quiet_color(greyed), coverage.grids);

  const float bar_top = area.bottom - canvas.px(16), bar_height = canvas.px(10);
  float share = 0;
  x = area.left;
  for (size_t i = 0; i < coverage.parts.size(); ++i) {
    share += coverage.parts[i].share;
    const float end = std::round(area.left + (split - area.left - canvas.px(20)) * share);
    const Rgba tint = i == 1 ? app::with_alpha(color::kGood, 0.55F) : kLooks[i].color;
    if (coverage.parts[i].share > 0)
      canvas.fill(x, bar_top, std::fmax(end - x - canvas.px(2), canvas.px(2)), bar_height,
                  greyed ? color::kStaleText : tint);
    x = std::fmax(end, x);
  }

  const float pitch = area.height() / 4;
  for (size_t i = 0; i < coverage.parts.size(); ++i) {
    const view_model::CoveragePart& part = coverage.parts[i];
    const float row = std::round(area.top + pitch * (static_cast<float>(i) + 0.5F) + canvas.px(6));
    const float size = canvas.px(14);
    canvas.shape(kLooks[i].shape, split + size / 2, canvas.middle_of_line(FontRole::kSmall, row), size,
                 kLooks[i].color);
    const float used =
        canvas.text(FontRole::kSmallBold, area.right, row, figure_color(greyed), part.count, Align::kRight);
    const float left = split + size + canvas.px(10);
    canvas.text_fit(FontRole::kSmall, left, row, area.right - used - canvas.px(8) - left, quiet_color(greyed),
                    part.label);
  }
}

}  // namespace gridwall::panel
