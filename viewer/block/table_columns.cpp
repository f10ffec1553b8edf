#include "viewer/block/table_columns.h"

namespace gridwall::block {
namespace {

constexpr float kUsual = 32;  // of the rows
constexpr float kLeastBar = 44;

bool gives_way(const Column& column) {
  return column.fit == Column::Fit::kCut || column.fit == Column::Fit::kParts;
}

// The caption of the column behind it may stand over both.
bool shares_caption(const Column& column) {
  return column.caption.empty() && !is_bar(column);
}

std::vector<Placed> measure(Drawing& drawing, const Table& table, const Rows& rows, const Type& type) {
  Canvas& canvas = drawing.canvas;
  std::vector<Placed> columns(table.columns.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (is_bar(column)) continue;
    Measured& of = columns[i].measured;
    bool any = false;
    for (const Row* row : rows) {
      if (i >= row->cells.size()) continue;
      const Cell& cell = row->cells[i];
      const float change = change_width(canvas, FontRole::kSmallBold, cell.change);
      of.text = std::max({of.text, canvas.text_width(role_of(column, cell, type), cell.text),
                          canvas.text_width(FontRole::kSmall, cell.note)});
      // A change alone, or below a large figure, needs no room beside it.
      float& room = column.large || cell.text.empty() ? of.text : of.change;
      room = std::max(room, change);
      if (cell.mark.shape != Shape::kNone) of.mark = drawing.px(kTableMark + 9);
      any = any || of.text > 0 || of.mark > 0;
    }
    Placed& placed = columns[i];
    placed.shown = any;
    placed.caption = column.caption;
    placed.width = of.width(drawing);
    if (!any || column.align != Align::kRight) continue;
    const bool over = i > 0 && columns[i - 1].shown && shares_caption(table.columns[i - 1]);
    placed.over_previous = over ? columns[i - 1].width + drawing.px(kTableGap) : 0;
    placed.width = std::max(placed.width, canvas.text_width(FontRole::kSmall, column.caption) - placed.over_previous);
  }
  return columns;
}

float width_of(const Drawing& drawing, const Table& table, const std::vector<Placed>& columns) {
  float sum = 0;
  int shown = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].shown || is_bar(table.columns[i])) continue;
    sum += columns[i].width;
    ++shown;
  }
  return sum + drawing.px(kTableGap) * static_cast<float>(std::max(0, shown - 1));
}

// Leaves out, then cuts, until the columns fit.
void fit(Drawing& drawing, const Table& table, std::vector<Placed>& columns, float room) {
  int most = 0;
  for (const Column& column : table.columns) most = std::max(most, column.drop);
  for (int drop = 1; drop <= most && width_of(drawing, table, columns) > room; ++drop) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (table.columns[i].drop != drop || !columns[i].shown) continue;
      columns[i].shown = false;
      if (i == 0 || columns[i].over_previous == 0 || !columns[i - 1].shown) continue;
      columns[i - 1].caption = columns[i].caption;  // which stood over both
      const float caption = drawing.canvas.text_width(FontRole::kSmall, columns[i].caption);
      columns[i - 1].width = std::max(columns[i - 1].width, caption);
    }
  }
  const float over = width_of(drawing, table, columns) - room;
  if (over <= 0) return;
  float can_give = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].shown && gives_way(table.columns[i])) can_give += columns[i].width;
  }
  for (size_t i = 0; i < columns.size() && can_give > 0; ++i) {
    if (!columns[i].shown || !gives_way(table.columns[i])) continue;
    columns[i].width = std::max(drawing.px(40), columns[i].width - over * columns[i].width / can_give);
  }
}

// What no bar takes goes to a column of parts, else to the first one, so that figures stand at the right.
size_t who_takes_the_rest(const Table& table, const Plan& plan) {
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < plan.columns.size(); ++i) {
    if (!plan.columns[i].shown || is_bar(table.columns[i])) continue;
    if (table.columns[i].fit == Column::Fit::kParts) return i;
    first = std::min(first, i);
  }
  return first;
}
}  // namespace

bool has_large(const Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const Column& c) { return c.large; });
}

FontRole role_of(const Column& column, const Cell& cell, const Type& type) {
  if (column.large) return type.figures;
  if (type.large && column.grows) return cell.strong ? FontRole::kBodyBold : FontRole::kBody;
  return cell.strong ? FontRole::kSmallBold : FontRole::kSmall;
}

Plan plan_of(Drawing& drawing, const Table& table, const Rows& rows, const Area& area, float pitch) {
  Plan plan;
  size_t bar = SIZE_MAX;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (is_bar(table.columns[i])) bar = i;
  }
  const bool with_bar = bar != SIZE_MAX, beside = with_bar && !table.bars_under;
  const float for_bar = beside ? drawing.px(kLeastBar + kTableGap) : 0;
  for (const Row* row : rows) {
    for (size_t i = 0; i < row->cells.size() && i < table.columns.size(); ++i) {
      plan.change_below = plan.change_below || (table.columns[i].large && !row->cells[i].change.text.empty());
    }
  }
  const bool high = pitch >= drawing.px(kLargeRow);
  for (const Type& type :
       {Type{high, FontRole::kSecond}, Type{high, FontRole::kTitle}, Type{false, FontRole::kTitle}}) {
    if (type.figures == FontRole::kSecond && (plan.change_below || !has_large(table))) continue;
    plan.type = type;
    plan.columns = measure(drawing, table, rows, type);
    if (width_of(drawing, table, plan.columns) + for_bar <= area.width()) break;
  }
  const float needed = width_of(drawing, table, plan.columns);
  const bool bar_fits = beside && needed + for_bar <= area.width();
  plan.bars_under = with_bar && !bar_fits && (table.bars_under || pitch >= drawing.px(kUsual + 2));
  fit(drawing, table, plan.columns, area.width());
  const float left_over = area.width() - width_of(drawing, table, plan.columns);
  const float spare = std::max(0.0F, left_over);
  size_t shown = 0;
  for (size_t i = 0; i < plan.columns.size(); ++i) shown += plan.columns[i].shown && i != bar ? 1 : 0;
  // Where nothing more can give way, columns move together.
  const float closer = left_over < 0 && shown > 1 ? -left_over / static_cast<float>(shown - 1) : 0;
  const float gap = std::max(drawing.px(4), drawing.px(kTableGap) - closer);
  const float between = table.spread && shown > 1 ? std::floor(spare / static_cast<float>(shown - 1)) : 0;
  const size_t taker = who_takes_the_rest(table, plan);
  float x = area.left;
  for (size_t i = 0; i < plan.columns.size(); ++i) {
    Placed& column = plan.columns[i];
    if (i == bar) {
      column.shown = bar_fits;
      column.left = x;
      column.width = spare - gap;
      if (bar_fits) x += spare;
      continue;
    }
    if (!column.shown) continue;
    column.left = x;
    if (i == taker && !bar_fits && !table.spread) column.width += spare;
    x += column.width + gap + between;
  }
  return plan;
}

}  // namespace gridwall::block
