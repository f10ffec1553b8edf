#include <algorithm>

#include "viewer/tile/places_parts.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

int64_t open_in(const std::vector<Finding>& findings, const std::vector<uint32_t>& open, uint32_t grid) {
  return std::count_if(open.begin(), open.end(), [&](uint32_t index) { return findings[index].grid == grid; });
}

// At the other moment, whose open findings nobody keeps a list of.
int64_t open_in(const std::vector<Finding>& findings, uint32_t grid) {
  return std::count_if(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.grid == grid && is_open(finding); });
}

// When it was last visited, or that it never was.
Figure last_visit(const ViewContext& context, const GridState& at, Freshness freshness) {
  const Texts& texts = context.texts;
  const std::string& state = texts.at(Text::kCoverageFresh, static_cast<size_t>(freshness));
  Figure figure{.label = texts[Text::kGridLastVisit], .figure = state, .mark = mark_of(freshness)};
  if (at.last_visit_ns == kNever) return figure;
  figure.figure = fill(texts[Text::kAgeAgo],
                       {{"time", format_coarse_duration(seconds_between(at.last_visit_ns, context.now_ns), texts)}});
  figure.note = state + " · " + format_moment(at.last_visit_ns, context.now_ns, context.county.zone);
  return figure;
}

std::string open_findings(const ViewContext& context, OpenOnPatrol& open) {
  const CountyState& state = context.state;
  const uint32_t grid = context.scope.grid;
  const int64_t hazards = open_in(state.hazards, open.hazards.update(state.hazards, state.seq), grid);
  const int64_t disputes = open_in(state.disputes, open.disputes.update(state.disputes, state.seq), grid);
  Change hazards_change, disputes_change;
  if (const std::optional<ViewContext> then = context.then()) {
    hazards_change = change_of_count(hazards, open_in(then->state.hazards, then->scope.grid));
    disputes_change = change_of_count(disputes, open_in(then->state.disputes, then->scope.grid));
  }
  return with_change(format_count(hazards), hazards_change) + " / " +
         with_change(format_count(disputes), disputes_change);
}

std::string told(const ViewContext& context, int64_t (*count_at)(const ViewContext&)) {
  return with_change(format_count(count_at(context)), change_of(context, count_at));
}

std::string on_shift(const ViewContext& context) {
  std::string workers = told(context, [](const ViewContext& moment) { return moment.figures.patrol.on_shift; });
  for (const auto& [post, count] : context.figures.patrol.posts) {
    workers += " · " + fill(context.texts[Text::kShiftsPost],
                            {{"post", context.texts.word(context.state.words.text(post))}, {"n", format_count(count)}});
  }
  return workers;
}

std::string size_of(const Grid& grid, const std::string& none) {
  return (grid.households == 0 ? none : format_count(grid.households)) + " / " +
         (grid.people == 0 ? none : format_count(grid.people));
}

}  // namespace

block::Tile grid_detail(const ViewContext& context, OpenOnPatrol& open) {
  const Texts& texts = context.texts;
  const Grid& grid = context.county.grids[context.scope.grid];
  const GridState& at = context.state.grids[context.scope.grid];
  Tile tile = tile_of(context, Feed::kPatrol, Text::kGridTitle);
  tile.qualifier = texts.at(Text::kGridLevel1, std::clamp<size_t>(grid.level, 1, 3) - 1);
  const Freshness freshness = freshness_at(at, grid.visit_interval_s, context.now_ns);
  tile.body.push_back(
      {FigureRow{.words = FigureRow::Words::kAround, .figures = {last_visit(context, at, freshness)}, .large = false}});

  Table table;
  table.columns = {{}, {.align = Align::kRight, .fit = Column::Fit::kCut, .grows = true}};
  table.whole = table.ruled = true;
  Section& section = table.sections.emplace_back();
  const auto add = [&](Text label, Cell value) {
    section.rows.push_back({{{.text = texts[label], .tone = Tone::kQuiet}, std::move(value)}});
  };
  const auto known = [](std::string text) { return Cell{.text = std::move(text), .strong = true}; };
  const Cell unknown{.text = texts[Text::kGridUnknown], .tone = Tone::kQuiet};
  add(Text::kGridInterval, known(format_span(grid.visit_interval_s, texts)));
  add(Text::kGridSize,
      grid.households == 0 && grid.people == 0 ? unknown : known(size_of(grid, texts[Text::kNumberNone])));
  add(Text::kGridResponsible, grid.responsible.zh.empty() ? unknown : known(texts.of(grid.responsible)));
  add(Text::kGridOpen, known(told(context, [](const ViewContext& moment) { return moment.figures.backlog; })));
  Cell overdue = known(told(context, [](const ViewContext& moment) { return moment.figures.overdue; }));
  if (context.figures.overdue > 0) {
    overdue.tone = Tone::kAttention;
    overdue.mark = {Shape::kTriangleUp, Tone::kAttention, {}};
  }
  add(Text::kGridOverdue, std::move(overdue));
  add(Text::kGridFindings, known(open_findings(context, open)));
  add(Text::kGridOnShift, known(on_shift(context)));
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
