// 街道吹哨、部门报到: how each department answered the whistles blown for it, and who has not.
#include <algorithm>

#include "ingest/state/whistle_board.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

using Board = std::vector<WhistleDepartment>;

Board board_at(const ViewContext& context) {
  return whistle_board(context.state, context.county, context.now_ns, context.window, context.scope);
}

int64_t blown(const Board& board) {
  int64_t sum = 0;
  for (const WhistleDepartment& department : board) sum += department.whistled;
  return sum;
}
int64_t unanswered(const Board& board) {
  int64_t sum = 0;
  for (const WhistleDepartment& department : board) sum += static_cast<int64_t>(department.unanswered.size());
  return sum;
}

int64_t blown_for(const Board& board, std::string_view department) {
  const auto at = std::find_if(board.begin(), board.end(),
                               [&](const WhistleDepartment& one) { return one.department == department; });
  return at == board.end() ? 0 : at->whistled;
}

double longest_wait_s(const WhistleDepartment& department) {
  return department.unanswered.empty() ? -1 : department.unanswered.front().waiting_s;
}

Row row_of(const ViewContext& context, const WhistleDepartment& department, const std::optional<Board>& then) {
  const Texts& texts = context.texts;
  Row row;
  row.cells = {
      {.text = department.listed == kNone ? std::string(department.department)
                                          : texts.of(context.county.departments[department.listed].name)},
      {.text = format_count(department.whistled),
       .strong = true,
       .change = then ? change_of_count(department.whistled, blown_for(*then, department.department)) : Change{}}};
  const auto add_step = [&](int64_t count, std::optional<double> median_s) {
    row.cells.push_back({.text = format_count(count), .strong = true});
    row.cells.push_back(
        {.text = median_s ? format_coarse_duration(*median_s, texts) : texts[Text::kNumberNone], .tone = Tone::kQuiet});
  };
  add_step(department.acknowledged, department.acknowledge_median_s);
  add_step(department.arrived, department.arrive_median_s);
  add_step(department.closed, department.close_median_s);
  // How many have no answer, and how long the oldest waits.
  Cell waiting{.tone = Tone::kAttention, .strong = true};
  if (!department.unanswered.empty()) {
    waiting.text = format_count(static_cast<int64_t>(department.unanswered.size())) + " · " +
                   format_coarse_duration(longest_wait_s(department), texts);
  }
  row.cells.push_back(std::move(waiting));
  return row;
}

Table table_of(const ViewContext& context) {
  const Texts& texts = context.texts;
  Table table;
  table.columns = {{.caption = texts[Text::kWhistlesDepartment], .fit = Column::Fit::kCut},
                   {.caption = texts[Text::kWhistlesBlown], .align = Align::kRight}};
  for (size_t step = 0; step < 3; ++step) {
    table.columns.push_back({.align = Align::kRight});
    table.columns.push_back(  // how long it took
        {.caption = texts.at(Text::kWhistlesAcknowledged, step), .align = Align::kRight, .drop = 1});
  }
  table.columns.push_back({.caption = texts[Text::kWhistlesWaiting], .align = Align::kRight});
  table.more = texts[Text::kWhistlesMore];
  table.ruled = true;
  return table;
}

}  // namespace

block::Tile whistles(const ViewContext& context) {
  Board board = board_at(context);
  const std::optional<ViewContext> at_then = context.then();
  const std::optional<Board> then = at_then ? std::optional(board_at(*at_then)) : std::nullopt;
  if (blown(board) == 0 && (!then || blown(*then) == 0)) return {.absent = true};  // others make better use of its room
  const auto told = [&](Text pattern, int64_t (*count)(const Board&)) {
    return with_change(counted(context, pattern, count(board)),
                       then ? change_of_count(count(board), count(*then)) : Change{});
  };
  Tile tile = tile_of(context, Feed::kEmergency, Text::kWhistlesTitle);
  tile.qualifier = in_window(context, told(Text::kWhistlesCount, blown));
  if (unanswered(board) > 0 || (then && unanswered(*then) > 0)) {
    tile.qualifier += " · " + told(Text::kWhistlesUnanswered, unanswered);
  }
  // Who has not answered first, the longest waiting on top; whom nobody called last.
  std::stable_sort(board.begin(), board.end(), [](const WhistleDepartment& a, const WhistleDepartment& b) {
    return std::pair(longest_wait_s(a), a.whistled > 0) > std::pair(longest_wait_s(b), b.whistled > 0);
  });
  Table table = table_of(context);
  Section& section = table.sections.emplace_back();
  for (const WhistleDepartment& department : board) section.rows.push_back(row_of(context, department, then));
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
