// How a county works together beside its loop, as far as it does: the response promise with the answers it waits for,
// joint meetings by level, and units reporting in (双报到).
#include <algorithm>

#include "ingest/state/matter_lists.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostNext = 64;

MatterLists promises_at(const ViewContext& context, size_t limit) {
  MatterQuery query;
  query.scope = context.scope;
  query.limit = limit;
  return matter_lists(context.state, context.county, context.now_ns, query);
}

Figure promise_of(const ViewContext& context) {
  const Texts& texts = context.texts;
  Figure figure = rate_figure(context, RateKind::kPromise);
  figure.label = fill(texts[Text::kPromiseTitle], {{"time", format_span(context.county.response_promise_s, texts)}});
  const WindowFigures& figures = window_of(context);
  if (figures.response_p50_s && figures.response_p90_s) {
    figure.note +=
        " · " + fill(texts[Text::kPromiseTimes], {{"p50", format_coarse_duration(*figures.response_p50_s, texts)},
                                                  {"p90", format_coarse_duration(*figures.response_p90_s, texts)}});
  }
  return figure;
}

Row next_row(const ViewContext& context, const Matter& matter) {
  const Request& request = context.state.requests[matter.request];
  std::string what = category_of(context, request);
  const std::string place = grid_name(context.county, context.texts, request.grid);
  if (!place.empty()) what += (what.empty() ? "" : " · ") + place;
  return {{{.text = std::move(what)},
           {.text = format_countdown(matter.left_ns, context.texts), .tone = Tone::kAttention, .strong = true}}};
}

// The next to run out first; without room for a line each, the countdowns alone stand behind how many there are.
Stack waiting_for_answers(const ViewContext& context) {
  const Texts& texts = context.texts;
  const MatterLists lists = promises_at(context, kMostNext);
  const std::string waiting =
      with_change(lists.promise_count == 0 ? texts[Text::kPromiseNoneWaiting]
                                           : counted(context, Text::kPromiseWaiting, lists.promise_count),
                  change_of(context, [](const ViewContext& at) { return promises_at(at, 0).promise_count; }));
  if (lists.promises.empty()) return {{Line{.text = waiting, .tone = Tone::kQuiet}}};
  Table table;
  table.columns = {{.fit = Column::Fit::kCut}, {.align = Align::kRight}};
  table.more = texts[Text::kMattersMore];
  table.least = 1;
  Section& section = table.sections.emplace_back();
  section.heading = waiting;
  section.total = lists.promise_count;
  Line line{.text = waiting, .tone = Tone::kAttention, .strong = true};
  for (const Matter& matter : lists.promises) {
    line.text += " · " + section.rows.emplace_back(next_row(context, matter)).cells.back().text;
  }
  return {{Choice{{{{std::move(table)}}, {{std::move(line)}}}}}};
}

Row meeting_row(std::string level, const MeetingSums& sums, bool strong) {
  Row row{{{.text = std::move(level), .tone = Tone::kQuiet}}};
  for (const int64_t count : {sums.held, sums.issues, sums.measures, sums.solved}) {
    row.cells.push_back({.text = format_count(count), .tone = strong ? Tone::kText : Tone::kQuiet, .strong = strong});
  }
  return row;
}

MeetingSums all_meetings(const ViewContext& context) {
  const DayTally& tally = window_of(context).tally;
  return {tally.meetings, tally.issues, tally.measures, tally.issues_solved};
}

// What all of them came to; of two moments with the differences in a row of their own.
std::vector<Row> rows_of_all(const ViewContext& context) {
  const MeetingSums sums = all_meetings(context);
  std::vector<Row> rows = {meeting_row(context.texts[Text::kMeetingsAll], sums, true)};
  const std::optional<std::string> solved = format_percent(sums.solved, sums.issues);
  rows.front().cells.push_back({.text = solved ? *solved + "%" : "", .tone = Tone::kQuiet});
  if (const std::optional<ViewContext> at_then = context.then()) {
    const MeetingSums then = all_meetings(*at_then);
    rows.push_back({{{},
                     {.change = change_of_count(sums.held, then.held)},
                     {.change = change_of_count(sums.issues, then.issues)},
                     {.change = change_of_count(sums.measures, then.measures)},
                     {.change = change_of_count(sums.solved, then.solved)}}});
  }
  return rows;
}

// Where a level's word stands among the tiers; after them when it is none.
size_t tier_of(std::string_view level) {
  size_t tier = 0;
  while (tier < kTierCount && tier_name(static_cast<Tier>(tier)) != level) ++tier;
  return tier;
}

// From grid to county, then other words.
std::vector<Row> rows_of_levels(const ViewContext& context) {
  std::vector<std::pair<size_t, Row>> levels;
  for (const auto& [word, sums] : window_of(context).meetings) {
    const std::string_view level = context.state.words.text(word);
    const size_t tier = tier_of(level);
    levels.emplace_back(
        tier, meeting_row(tier < kTierCount ? tier_label(context, tier) : std::string(context.texts.word(level)), sums,
                          false));
  }
  std::stable_sort(levels.begin(), levels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Row> rows;
  for (auto& [tier, row] : levels) rows.push_back(std::move(row));
  return rows;
}

// All levels, where they find room and are more than one.
Choice meetings_of(const ViewContext& context) {
  Table sum;
  sum.whole = true;
  sum.columns = {{.fit = Column::Fit::kCut}};
  for (size_t i = 0; i < 4; ++i) {
    sum.columns.push_back({.caption = context.texts.at(Text::kMeetingsHeld, i), .align = Align::kRight});
  }
  sum.columns.push_back({.align = Align::kRight});
  Section& section = sum.sections.emplace_back();
  section.heading = context.texts[Text::kMeetingsTitle];
  section.rows = rows_of_all(context);
  const std::vector<Row> levels = rows_of_levels(context);
  if (levels.size() <= 1) return {{{{std::move(sum)}}}};
  Table with_levels = sum;
  std::vector<Row>& rows = with_levels.sections.front().rows;
  rows.insert(rows.end(), levels.begin(), levels.end());
  return {{{{std::move(with_levels)}}, {{std::move(sum)}}}};
}

Line reported_in(const ViewContext& context) {
  const auto told = [&](int64_t ReportedIn::*count) {
    const auto count_at = [count](const ViewContext& at) { return window_of(at).reported_in.*count; };
    return with_change(format_count(count_at(context)), change_of(context, count_at));
  };
  Line line{.text = context.texts[Text::kReportedTitle], .strong = true, .ruled = true};
  line.end = fill(context.texts[Text::kReportedLine], {{"units", told(&ReportedIn::units)},
                                                       {"members", told(&ReportedIn::members)},
                                                       {"solved", told(&ReportedIn::solved)}});
  return line;
}

}  // namespace

block::Tile mechanisms(const ViewContext& context) {
  Tile tile = tile_of(context, Feed::kRequest, Text::kMechanismsTitle);
  tile.qualifier = in_window(context);
  if (context.county.response_promise_s > 0) {
    tile.body.push_back({FigureRow{.words = FigureRow::Words::kInline, .figures = {promise_of(context)}}});
    for (Block& block : waiting_for_answers(context)) tile.body.push_back(std::move(block));
  }
  const WindowFigures& ever = context.figures.window(Window::kAll);
  if (ever.tally.meetings > 0) tile.body.push_back({meetings_of(context)});
  if (ever.reported_in.units > 0) tile.body.push_back({reported_in(context), true});
  tile.absent = tile.body.empty();
  return tile;
}

}  // namespace gridwall::tile
