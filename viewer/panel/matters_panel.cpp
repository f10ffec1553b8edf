#include "viewer/panel/matters_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/block/card.h"

namespace gridwall::panel {
using namespace block;
namespace {

using view_model::MatterRow;
using view_model::MatterSection;

constexpr float kRowPitch = 34, kHeadingPitch = 36, kColumnGap = 16, kMark = 26;
constexpr float kShort = 190;  // below so much room sections are told in the card's heading

// What a row says between its place and its due time, in the order in which it is left out when room is short.
enum Column : size_t { kTier, kAge, kStage, kColumns };
const std::string& text_of(const MatterRow& row, size_t column) {
  return column == kTier ? row.tier : column == kAge ? row.age : row.stage;
}

struct Columns {
  float category = 0, place = 0, place_left = 0;
  std::array<float, kColumns> left{}, width{};  // 0: left out
};

using Rows = std::vector<const MatterRow*>;

Columns columns_of(Canvas& canvas, const CardArea& area, const Rows& rows) {
  const auto stepped = [&](float width) { return std::ceil(width / canvas.px(12)) * canvas.px(12); };
  Columns columns;
  float due = 0;
  for (const MatterRow* row : rows) {
    columns.category = std::max(columns.category, canvas.text_width(FontRole::kSmall, row->category));
    columns.place = std::max(columns.place, canvas.text_width(FontRole::kSmall, row->place));
    due = std::max(due, canvas.text_width(FontRole::kSmallBold, row->due));
    for (size_t i = 0; i < kColumns; ++i) {
      columns.width[i] = std::max(columns.width[i], canvas.text_width(FontRole::kSmall, text_of(*row, i)));
    }
  }
  const float gap = canvas.px(kColumnGap);
  const float room = area.width() - canvas.px(kMark) - stepped(due) - gap;
  const float names = stepped(columns.category) + gap + (columns.place > 0 ? stepped(columns.place) + gap : 0);
  for (float& width : columns.width) width = width > 0 ? stepped(width) : 0;
  const auto wanted = [&] {
    float sum = names;
    for (const float width : columns.width) sum += width > 0 ? width + gap : 0;
    return sum;
  };
  for (size_t i = 0; i < kColumns && wanted() > room; ++i) columns.width[i] = 0;
  const float spare = room - wanted();
  if (spare < 0) {  // even category and place alone are too wide: the place says more to who goes there
    columns.category = std::min(columns.category, room * 0.4F);
    columns.place = std::max(0.0F, room - columns.category - 2 * gap);
  }
  columns.place_left = area.left + canvas.px(kMark) + stepped(columns.category) + gap;
  float x = columns.place_left + (columns.place > 0 ? stepped(columns.place) + gap : 0);
  // What is left over is shared out between the columns, so that they do not crowd at the left.
  float shown = 0;
  for (const float width : columns.width) shown += width > 0 ? 1 : 0;
  const float more = spare > 0 ? std::floor(spare / (shown + 1)) : 0;
  for (size_t i = kColumns; i-- > 0;) {
    if (columns.width[i] == 0) continue;
    x += more;
    columns.left[i] = x;
    x += columns.width[i] + gap;
  }
  return columns;
}

void draw_row(Canvas& canvas, const CardArea& area, float top, const Columns& columns, const MatterRow& row,
              bool greyed) {
  const float baseline = top + canvas.px(25);
  const float size = canvas.px(14);
  const Rgba tint = greyed ? color::kStaleText : row.overdue ? kAttention : color::kText;
  const Shape shape = row.overdue ? Shape::kTriangleUp : Shape::kRing;
  canvas.shape(shape, area.left + size / 2, canvas.middle_of_line(FontRole::kSmall, baseline), size,
               row.overdue ? tint : quiet_color(greyed));
  canvas.text_fit(FontRole::kSmall, area.left + canvas.px(kMark), baseline, columns.category, figure_color(greyed),
                  row.category);
  canvas.text_fit(FontRole::kSmall, columns.place_left, baseline, columns.place, figure_color(greyed), row.place);
  for (size_t i = 0; i < kColumns; ++i) {
    if (columns.width[i] == 0) continue;
    canvas.text_fit(FontRole::kSmall, columns.left[i], baseline, columns.width[i], quiet_color(greyed),
                    text_of(row, i));
  }
  canvas.text(FontRole::kSmallBold, area.right, baseline, tint, row.due, Align::kRight);
  if (!row.scope.whole_county()) {
    canvas.hit(area.left, top, area.width(), canvas.px(kRowPitch), view_model::GoTo{row.scope});
  }
}

void draw_heading(Canvas& canvas, const CardArea& area, float top, const MatterSection& section, size_t shown,
                  bool overdue, bool greyed, const view_model::Texts& texts) {
  const float baseline = top + canvas.px(25);
  const Rgba tint = greyed ? color::kStaleText : overdue ? kAttention : color::kText;
  canvas.text(FontRole::kSmallBold, area.left, baseline, tint, section.heading);
  const int64_t more = section.total - static_cast<int64_t>(shown);
  if (more > 0) {
    canvas.text(FontRole::kSmall, area.right, baseline, color::kQuietText, view_model::more_matters(texts, more),
                Align::kRight);
  }
  canvas.fill(area.left, top + canvas.px(kHeadingPitch - 3), area.width(), canvas.metrics().hairline(), color::kRule);
}

// How many rows each section gets of `room`: half each, and what one does not need to the other.
std::array<size_t, 2> share_rows(size_t overdue, size_t due, size_t room) {
  const size_t least_overdue = std::min(overdue, (room + 1) / 2);
  const size_t shown_due = std::min(due, room - least_overdue);
  return {std::min(overdue, room - shown_due), shown_due};
}

}  // namespace

void draw_matters(const Pens& pens, const render::RectPx& rect, const view_model::MatterBoard& board,
                  const view_model::Texts& texts) {
  Canvas canvas(pens, "panel/matters", rect);
  const bool brief = canvas.height() < canvas.px(kShort);
  const std::string counts = board.overdue.heading + " · " + board.due.heading;
  const CardArea area = draw_card(canvas, board.title, brief ? counts : board.open, &board.age);
  if (!board.why.empty()) return draw_nothing(canvas, area, board.why);
  const std::array<const MatterSection*, 2> sections = {&board.overdue, &board.due};
  float height = area.bottom + canvas.px(8) - area.top;
  for (const MatterSection* section : sections) {
    if (!brief && section->total > 0) height -= canvas.px(kHeadingPitch);
  }
  const auto room = static_cast<size_t>(std::max(0.0F, height / canvas.px(kRowPitch)));
  const auto shown = share_rows(board.overdue.rows.size(), board.due.rows.size(), room);
  Rows rows;
  for (size_t i = 0; i < sections.size(); ++i) {
    for (size_t row = 0; row < shown[i]; ++row) rows.push_back(&sections[i]->rows[row]);
  }
  const Columns columns = columns_of(canvas, area, rows);
  float y = area.top;
  for (size_t i = 0, at = 0; i < sections.size(); ++i) {
    if (sections[i]->total == 0) continue;
    if (!brief) {
      draw_heading(canvas, area, y, *sections[i], shown[i], i == 0, board.age.greyed, texts);
      y += canvas.px(kHeadingPitch);
    }
    for (size_t row = 0; row < shown[i]; ++row, ++at, y += canvas.px(kRowPitch)) {
      draw_row(canvas, area, y, columns, *rows[at], board.age.greyed);
    }
  }
}

}  // namespace gridwall::panel
