// Cells in columns: widths from the widest cells, bars in what is left over, rows that find no room counted at the end.
#include "viewer/block/table_columns.h"

namespace gridwall::block {
namespace {

constexpr float kCaptionPitch = 26, kHeadingPitch = 34;
constexpr float kTight = 23, kLeast = 28, kUsual = 32, kMost = 46;  // of the rows
constexpr float kHighLeast = 54, kHighUsual = 66, kHighMost = 72;   // with large figures
constexpr float kBar = 9, kThinBar = 4;

using Sections = std::span<const Section>;

bool has_captions(const Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const Column& c) { return !c.caption.empty(); });
}
size_t headings_of(Sections sections) {
  return static_cast<size_t>(
      std::count_if(sections.begin(), sections.end(), [](const Section& s) { return !s.heading.empty(); }));
}
size_t rows_of(Sections sections) {
  size_t rows = 0;
  for (const Section& section : sections) rows += section.rows.size();
  return rows;
}
Sections that_must_stand(const Table& table) {
  const auto end =
      std::find_if(table.sections.begin(), table.sections.end(), [](const Section& section) { return section.may_go; });
  return Sections(table.sections).first(static_cast<size_t>(end - table.sections.begin()));
}

// As many whole parts as find room, and how many more there are.
std::string parts_that_fit(Canvas& canvas, FontRole role, const std::string& parts, float room) {
  if (canvas.text_width(role, parts) <= room) return parts;
  std::vector<size_t> ends;  // of the first part, the first two …
  for (size_t at = parts.find(kBetweenParts); at != std::string::npos; at = parts.find(kBetweenParts, at + 1))
    ends.push_back(at);
  std::string fitting = parts;
  for (size_t i = 0; i < ends.size(); ++i) {
    std::string longer = parts.substr(0, ends[i]) + " · +" + std::to_string(ends.size() - i);
    if (i > 0 && canvas.text_width(role, longer) > room) break;
    fitting = std::move(longer);
  }
  return fitting;
}

// In a row with large figures: text and note, or a figure and what changed, one below the other.
void draw_high_cell(Drawing& drawing, const Column& column, const Placed& placed, const Cell& cell, float middle,
                    const Plan& plan) {
  Canvas& canvas = drawing.canvas;
  const bool right = column.align == Align::kRight;
  const float x = right ? placed.left + placed.width : placed.left;
  const float upper = column.large ? (plan.change_below ? 2.0F : 16.0F) : cell.note.empty() ? 8.0F : -4.0F;
  canvas.text_fit(role_of(column, cell, plan.type), x, std::round(middle + drawing.px(upper)), placed.width,
                  drawing.color(cell.tone), cell.text, column.align);
  const float lower = std::round(middle + drawing.px(column.large ? 25 : 22));
  canvas.text_fit(FontRole::kSmall, x, lower, placed.width, drawing.color(Tone::kQuiet), cell.note, column.align);
  const auto draw_below = right ? draw_change_before : draw_change;
  draw_below(canvas, FontRole::kSmallBold, x, lower, cell.change, drawing.greyed);
}

void draw_cell(Drawing& drawing, const Column& column, const Placed& placed, const Cell& cell, float baseline,
               const Type& type) {
  Canvas& canvas = drawing.canvas;
  const FontRole role = role_of(column, cell, type);
  const Rgba tint = drawing.color(cell.tone);
  const float right = placed.left + placed.width;
  float left = placed.left;
  if (cell.mark.shape != Shape::kNone) {
    const float size = drawing.px(kTableMark);
    // Beside the text, unless what changed stands between them.
    const bool beside = column.align == Align::kRight && placed.measured.change <= 0;
    const float text = beside ? canvas.text_width(role, cell.text) + drawing.px(kTableMark + 9) : 0;
    const float x = beside ? std::max(left, right - text) : left;
    draw_mark(drawing, cell.mark, x + size / 2, canvas.middle_of_line(role, baseline), size);
  }
  left += placed.measured.mark;
  if (column.align == Align::kRight) {
    canvas.text_fit(role, right, baseline, right - left, tint, cell.text, Align::kRight);
    const float beside = cell.text.empty() ? 0 : stepped(drawing, placed.measured.text) + drawing.px(8);
    draw_change_before(canvas, FontRole::kSmallBold, right - beside, baseline, cell.change, drawing.greyed);
    return;
  }
  const float change = change_width(canvas, FontRole::kSmallBold, cell.change);
  const float room = right - left - (change > 0 ? change + drawing.px(8) : 0);
  const float used =
      canvas.text_fit(role, left, baseline, room, tint,
                      column.fit == Column::Fit::kParts ? parts_that_fit(canvas, role, cell.text, room) : cell.text);
  draw_change(canvas, FontRole::kSmallBold, left + used + drawing.px(8), baseline, cell.change, drawing.greyed);
}

