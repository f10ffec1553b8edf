#include "viewer/panel/tier_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;

void draw_tier_share(const Pens& pens, const render::RectPx& rect, const view_model::TierShare& tiers) {
  Canvas canvas(pens, "panel/tiers", rect);
  const CardArea area = draw_card(canvas, tiers.title, tiers.window + " · " + tiers.resolved, &tiers.age, tiers.change);
  if (!tiers.why.empty()) return draw_nothing(canvas, area, tiers.why);
  const bool greyed = tiers.age.greyed;
  const float size = canvas.px(14), gap = canvas.px(14);
  float label = 0, percent = canvas.text_width(FontRole::kSmallBold, "100%"), count = canvas.px(56);
  float change = 0;
  for (const view_model::TierPart& part : tiers.parts) {
    label = std::max(label, canvas.text_width(FontRole::kSmall, part.label));
    count = std::max(count, canvas.text_width(FontRole::kSmall, part.count));
    change = std::max(change, change_width(canvas, FontRole::kSmallBold, part.change));
  }
  const float count_right = area.right;
  const float change_right = count_right - std::ceil(count / size) * size - gap;
  const float percent_right = change > 0 ? change_right - std::ceil(change / size) * size - gap : change_right;
  const float bar_right = percent_right - percent - gap;
  const float label_left = area.left + size + canvas.px(8);
  const float beside_bar = bar_right - label_left;
  // Labels come before bars where differences take the room.
  const float for_label = change > 0 ? beside_bar : std::max(beside_bar * 0.62F, beside_bar - gap - canvas.px(44));
  const float label_width = std::min(label, for_label);
  const float bar_left = label_left + label_width + gap;
  const float top = area.top - canvas.px(4);
  const float pitch = (area.bottom + canvas.px(4) - top) / static_cast<float>(tiers.parts.size());
  for (size_t tier = 0; tier < tiers.parts.size(); ++tier) {
    const view_model::TierPart& part = tiers.parts[tier];
    const float baseline = std::round(top + pitch * (static_cast<float>(tier) + 0.5F) + canvas.px(7));
    const float middle = canvas.middle_of_line(FontRole::kSmall, baseline);
    const Rgba tint = greyed ? app::with_alpha(color::kTier[tier], 0.5F) : color::kTier[tier];
    canvas.shape(Shape::kSquare, area.left + size / 2, middle, size, tint);
    canvas.text_fit(FontRole::kSmall, label_left, baseline, label_width, figure_color(greyed), part.label);
    const float bar = canvas.px(10);
    const bool with_bar = bar_right - bar_left >= canvas.px(24);
    if (with_bar) canvas.fill(bar_left, middle - bar / 2, bar_right - bar_left, bar, color::kRule, canvas.px(2));
    if (with_bar && part.share > 0) {
      canvas.fill(bar_left, middle - bar / 2, std::max(std::round((bar_right - bar_left) * part.share), canvas.px(2)),
                  bar, tint, canvas.px(2));
    }
    canvas.text(FontRole::kSmallBold, percent_right, baseline, figure_color(greyed), part.percent, Align::kRight);
    draw_change_before(canvas, FontRole::kSmallBold, change_right, baseline, part.change, greyed);
    canvas.text(FontRole::kSmall, count_right, baseline, quiet_color(greyed), part.count, Align::kRight);
  }
}

}  // namespace gridwall::panel
