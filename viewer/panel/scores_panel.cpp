#include "viewer/panel/scores_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/panel/card.h"

namespace gridwall::panel {
namespace {

constexpr float kLabelBaseline = 18, kFigureBaseline = 92, kNoteBaseline = 120, kHeadingHeight = 50;

void draw_score(Canvas& canvas, const view_model::Score& score, float left, float top, float width, bool greyed) {
  canvas.text_fit(FontRole::kSmall, left, top + canvas.px(kLabelBaseline), width, quiet_color(greyed), score.label);

  constexpr FontRole kRoles[] = {FontRole::kFigure, FontRole::kSecond};
  const float unit = score.unit.empty() ? 0 : canvas.text_width(FontRole::kSecond, score.unit) + canvas.px(2);
  const FontRole role = canvas.role_that_fits(kRoles, score.figure, width - unit);
  const float baseline = top + canvas.px(kFigureBaseline);
  const float used = canvas.text(role, left, baseline, figure_color(greyed), score.figure);
  canvas.text(FontRole::kSecond, left + used + canvas.px(2), baseline, quiet_color(greyed), score.unit);

  float x = left;
  const float notes = top + canvas.px(kNoteBaseline);
  const Rgba first = score.attention && !greyed ? kAttention : figure_color(greyed);
  if (score.attention) {
    const float size = canvas.px(16);
    canvas.shape(Shape::kTriangleUp, x + size / 2, canvas.middle_of_line(FontRole::kSmall, notes), size, first);
    x += size + canvas.px(8);
  }
  for (size_t i = 0; i < score.notes.size(); ++i) {
    const std::string note = (i == 0 ? "" : " · ") + score.notes[i];
    const float room = left + width - x;
    if (i > 0 && canvas.text_width(FontRole::kSmall, note) > room) return;
    x += canvas.text_fit(FontRole::kSmall, x, notes, room, i == 0 ? first : quiet_color(greyed), note);
  }
}

}  // namespace

void draw_scores(const Pens& pens, const render::RectPx& rect, const view_model::Scores& scores) {
  Canvas canvas(pens, "panel/scores", rect);
  const CardArea area = draw_card(canvas, scores.title, scores.window, &scores.age);
  canvas.hit(canvas.left(), canvas.top(), canvas.width(), canvas.px(kHeadingHeight),
             view_model::ShowWindow{scores.next_window});
  const float pitch = area.width() / static_cast<float>(std::max<size_t>(1, scores.scores.size()));
  const float gap = canvas.px(24);
  for (size_t i = 0; i < scores.scores.size(); ++i) {
    const float left = std::round(area.left + pitch * static_cast<float>(i)) + (i == 0 ? 0 : gap / 2);
    if (i > 0) {
      canvas.fill(left - gap, area.top + canvas.px(4), canvas.metrics().hairline(), area.height() - canvas.px(8),
                  color::kRule);
    }
    draw_score(canvas, scores.scores[i], left, area.top, pitch - gap - (i == 0 ? 0 : gap / 2), scores.age.greyed);
  }
}

}  // namespace gridwall::panel