void draw_row(Drawing& drawing, const Area& area, const Table& table, const Plan& plan, const Row& row, float top,
              float pitch) {
  Canvas& canvas = drawing.canvas;
  if (row.selected) {
    canvas.fill(area.left - drawing.px(8), top + drawing.px(1), area.width() + drawing.px(16), pitch - drawing.px(2),
                color::kCardRaised, canvas.px(5));
  }
  if (table.ruled) draw_rule(drawing, area, top);
  const float lift = plan.bars_under ? drawing.px(4) : 0;
  const float baseline = std::round(top + pitch / 2 + drawing.px(plan.type.large ? 8 : 7) - lift);
  const float middle = canvas.middle_of_line(FontRole::kSmall, baseline);
  for (size_t i = 0; i < row.cells.size() && i < plan.columns.size(); ++i) {
    const Cell& cell = row.cells[i];
    const Placed& placed = plan.columns[i];
    if (!is_bar(table.columns[i])) {
      if (!placed.shown) continue;
      if (has_large(table)) {
        draw_high_cell(drawing, table.columns[i], placed, cell, top + pitch / 2, plan);
      } else {
        draw_cell(drawing, table.columns[i], placed, cell, baseline, plan.type);
      }
    } else if (cell.bar.empty()) {
      continue;
    } else if (placed.shown) {
      draw_bar(drawing, placed.left, placed.left + placed.width, middle, drawing.px(kBar), cell.bar,
               cell.bar.size() == 1);
    } else if (plan.bars_under) {
      draw_bar(drawing, area.left, area.right, baseline + drawing.px(9), drawing.px(kThinBar), cell.bar, false);
    }
  }
  if (row.press) canvas.hit(area.left, top, area.width(), pitch, *row.press);
}

void draw_captions(Drawing& drawing, const Table& table, const Plan& plan, float baseline, bool first_too) {
  for (size_t i = 0; i < plan.columns.size(); ++i) {
    const Placed& placed = plan.columns[i];
    const bool right = table.columns[i].align == Align::kRight;
    if (!placed.shown || (i == 0 && !first_too)) continue;
    drawing.canvas.text_fit(FontRole::kSmall, right ? placed.left + placed.width : placed.left, baseline,
                            placed.width + placed.over_previous, color::kQuietText, placed.caption,
                            right ? Align::kRight : Align::kLeft);
  }
}

float least_pitch(const Table& table) {
  return has_large(table) ? kHighLeast : table.whole ? kTight : table.bars_under ? kUsual - 1 : kLeast;
}

// How many rows each section gets of `room`: an even part, and what one does not need to the others.
std::vector<size_t> share_rows(Sections sections, size_t room) {
  std::vector<size_t> shares(sections.size(), 0);
  for (const bool may_go : {false, true}) {
    for (bool given = true; given && room > 0;) {
      given = false;
      for (size_t i = 0; i < shares.size() && room > 0; ++i) {
        if (sections[i].may_go != may_go || shares[i] >= sections[i].rows.size()) continue;
        ++shares[i];
        --room;
        given = true;
      }
    }
  }
  return shares;
}

struct SectionRows {
  size_t from = 0, rows = 0;
  int64_t left_out = 0;
  std::optional<Row> rest;
};

// One section turns pages; of several each turns its own at once and says in its heading how many more there are.
std::vector<SectionRows> choose_rows(Drawing& drawing, Sections sections, size_t fitting) {
  std::vector<SectionRows> chosen(sections.size());
  if (sections.size() == 1) {
    const Section& section = sections.front();
    const Shown shown = shown_rows(drawing, section.rows.size(), section.total, fitting);
    chosen[0] = {shown.from, shown.rows, shown.left_out, std::nullopt};
    if (section.rest && shown.left_out > 0 && shown.from == 0) chosen[0].rest = section.rest(shown.rows);
    return chosen;
  }
  const std::vector<size_t> shares = share_rows(sections, fitting);
  for (size_t i = 0; i < chosen.size(); ++i) {
    const Section& section = sections[i];
    const auto all = std::max(section.total, static_cast<int64_t>(section.rows.size()));
    const size_t rows = section.rows.size();
    size_t from = 0;
    if (shares[i] > 0 && rows > shares[i]) from = shares[i] * page_of(drawing, (rows + shares[i] - 1) / shares[i], 0);
    const size_t shown = std::min(shares[i], rows - from);
    chosen[i] = {from, shown, all - static_cast<int64_t>(shown), std::nullopt};
  }
  return chosen;
}

void draw_section_heading(Drawing& drawing, const Area& area, const Table& table, const Section& section,
                          const Plan& plan, float top, bool captioned, int64_t left_out) {
  Canvas& canvas = drawing.canvas;
  const float baseline = std::round(top + drawing.px(captioned ? 18 : kHeadingPitch - 9));
  float right = area.right;
  if (captioned && plan.columns.size() > 1) {
    for (const Placed& column : plan.columns) {
      if (!column.shown || column.left <= area.left) continue;
      const float caption = canvas.text_width(FontRole::kSmall, column.caption) + drawing.px(kTableGap);
      right = std::min({right, column.left, column.left + column.width - caption});
    }
  }
  canvas.text_fit(FontRole::kSmallBold, area.left, baseline, right - area.left, drawing.color(section.tone),
                  section.heading);
  if (!captioned && left_out > 0) {
    canvas.text(FontRole::kSmall, area.right, baseline, color::kQuietText, fill_count(table.more, left_out),
                Align::kRight);
    canvas.hit(area.left, top, area.width(), drawing.px(kHeadingPitch),
               view_model::TurnPage{std::string(drawing.tile)});
  }
}

