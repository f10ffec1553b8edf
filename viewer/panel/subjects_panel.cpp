#include "viewer/panel/subjects_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::SubjectList;
using view_model::SubjectRow;

constexpr float kHeadingPitch = 27, kRowPitch = 31, kMostRowPitch = 40, kBaseline = 20, kBarTop = 25, kBar = 4,
                kBetween = 32, kPad = 14;

struct Place {
  float left, width, top, bottom;
};

// Under the words a thin bar: how much was collected, and of that in a stronger tone what is resolved.
void draw_row(Canvas& canvas, const Place& place, float top, const SubjectRow& row, bool greyed) {
  const float baseline = top + canvas.px(kBaseline);
  const float right = place.left + place.width;
  float used = canvas.text(FontRole::kSmall, right, baseline, figure_color(greyed), row.figure, Align::kRight);
  if (!row.change.text.empty()) {
    used += canvas.px(10);
    used += draw_change_before(canvas, FontRole::kSmallBold, right - used, baseline, row.change, greyed);
  }
  const bool is_sum = row.collected_share == 0 && row.collected > 0;
  canvas.text_fit(FontRole::kSmall, place.left, baseline, place.width - used - canvas.px(kPad),
                  is_sum ? quiet_color(greyed) : figure_color(greyed), row.label);
  const float bar = canvas.px(kBar), bar_top = top + canvas.px(kBarTop);
  const auto part = [&](float share, Rgba tint) {
    if (share > 0) canvas.fill(place.left, bar_top, std::max(bar, std::round(place.width * share)), bar, tint, bar / 2);
  };
  part(row.collected_share, color::kNoData);
  part(row.resolved_share, greyed ? color::kStaleText : color::kAccent);
}

// What a list would like to have.
float width_of(Canvas& canvas, const SubjectList& list) {
  float label = 0, figure = 0;
  for (const SubjectRow& row : list.rows) {
    label = std::max(label, canvas.text_width(FontRole::kSmall, row.label));
    figure = std::max(figure, canvas.text_width(FontRole::kSmall, row.figure) +
                                  change_width(canvas, FontRole::kSmallBold, row.change));
  }
  return std::max(canvas.px(120), label + figure + canvas.px(kPad));
}

// Returns where the next list may begin.
float draw_list(Canvas& canvas, const Place& place, const SubjectList& list, std::string_view caption, bool greyed,
                const view_model::Texts& texts) {
  const float baseline = place.top + canvas.px(18);
  const float used = canvas.text(FontRole::kSmall, place.left, baseline, color::kQuietText, list.heading);
  if (canvas.text_width(FontRole::kSmall, caption) < place.width - used - canvas.px(16)) {
    canvas.text(FontRole::kSmall, place.left + place.width, baseline, color::kQuietText, caption, Align::kRight);
  }
  float y = place.top + canvas.px(kHeadingPitch);
  const float height = place.bottom + canvas.px(8) - y;
  const auto room = static_cast<size_t>(std::max(0.0F, height / canvas.px(kRowPitch)));
  const bool all = list.rows.size() <= room;
  const size_t rows = all ? list.rows.size() : std::max<size_t>(1, room) - 1;
  const float pitch = std::min(canvas.px(kMostRowPitch),
                               std::floor(height / static_cast<float>(std::max<size_t>(1, all ? rows : rows + 1))));
  for (size_t i = 0; i < rows; ++i, y += pitch) draw_row(canvas, place, y, list.rows[i], greyed);
  if (!all && room > 0) {
    draw_row(canvas, place, y, view_model::remaining_subjects(texts, list, rows), greyed);
    y += pitch;
  }
  return y + canvas.px(4);
}

}  // namespace

void draw_subjects(const Pens& pens, const render::RectPx& rect, const view_model::Subjects& subjects,
                   const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/subjects", rect);
  const CardArea area = draw_card(canvas, subjects.title, subjects.window, &subjects.age, subjects.change);
  if (!subjects.why.empty()) return draw_nothing(canvas, area, subjects.why);
  const bool greyed = subjects.age.greyed;
  const float between = canvas.px(kBetween);
  const float wanted_left = width_of(canvas, subjects.categories), wanted_right = width_of(canvas, subjects.channels);
  const float share = std::clamp(wanted_left / (wanted_left + wanted_right), 0.4F, 0.6F);
  const float left_width = std::round((area.width() - between) * share);
  Place left{area.left, left_width, area.top, area.bottom};
  if (!subjects.groups.rows.empty()) {
    left.top = draw_list(canvas, left, subjects.groups, subjects.caption, greyed, texts);
  }
  if (left.bottom - left.top >= canvas.px(kHeadingPitch + 2 * kRowPitch)) {
    draw_list(canvas, left, subjects.categories, subjects.caption, greyed, texts);
  }
  const Place right{area.left + left_width + between, area.width() - left_width - between, area.top, area.bottom};
  draw_list(canvas, right, subjects.channels, subjects.caption, greyed, texts);
}

}  // namespace gridwall::panel
