// The open matters that need somebody, without number or title: what, where, how far, and how long until or past its
// time. Of the county those overdue and due within a day; of a smaller scope all its matters.
#include <cstdlib>

#include "ingest/state/matter_lists.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr int64_t kSoonS = 86'400;
constexpr int64_t kWheneverNs = INT64_MAX;
constexpr size_t kMostRows = 64;

using MergedCounts = std::map<RequestIndex, int64_t>;

std::string place_of(const ViewContext& context, const Request& request) {
  if (request.grid == kNone) return context.texts[Text::kMattersUnlocated];
  if (context.scope.grid != kNone) return {};  // the heading of the wall says it
  return grid_name(context.county, context.texts, request.grid);
}

Row row_of(const ViewContext& context, const Matter& matter, const MergedCounts& merged) {
  const Request& request = context.state.requests[matter.request];
  const auto timed = [&](Text pattern, double seconds) {
    return fill(context.texts[pattern], {{"time", format_coarse_duration(seconds, context.texts)}});
  };
  std::string category = category_of(context, request);
  if (const auto others = merged.find(matter.request); others != merged.end()) {
    category += " " + counted(context, Text::kMattersMerged, others->second);
  }
  const bool overdue = matter.left_ns < 0;
  const Mark mark = overdue ? Mark{Shape::kTriangleUp, Tone::kAttention, {}} : Mark{Shape::kRing, Tone::kQuiet, {}};
  const double seconds = static_cast<double>(std::abs(matter.left_ns)) / 1e9;
  Row row;
  row.cells = {
      {.text = std::move(category), .mark = mark},
      {.text = place_of(context, request)},
      {.text = stage_label(context, request), .tone = Tone::kQuiet},
      {.text = timed(Text::kMattersAge, seconds_between(request.placed_ns, context.now_ns)), .tone = Tone::kQuiet},
      {.text = tier_label(context, request.tier), .tone = Tone::kQuiet},
      {.text = timed(overdue ? Text::kMattersOver : Text::kMattersLeft, seconds),
       .tone = overdue ? Tone::kAttention : Tone::kText,
       .strong = true}};
  if (request.grid != kNone) row.press = GoTo{scope_of_grid(context.county, request.grid)};
  return row;
}

MatterLists lists_at(const ViewContext& context, size_t limit) {
  MatterQuery query;
  query.scope = context.scope;
  query.soon_ns = context.scope.whole_county() ? kSoonS * kNsPerSecond : kWheneverNs;
  query.limit = limit;
  return matter_lists(context.state, context.county, context.now_ns, query);
}

using Lists = std::optional<MatterLists>;  // at the moment compared with

Section section_of(const ViewContext& context, const std::vector<Matter>& matters, const MergedCounts& merged,
                   int64_t total, Text heading, const Lists& then, int64_t MatterLists::*count) {
  Section section;
  section.heading = with_change(
      fill(context.texts[heading], {{"n", format_count(total)}, {"time", format_span(kSoonS, context.texts)}}),
      then ? change_of_count(total, (*then).*count) : Change{});
  section.total = total;
  for (const Matter& matter : matters) section.rows.push_back(row_of(context, matter, merged));
  return section;
}

Table empty_table(const ViewContext& context) {
  Table table;
  table.columns = {{.fit = Column::Fit::kCut}, {.fit = Column::Fit::kCut}, {.drop = 3}, {.drop = 2}, {.drop = 1},
                   {.align = Align::kRight}};
  table.spread = true;
  table.more = context.texts[Text::kMattersMore];
  return table;
}

// One section below the other; in a low tile all in one, with the longest overdue first.
Choice body_of(const ViewContext& context, const Section& overdue, const Section& due) {
  Table headed = empty_table(context), brief = empty_table(context);
  headed.least = 4;
  Section& all = brief.sections.emplace_back();
  for (const Section* section : {&overdue, &due}) {
    if (section->total == 0) continue;
    headed.sections.push_back(*section);
    all.rows.insert(all.rows.end(), section->rows.begin(), section->rows.end());
    all.total += section->total;
  }
  return {{{{std::move(headed)}}, {{std::move(brief)}}}};
}

}  // namespace

block::Tile matters(const ViewContext& context) {
  const Texts& texts = context.texts;
  const MatterLists lists = lists_at(context, kMostRows);
  Tile tile = tile_of(context, Feed::kRequest, Text::kMattersTitle);
  tile.qualifier = told_backlog(context, change_of(context, [](const ViewContext& at) { return at.figures.backlog; }));
  if (lists.overdue_count + lists.due_soon_count == 0) {
    tile.why = context.figures.backlog == 0
                   ? texts[Text::kMattersNoneOpen]
                   : fill(texts[Text::kMattersNoneDue], {{"time", format_span(kSoonS, texts)}});
    return tile;
  }
  const std::optional<ViewContext> at_then = context.then();
  const Lists then = at_then ? Lists(lists_at(*at_then, 0)) : std::nullopt;
  const MergedCounts merged = merged_counts(context.state);
  Section overdue = section_of(context, lists.overdue, merged, lists.overdue_count, Text::kMattersOverdue, then,
                               &MatterLists::overdue_count);
  overdue.tone = Tone::kAttention;
  const Section due = section_of(context, lists.due_soon, merged, lists.due_soon_count,
                                 context.scope.whole_county() ? Text::kMattersDueSoon : Text::kMattersNotDue, then,
                                 &MatterLists::due_soon_count);
  tile.brief = overdue.heading + " · " + due.heading;
  tile.body.push_back({body_of(context, overdue, due)});
  return tile;
}

}  // namespace gridwall::tile
