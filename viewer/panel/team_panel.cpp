#include "viewer/panel/team_panel.h"

#include <algorithm>
#include <cmath>

#include "viewer/block/card.h"
#include "viewer/view_model/format.h"

namespace gridwall::panel {
using namespace block;
namespace {

constexpr float kLeastBetween = 16;  // two counts
constexpr float kCountsHeight = 54, kRowPitch = 34, kMoreHeight = 28;

void draw_counts(Canvas& canvas, const CardArea& area, const view_model::TeamBoard& board) {
  const float baseline = area.top + canvas.px(40);
  // Three blocks, the first at the left edge, the last at the right one.
  std::array<float, 3> widths{};
  const float size = canvas.px(16), gap = canvas.px(8);
  const auto measure = [&](FontRole role) {
    for (size_t i = 0; i < 3; ++i) {
      widths[i] = canvas.text_width(role, board.counts[i].teams) + gap + size + gap +
                  canvas.text_width(FontRole::kSmall, board.counts[i].label);
      if (const float change = change_width(canvas, FontRole::kSmallBold, board.counts[i].change); change > 0) {
        widths[i] += gap + change;
      }
    }
    return std::max(0.0F, (area.width() - widths[0] - widths[1] - widths[2]) / 2);
  };
  FontRole role = FontRole::kSecond;
  float between = measure(role);
  if (between < canvas.px(kLeastBetween)) between = measure(role = FontRole::kTitle);
  float x = area.left;
  for (size_t i = 0; i < 3; ++i) {
    const StatusLook look = team_status_look(static_cast<TeamStatus>(i));
    const bool none = board.counts[i].teams == "0";
    const Rgba tint = board.greyed ? color::kStaleText : none ? color::kQuietText : look.color;
    float at = x;
    at += canvas.text(role, at, baseline, tint, board.counts[i].teams) + gap;
    canvas.shape(look.shape, at + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size, look.color);
    at += size + gap;
    at += canvas.text(FontRole::kSmall, at, baseline, color::kQuietText, board.counts[i].label) + gap;
    draw_change(canvas, FontRole::kSmallBold, at, baseline, board.counts[i].change, board.greyed);
    x += widths[i] + between;
  }
}

struct Columns {
  FontRole name_role;
  float name, name_width, detail, detail_width, note, note_width, headcount;
};

Columns columns_of(Canvas& canvas, const CardArea& area, const view_model::TeamBoard& board, size_t rows) {
  float name = 0, small_name = 0, detail = 0, note = 0, headcount = canvas.px(28);
  for (size_t i = 0; i < rows; ++i) {
    name = std::max(name, canvas.text_width(FontRole::kBody, board.rows[i].name));
    small_name = std::max(small_name, canvas.text_width(FontRole::kSmall, board.rows[i].name));
    detail = std::max(detail, canvas.text_width(FontRole::kSmall, board.rows[i].detail));
    note = std::max(note, canvas.text_width(FontRole::kSmall, board.rows[i].note));
    headcount = std::max(headcount, canvas.text_width(FontRole::kSmallBold, board.rows[i].headcount));
  }
  const float gap = canvas.px(11);
  // In steps, so that columns stand still while minutes pass.
  const auto stepped = [&](float width) { return std::ceil(width / canvas.px(6)) * canvas.px(6); };
  Columns columns{};
  columns.name = area.left + canvas.px(28);
  columns.headcount = area.right;
  const float room = area.right - stepped(headcount) - gap - columns.name - 2 * gap;
  columns.detail_width = std::min(stepped(detail), room * 0.42F);
  // Names come before what the teams are out for; both get what they need where there is room.
  const float for_name = room - columns.detail_width - std::min(stepped(note), room * 0.15F);
  const bool all_fit = name + columns.detail_width + stepped(note) <= room;
  columns.name_role = all_fit ? FontRole::kBody : FontRole::kSmall;
  columns.name_width = std::min(columns.name_role == FontRole::kBody ? name : small_name, for_name);
  columns.detail = columns.name + columns.name_width + gap;
  columns.note = columns.detail + columns.detail_width + gap;
  columns.note_width = area.right - stepped(headcount) - gap - columns.note;
  return columns;
}

}  // namespace

StatusLook team_status_look(TeamStatus status) {
  switch (status) {
    case TeamStatus::kAvailable:
      return {Shape::kDisc, color::kGood};
    case TeamStatus::kAssigned:
      return {Shape::kTriangleRight, kAttention};
    case TeamStatus::kOutOfService:
      return {Shape::kSquare, color::kQuietText};
  }
  return {Shape::kRing, color::kQuietText};
}

void draw_team_board(const Pens& pens, const render::RectPx& rect, const view_model::TeamBoard& board,
                     const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/teams", rect);
  const CardArea area = draw_card(canvas, board.title, board.summary, &board.age, board.people_change);
  if (!board.why.empty()) return draw_nothing(canvas, area, board.why);
  draw_counts(canvas, area, board);

  const float first = area.top + canvas.px(kCountsHeight);
  const float pitch = canvas.px(kRowPitch);
  const float height = area.bottom + canvas.px(6) - first;
  const bool all = pitch * static_cast<float>(board.rows.size()) <= height;
  const auto room = static_cast<size_t>(std::max(0.0F, (height - canvas.px(kMoreHeight)) / pitch));
  const size_t rows = all ? board.rows.size() : room;
  const Columns columns = columns_of(canvas, area, board, rows);
  for (size_t i = 0; i < rows; ++i) {
    const view_model::TeamRow& row = board.rows[i];
    const float top = first + pitch * static_cast<float>(i);
    const float baseline = top + canvas.px(26);
    canvas.line({area.left, top}, {area.right, top}, color::kRule, canvas.metrics().hairline());
    const StatusLook look = row.reported ? team_status_look(row.status) : StatusLook{Shape::kRing, color::kStaleText};
    const bool stale = board.greyed || row.lost || !row.reported;
    canvas.shape(look.shape, area.left + canvas.px(9), canvas.middle_of_line(FontRole::kBody, baseline), canvas.px(16),
                 look.color);
    canvas.text_fit(columns.name_role, columns.name, baseline, columns.name_width,
                    stale ? color::kStaleText : color::kText, row.name);
    const bool out = row.reported && row.status == TeamStatus::kAssigned;
    canvas.text_fit(FontRole::kSmall, columns.detail, baseline, columns.detail_width,
                    board.greyed || !row.reported ? color::kStaleText
                    : out || row.lost             ? kAttention
                                                  : color::kQuietText,
                    row.detail);
    // Half a word tells nothing: the map says it too.
    if (canvas.text_width(FontRole::kSmall, row.note) * 0.6F <= columns.note_width) {
      canvas.text_fit(FontRole::kSmall, columns.note, baseline, columns.note_width, quiet_color(board.greyed),
                      row.note);
    }
    canvas.text(FontRole::kSmallBold, columns.headcount, baseline, stale ? color::kStaleText : color::kText,
                row.headcount, Align::kRight);
  }
  if (all) return;
  const float top = first + pitch * static_cast<float>(rows);
  canvas.line({area.left, top}, {area.right, top}, color::kRule, canvas.metrics().hairline());
  const std::string more =
      view_model::fill(texts[view_model::Text::kTeamsMore],
                       {{"n", view_model::format_count(static_cast<int64_t>(board.rows.size() - rows))}});
  canvas.text(FontRole::kSmall, columns.name, top + canvas.px(23), color::kQuietText, more);
}

}  // namespace gridwall::panel