// The first heading shares its line with the captions.
bool heads_captions(const Table& table) {
  return has_captions(table) && !table.sections.empty() && !table.sections.front().heading.empty();
}
float height_beside_rows(const Table& table, Sections sections) {
  const auto lines = static_cast<float>(headings_of(sections)) - (heads_captions(table) ? 1.0F : 0.0F);
  return (has_captions(table) ? kCaptionPitch : 0.0F) + kHeadingPitch * lines;
}

// All sections, less those at the end that may go and do not find room.
Sections that_stand(const Drawing& drawing, const Table& table, float height) {
  const Sections must = that_must_stand(table);
  Sections sections = table.sections;
  for (; sections.size() > must.size(); sections = sections.first(sections.size() - 1)) {
    const size_t wanted =
        rows_of(sections.first(sections.size() - 1)) + std::min<size_t>(3, sections.back().rows.size());
    const float fitting = (height - drawing.px(height_beside_rows(table, sections))) / drawing.px(kLargeRow);
    if (static_cast<float>(wanted) <= fitting) break;
  }
  return sections;
}

}  // namespace

Room room_of(const Measure& measure, const Table& table) {
  const Sections must = that_must_stand(table);
  const auto rows = static_cast<float>(rows_of(must)), all_rows = static_cast<float>(rows_of(table.sections));
  const bool high = has_large(table);
  const float pitch = high ? kHighUsual : table.bars_under ? kUsual + 2 : kUsual;
  const float least = (table.whole ? rows : std::min(rows, static_cast<float>(table.least))) * least_pitch(table);
  const float fixed = height_beside_rows(table, must);
  return {measure.px(fixed + least), measure.px(fixed + rows * pitch),
          measure.px(height_beside_rows(table, table.sections) + all_rows * (high ? kHighMost : kMost))};
}

void draw(Drawing& drawing, const Area& area, const Table& table) {
  const Sections sections = that_stand(drawing, table, area.height());
  const float height = area.height() - drawing.px(height_beside_rows(table, sections));
  const float least = drawing.px(sections.size() == that_must_stand(table).size() ? least_pitch(table) : kLargeRow);
  const size_t fitting = table.whole ? rows_of(sections) : static_cast<size_t>(std::max(0.0F, height / least + 0.01F));
  const std::vector<SectionRows> chosen = choose_rows(drawing, sections, fitting);
  Rows rows;
  size_t lines = 0;
  for (size_t i = 0; i < chosen.size(); ++i) {
    for (size_t row = 0; row < chosen[i].rows; ++row) rows.push_back(&sections[i].rows[chosen[i].from + row]);
    if (chosen[i].rest) rows.push_back(&*chosen[i].rest);
    lines += chosen[i].rows + (chosen[i].left_out > 0 && chosen.size() == 1 ? 1 : 0);
  }
  const float pitch = std::min(drawing.px(has_large(table) ? kHighMost : kMost),
                               std::floor(height / static_cast<float>(std::max<size_t>(1, lines))));
  const Plan plan = plan_of(drawing, table, rows, area, pitch);
  const bool headed = heads_captions(table);
  const float caption = drawing.px(kCaptionPitch), heading = drawing.px(kHeadingPitch);
  if (has_captions(table)) draw_captions(drawing, table, plan, area.top + drawing.px(17), !headed);
  float y = area.top + (has_captions(table) && !headed ? caption : 0);
  for (size_t i = 0; i < chosen.size(); ++i) {
    const Section& section = sections[i];
    if (!section.heading.empty()) {
      const bool captioned = headed && i == 0;
      if (i > 0) draw_rule(drawing, area, y + drawing.px(2));
      draw_section_heading(drawing, area, table, section, plan, y, captioned,
                           chosen.size() > 1 ? chosen[i].left_out : 0);
      y += captioned ? caption : heading;
    }
    for (size_t row = 0; row < chosen[i].rows; ++row, y += pitch) {
      draw_row(drawing, area, table, plan, section.rows[chosen[i].from + row], y, pitch);
    }
    if (chosen[i].left_out <= 0 || chosen.size() > 1) continue;
    if (chosen[i].rest) {
      draw_row(drawing, area, table, plan, *chosen[i].rest, y, pitch);
      drawing.canvas.hit(area.left, y, area.width(), pitch, view_model::TurnPage{std::string(drawing.tile)});
    } else {
      draw_more(drawing, area.left, area.right, y, pitch, table.more, chosen[i].left_out);
    }
  }
}

}  // namespace gridwall::block
