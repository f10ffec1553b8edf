#include "viewer/view_model/grid_detail.h"

#include <algorithm>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

int64_t open_in(const std::vector<Finding>& findings, const std::vector<uint32_t>& open, uint32_t grid) {
  return std::count_if(open.begin(), open.end(), [&](uint32_t index) { return findings[index].grid == grid; });
}

// At the other moment, whose open findings nobody keeps a list of.
int64_t open_in(const std::vector<Finding>& findings, uint32_t grid) {
  return std::count_if(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.grid == grid && is_open(finding); });
}

}  // namespace

GridDetail build_grid_detail(const ViewContext& context, OpenOnPatrol& open) {
  const Texts& texts = context.texts;
  const uint32_t index = context.scope.grid;
  const Grid& grid = context.county.grids[index];
  const CountyState& state = context.state;
  const GridState& at = state.grids[index];
  const Figures& figures = context.figures;

  GridDetail detail;
  detail.title = texts[Text::kGridTitle];
  detail.level = texts.at(Text::kGridLevel1, std::clamp<size_t>(grid.level, 1, 3) - 1);
  detail.age = build_data_age(context, Feed::kPatrol);
  detail.freshness = freshness_at(at, grid.visit_interval_s, context.now_ns);
  detail.state = texts.at(Text::kCoverageFresh, static_cast<size_t>(detail.freshness));
  detail.last_visit_caption = texts[Text::kGridLastVisit];
  if (at.last_visit_ns != kNever) {
    detail.last_visit =
        fill(texts[Text::kAgeAgo],
             {{"time", format_coarse_duration(seconds_between(at.last_visit_ns, context.now_ns), texts)}});
    detail.last_visit_caption += " · " + format_moment(at.last_visit_ns, context.now_ns, context.county.zone);
  }

  const auto add = [&](Text label, std::string value, bool attention = false, bool known = true) {
    detail.rows.push_back({texts[label], std::move(value), attention, known});
  };
  const auto unknown = [&](Text label) { add(label, texts[Text::kGridUnknown], false, false); };
  add(Text::kGridInterval, format_span(grid.visit_interval_s, texts));
  const std::string none = texts[Text::kNone];
  if (grid.households == 0 && grid.people == 0) {
    unknown(Text::kGridSize);
  } else {
    add(Text::kGridSize, (grid.households == 0 ? none : format_count(grid.households)) + " / " +
                             (grid.people == 0 ? none : format_count(grid.people)));
  }
  if (grid.responsible.zh.empty()) {
    unknown(Text::kGridResponsible);
  } else {
    add(Text::kGridResponsible, texts.of(grid.responsible));
  }
  const auto counted = [&](int64_t (*count_at)(const ViewContext&)) {
    return with_change(format_count(count_at(context)), change_of(context, count_at));
  };
  add(Text::kGridOpen, counted([](const ViewContext& moment) { return moment.figures.backlog; }));
  add(Text::kGridOverdue, counted([](const ViewContext& moment) { return moment.figures.overdue; }),
      figures.overdue > 0);
  const int64_t hazards = open_in(state.hazards, open.hazards.update(state.hazards, state.seq), index);
  const int64_t disputes = open_in(state.disputes, open.disputes.update(state.disputes, state.seq), index);
  Change hazards_change, disputes_change;
  if (const std::optional<ViewContext> then = context.then()) {
    hazards_change = change_of_count(hazards, open_in(then->state.hazards, then->scope.grid));
    disputes_change = change_of_count(disputes, open_in(then->state.disputes, then->scope.grid));
  }
  add(Text::kGridFindings, with_change(format_count(hazards), hazards_change) + " / " +
                               with_change(format_count(disputes), disputes_change));
  std::string workers = counted([](const ViewContext& moment) { return moment.figures.patrol.on_shift; });
  for (const auto& [post, count] : figures.patrol.posts) {
    workers += " · " + fill(texts[Text::kShiftsPost],
                            {{"post", texts.word(state.words.text(post))}, {"n", format_count(count)}});
  }
  add(Text::kGridOnShift, std::move(workers));
  return detail;
}

}  // namespace gridwall::view_model
