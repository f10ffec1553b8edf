#include "viewer/view_model/matters.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/matter_lists.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

constexpr int64_t kSoonS = 86'400;
constexpr int64_t kWheneverNs = INT64_MAX;
constexpr size_t kMostRows = 30;

std::string place_of(const ViewContext& context, const Request& request) {
  if (request.grid == kNoGrid) return context.texts[Text::kMattersUnlocated];
  if (context.scope.grid != kNoGrid) return {};  // the heading of the wall says it
  return grid_name(context.county, context.texts, request.grid);
}

using MergedCounts = std::map<RequestIndex, int64_t>;

MatterRow row_of(const ViewContext& context, const Matter& matter, const MergedCounts& merged) {
  const Request& request = context.state.requests[matter.request];
  MatterRow row;
  if (request.category != kNoKey) {
    row.category = std::string(category_name(context, context.state.words.text(request.category)));
  }
  if (const auto others = merged.find(matter.request); others != merged.end()) {
    row.category += " " + fill(context.texts[Text::kMattersMerged], {{"n", format_count(others->second)}});
  }
  row.place = place_of(context, request);
  row.stage = stage_label(context, request);
  row.tier = tier_label(context, request.tier);
  row.age = fill(context.texts[Text::kMattersAge],
                 {{"time", format_coarse_duration(seconds_between(request.placed_ns, context.now_ns), context.texts)}});
  row.overdue = matter.left_ns < 0;
  const double seconds = static_cast<double>(std::abs(matter.left_ns)) / 1e9;
  row.due = fill(context.texts[row.overdue ? Text::kMattersOver : Text::kMattersLeft],
                 {{"time", format_coarse_duration(seconds, context.texts)}});
  if (request.grid != kNoGrid) row.scope = scope_of_grid(context.county, request.grid);
  return row;
}

MatterSection section_of(const ViewContext& context, const std::vector<Matter>& matters, int64_t total, Text heading,
                         const Change& change, const MergedCounts& merged) {
  MatterSection section;
  section.heading = with_change(
      fill(context.texts[heading], {{"n", format_count(total)}, {"time", format_span(kSoonS, context.texts)}}), change);
  section.total = total;
  for (const Matter& matter : matters) section.rows.push_back(row_of(context, matter, merged));
  return section;
}

MatterLists lists_at(const ViewContext& context, size_t limit) {
  MatterQuery query;
  query.scope = context.scope;
  query.soon_ns = context.scope.whole_county() ? kSoonS * kNsPerSecond : kWheneverNs;
  query.limit = limit;
  return matter_lists(context.state, context.county, context.now_ns, query);
}

}  // namespace

std::string stage_label(const ViewContext& context, const Request& request) {
  const RequestStage stage = stage_of(request).stage;
  if (request.loop < context.county.loops.size()) {
    for (const Stage& named : context.county.loops[request.loop].stages) {
      if (std::find(named.keys.begin(), named.keys.end(), request_stage_name(stage)) != named.keys.end()) {
        return context.texts.of(named.label);
      }
    }
  }
  return context.texts.at(Text::kStagePlaced, static_cast<size_t>(stage));
}

std::string tier_label(const ViewContext& context, size_t tier) {
  return text::tier_label(context.county, context.texts, tier);
}

MatterBoard build_matters(const ViewContext& context) {
  const Texts& texts = context.texts;
  const bool county = context.scope.whole_county();
  const MatterLists lists = lists_at(context, kMostRows);
  Change overdue_change, due_change;
  if (const std::optional<ViewContext> at_then = context.then()) {
    const MatterLists then = lists_at(*at_then, 0);
    overdue_change = change_of_count(lists.overdue_count, then.overdue_count);
    due_change = change_of_count(lists.due_soon_count, then.due_soon_count);
  }
  MatterBoard board;
  board.title = texts[Text::kMattersTitle];
  board.open = with_change(fill(texts[Text::kRatesBacklog], {{"n", format_count(context.figures.backlog)}}),
                           change_of(context, [](const ViewContext& at) { return at.figures.backlog; }));
  if (context.figures.deferred > 0) {
    board.open += " · " + fill(texts[Text::kRatesDeferred], {{"n", format_count(context.figures.deferred)}});
  }
  board.age = build_data_age(context, Feed::kRequest);
  const MergedCounts merged = merged_counts(context.state);
  board.overdue =
      section_of(context, lists.overdue, lists.overdue_count, Text::kMattersOverdue, overdue_change, merged);
  board.due = section_of(context, lists.due_soon, lists.due_soon_count,
                         county ? Text::kMattersDueSoon : Text::kMattersNotDue, due_change, merged);
  if (lists.overdue_count + lists.due_soon_count == 0) {
    board.why = context.figures.backlog == 0
                    ? texts[Text::kMattersNoneOpen]
                    : fill(texts[Text::kMattersNoneDue], {{"time", format_span(kSoonS, texts)}});
  }
  return board;
}

std::string more_matters(const Texts& texts, int64_t count) {
  return fill(texts[Text::kMattersMore], {{"n", format_count(count)}});
}

}  // namespace gridwall::view_model
