#include "viewer/view_model/grid_detail.h"

#include <algorithm>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

int64_t open_in(const std::vector<Finding>& findings, const std::vector<uint32_t>& open, uint32_t grid) {
  return std::count_if(open.begin(), open.end(), [&](uint32_t index) { return findings[index].grid == grid; });
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
  add(Text::kGridOpen, format_count(figures.backlog));
  add(Text::kGridOverdue, format_count(figures.overdue), figures.overdue > 0);
  add(Text::kGridFindings,
      format_count(open_in(state.hazards, open.hazards.update(state.hazards, state.seq), index)) + " / " +
          format_count(open_in(state.disputes, open.disputes.update(state.disputes, state.seq), index)));
  std::string workers = format_count(figures.patrol.on_shift);
  for (const auto& [post, count] : figures.patrol.posts) {
    workers += " · " + fill(texts[Text::kShiftsPost],
                            {{"post", texts.word(state.words.text(post))}, {"n", format_count(count)}});
  }
  add(Text::kGridOnShift, std::move(workers));
  return detail;
}

}  // namespace gridwall::view_model
