#include "viewer/panel/incident_panel.h"

#include <algorithm>

#include "viewer/block/card.h"
#include "viewer/view_model/format.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kIncidentPitch = 68, kRowPitch = 32;

void draw_incident(Canvas& canvas, const CardArea& area, float top, const view_model::IncidentRow& row, bool greyed) {
  const float high = canvas.px(kIncidentPitch - 4), upper = top + canvas.px(27), lower = top + canvas.px(54);
  if (row.selected) {
    canvas.fill(area.left - canvas.px(10), top, area.width() + canvas.px(20), high, color::kCardRaised, canvas.px(6));
  }
  const Rgba tint = greyed ? color::kStaleText : color::kLevel[row.level - 1];
  canvas.shape(Shape::kDiamond, area.left + canvas.px(18), top + canvas.px(31), canvas.px(40), tint);
  canvas.text(FontRole::kSmallBold, area.left + canvas.px(18), top + canvas.px(38), color::kGround, row.mark,
              Align::kCenter);
  const float left = area.left + canvas.px(48), gap = canvas.px(12);
  const float age = canvas.text(FontRole::kSmall, area.right, upper, quiet_color(greyed), row.age, Align::kRight) + gap;
  const float title =
      canvas.text_fit(FontRole::kBodyBold, left, upper, area.right - age - left, figure_color(greyed), row.title) + gap;
  if (const float room = area.right - age - left - title; room > canvas.px(70)) {
    canvas.text_fit(FontRole::kSmall, left + title, upper, room, quiet_color(greyed), row.place);
  }
  const float teams =
      canvas.text_fit(FontRole::kSmall, left, lower, area.right - left, figure_color(greyed), row.teams) + gap;
  if (const float room = area.right - left - teams; room > canvas.px(70)) {
    canvas.text_fit(FontRole::kSmall, left + teams, lower, room, quiet_color(greyed), row.news);
  }
  canvas.hit(area.left, top, area.width(), high, view_model::SelectIncident{row.incident});
}

}  // namespace

void draw_incident_board(const Pens& pens, const render::RectPx& rect, const view_model::IncidentBoard& board,
                         const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/incidents", rect);
  const CardArea area = draw_card(canvas, board.title, board.summary, &board.age, board.change);
  if (board.rows.empty()) return draw_nothing(canvas, area, board.why);
  const float pitch = canvas.px(kIncidentPitch);
  const bool all = pitch * static_cast<float>(board.rows.size()) <= area.height() + canvas.px(10);
  const auto room = static_cast<size_t>(std::max(1.0F, (area.height() - canvas.px(all ? -10 : 24)) / pitch));
  const size_t rows = std::min(board.rows.size(), room);
  for (size_t i = 0; i < rows; ++i) {
    draw_incident(canvas, area, area.top + pitch * static_cast<float>(i), board.rows[i], board.age.greyed);
  }
  if (rows == board.rows.size()) return;
  canvas.text(FontRole::kSmall, area.left + canvas.px(48), area.bottom, color::kQuietText,
              view_model::fill(texts[view_model::Text::kIncidentsMore],
                               {{"n", view_model::format_count(static_cast<int64_t>(board.rows.size() - rows))}}));
}

void draw_incident_timeline(const Pens& pens, const render::RectPx& rect,
                            const view_model::IncidentTimeline& timeline) {
  Canvas canvas(pens, "panel/timeline", rect);
  const CardArea area = draw_card(canvas, timeline.title, timeline.subject);
  if (timeline.rows.empty()) return draw_nothing(canvas, area, timeline.why);
  const float pitch = canvas.px(kRowPitch);
  const auto room = static_cast<size_t>(std::max(1.0F, (area.height() + canvas.px(8)) / pitch));
  const size_t rows = std::min(timeline.rows.size(), room);
  const float time_width = canvas.text_width(FontRole::kSmall, "00:00");
  const float dot = area.left + time_width + canvas.px(20);
  if (rows > 1) {
    canvas.fill(dot - canvas.px(1), area.top + pitch / 2, canvas.px(2), pitch * static_cast<float>(rows - 1),
                color::kRule);
  }
  for (size_t i = 0; i < rows; ++i) {
    const view_model::TimelineRow& row = timeline.rows[i];
    const float baseline = area.top + pitch * static_cast<float>(i) + canvas.px(23);
    canvas.text(FontRole::kSmall, area.left, baseline, quiet_color(timeline.greyed), row.time);
    const bool marked = row.type == EventType::kEmergencyBookmarkAdded;
    const Rgba tint = timeline.greyed ? color::kStaleText
                      : row.level > 0 ? color::kLevel[std::min<int>(row.level, 4) - 1]
                      : marked        ? color::kAccent
                                      : color::kQuietText;
    canvas.shape(row.level > 0 ? Shape::kDiamond
                 : marked      ? Shape::kTriangleRight
                               : Shape::kDisc,
                 dot, canvas.middle_of_line(FontRole::kSmall, baseline), canvas.px(row.level > 0 ? 16 : 11), tint);
    const float left = dot + canvas.px(20);
    canvas.text_fit(i == 0 ? FontRole::kSmallBold : FontRole::kSmall, left, baseline, area.right - left,
                    i == 0            ? figure_color(timeline.greyed)
                    : timeline.greyed ? color::kStaleText
                                      : app::with_alpha(color::kText, 0.86F),
                    row.text);
  }
}

}  // namespace gridwall::panel
