#include "viewer/panel/scores_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::Score;

constexpr float kLabelBaseline = 14, kFigureBaseline = 91, kNoteBaseline = 130, kNoteHeight = 24, kHeadingHeight = 50,
                kGap = 32;

// The largest in which all figures of a kind fit: counts, or rates.
FontRole role_of(Canvas& canvas, const view_model::Scores& scores, bool rates, float width) {
  constexpr FontRole kRoles[] = {FontRole::kFigure, FontRole::kSecond};
  for (const Score& score : scores.scores) {
    if (score.unit.empty() == rates) continue;
    const float unit = rates ? canvas.text_width(FontRole::kSecond, score.unit) + canvas.px(2) : 0;
    if (canvas.role_that_fits(kRoles, score.figure, width - unit) == FontRole::kSecond) return FontRole::kSecond;
  }
  return FontRole::kFigure;
}

void draw_score(Canvas& canvas, const Score& score, FontRole role, float left, const CardArea& area, float width,
                bool greyed) {
  const float top = area.top;
  // Where the card is low (a replay has a bar of time below), lines stand closer; none is cut.
  const float notes = std::min(top + canvas.px(kNoteBaseline), area.bottom);
  const float labels = top + canvas.px(kLabelBaseline);
  const float label = canvas.text_fit(FontRole::kSmall, left, labels, width, quiet_color(greyed), score.label);
  if (canvas.text_width(FontRole::kSmall, score.aside) <= width - label - canvas.px(8)) {
    canvas.text(FontRole::kSmall, left + width, labels, quiet_color(greyed), score.aside, Align::kRight);
  }
  const float baseline = std::min(top + canvas.px(kFigureBaseline), notes - canvas.px(kNoteHeight));
  const float used = canvas.text(role, left, baseline, figure_color(greyed), score.figure);
  canvas.text(FontRole::kSecond, left + used + canvas.px(2), baseline, quiet_color(greyed), score.unit);

  float x = left;
  const Rgba tint = score.attention && !greyed ? kAttention : figure_color(greyed);
  if (score.attention) {
    const float size = canvas.px(16);
    canvas.shape(Shape::kTriangleUp, x + size / 2, canvas.middle_of_line(FontRole::kSmall, notes), size, tint);
    x += size + canvas.px(8);
  }
  float right = left + width;
  if (const float change = change_width(canvas, FontRole::kSmallBold, score.change); change > 0) {
    right -= change;
    draw_change(canvas, FontRole::kSmallBold, right, notes, score.change, greyed);
    right -= canvas.px(8);
  }
  canvas.text_fit(FontRole::kSmall, x, notes, right - x, tint,
                  whole_parts(canvas, FontRole::kSmall, score.note, right - x));
}

}  // namespace

void draw_scores(const Pens& pens, const render::RectPx& rect, const view_model::Scores& scores) {
  Canvas canvas(pens, "panel/scores", rect);
  const CardArea area = draw_card(canvas, scores.title, scores.window, &scores.age);
  canvas.hit(canvas.left(), canvas.top(), canvas.width(), canvas.px(kHeadingHeight),
             view_model::ShowWindow{scores.next_window});
  const auto count = static_cast<float>(std::max<size_t>(1, scores.scores.size()));
  const float gap = canvas.px(kGap);
  const float width = std::floor((area.width() - gap * (count - 1)) / count);
  const FontRole counts = role_of(canvas, scores, false, width), rates = role_of(canvas, scores, true, width);
  for (size_t i = 0; i < scores.scores.size(); ++i) {
    const Score& score = scores.scores[i];
    const float left = area.left + (width + gap) * static_cast<float>(i);
    if (i > 0) {
      canvas.fill(std::round(left - gap / 2), area.top, canvas.metrics().hairline(), area.height(), color::kRule);
    }
    draw_score(canvas, score, score.unit.empty() ? counts : rates, left, area, width, scores.age.greyed);
  }
}

}  // namespace gridwall::panel
