// The best three and the worst three parts of what is looked at, by closing rate, response, overdue and coverage; and
// departments by how they answer whistles. Each list says its rule.
#include "ingest/state/rankings.h"

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMost = 3;  // of the best and of the worst; fewer where there is no room
const Mark kBest{Shape::kTriangleUp, Tone::kGood, {}}, kWorst{Shape::kTriangleDown, Tone::kAttention, {}};

std::string percent_of(const Fraction& of) {
  return format_percent(of.numerator, of.denominator).value_or("0") + "%";
}

BarPart bar_of(double share, bool best) {
  return {static_cast<float>(share), best ? Tone::kGood : Tone::kAttention};
}

Row row_of(const ViewContext& context, Measure measure, const RankedPlace& ranked, double most, bool best) {
  const bool response = measure == Measure::kResponse;
  return {{{.text = scope_name(context.county, context.texts, ranked.place), .mark = best ? kBest : kWorst},
           {.bar = {bar_of(most > 0 ? ranked.value / most : 0, best)}},
           {.text = response ? format_count(ranked.of.denominator) : written(ranked.of), .tone = Tone::kQuiet},
           {.text = response ? format_coarse_duration(ranked.value, context.texts) : percent_of(ranked.of),
            .strong = true}},
          GoTo{ranked.place}};
}

std::string rule_of(const ViewContext& context, Measure measure, const Ranking& ranking) {
  std::string rule = fill(context.texts.at(Text::kRankingsClosing, static_cast<size_t>(measure)),
                          {{"n", format_count(min_sample(measure))}});
  if (ranking.unranked > 0) rule += " · " + counted(context, Text::kRankingsUnranked, ranking.unranked);
  return rule;
}

std::vector<Row> rows_of(const ViewContext& context, Measure measure, const Ranking& ranking, size_t of_each = kMost) {
  std::vector<Row> rows;
  double most = measure == Measure::kResponse ? 0 : 1;
  for (const RankedPlace& ranked : ranking.ranked) most = std::max(most, ranked.value);
  const BestAndWorst shown = best_and_worst(ranking.ranked.size(), of_each);
  for (size_t i = 0; i < shown.best; ++i) rows.push_back(row_of(context, measure, ranking.ranked[i], most, true));
  for (size_t i = ranking.ranked.size() - shown.worst; i < ranking.ranked.size(); ++i) {
    rows.push_back(row_of(context, measure, ranking.ranked[i], most, false));
  }
  return rows;
}

Table table_of(std::vector<Row> rows, std::string heading) {
  Table table;
  table.columns = {{.fit = Column::Fit::kCut},
                   {.fit = Column::Fit::kBar},
                   {.align = Align::kRight, .drop = 1},
                   {.align = Align::kRight}};
  table.whole = true;
  Section& section = table.sections.emplace_back();
  section.heading = std::move(heading);
  section.rows = std::move(rows);
  return table;
}

// The rule, and below it the places or that there are none.
Stack list_of(const ViewContext& context, Measure measure, const Ranking& ranking) {
  std::vector<Row> rows = rows_of(context, measure, ranking);
  if (rows.empty()) rows.push_back({{{.text = context.texts[Text::kRankingsNone], .tone = Tone::kQuiet}, {}, {}, {}}});
  return {{table_of(std::move(rows), rule_of(context, measure, ranking))}};
}

std::string name_of(const ViewContext& context, const RankedDepartment& department) {
  if (department.listed == kNone) return std::string(department.department);
  return context.texts.of(context.county.departments[department.listed].name);
}

}  // namespace

block::Tile rankings(const ViewContext& context) {
  const std::array<Ranking, kMeasureCount> all =
      gridwall::rankings(context.state, context.county, context.now_ns, context.scope);
  const auto of = [&](Measure measure) -> const Ranking& { return all[static_cast<size_t>(measure)]; };
  Tile tile = tile_of(context, Feed::kRequest, Text::kRankingsTitle);
  tile.absent = children_of(context.county, context.scope).size() < 2;
  tile.qualifier = context.texts[Text::kRankingsQualifier];
  tile.brief = rule_of(context, Measure::kClosing, of(Measure::kClosing));
  Stack everything;
  for (const Measure measure : {Measure::kClosing, Measure::kResponse, Measure::kOverdue, Measure::kCoverage}) {
    for (Block& block : list_of(context, measure, of(measure))) everything.push_back(std::move(block));
  }
  Choice choice{{std::move(everything)}};
  const Ranking& closing = of(Measure::kClosing);
  for (size_t of_each = kMost; of_each > 0 && !closing.ranked.empty(); --of_each) {
    choice.stacks.push_back({{table_of(rows_of(context, Measure::kClosing, closing, of_each), {})}});
  }
  if (closing.ranked.empty()) {
    choice.stacks.push_back({{Line{.text = context.texts[Text::kRankingsNone], .tone = Tone::kQuiet}}});
  }
  tile.body.push_back({std::move(choice)});
  return tile;
}

block::Tile departments(const ViewContext& context) {
  const Texts& texts = context.texts;
  const DepartmentRanking ranking = department_ranking(context.state, context.county, context.now_ns, context.scope);
  if (ranking.ranked.empty() && ranking.unranked == 0) return {.absent = true};
  Tile tile = tile_of(context, Feed::kEmergency, Text::kDepartmentsTitle);
  tile.qualifier = counted(context, Text::kDepartmentsRule, kMinRanked);
  if (ranking.unranked > 0) tile.qualifier += " · " + counted(context, Text::kRankingsUnranked, ranking.unranked);
  if (ranking.ranked.empty()) tile.why = texts[Text::kRankingsNone];
  Table table{.more = texts[Text::kWhistlesMore], .ruled = true};
  table.columns = {{.caption = texts[Text::kWhistlesDepartment], .fit = Column::Fit::kCut},
                   {.caption = texts[Text::kDepartmentsClosed], .align = Align::kRight, .drop = 1},
                   {.caption = texts[Text::kDepartmentsRate], .align = Align::kRight},
                   {.caption = texts[Text::kDepartmentsResponse], .align = Align::kRight},
                   {.caption = texts[Text::kWhistlesWaiting], .align = Align::kRight}};
  const BestAndWorst shown = best_and_worst(ranking.ranked.size(), kMost);
  Section& section = table.sections.emplace_back();
  for (size_t i = 0; i < ranking.ranked.size(); ++i) {
    if (i >= shown.best && i < ranking.ranked.size() - shown.worst) continue;
    const RankedDepartment& one = ranking.ranked[i];
    section.rows.push_back(
        {{{.text = name_of(context, one), .mark = i < shown.best ? kBest : kWorst},
          {.text = written(one.closed), .tone = Tone::kQuiet},
          {.text = percent_of(one.closed), .strong = true},
          {.text = one.response_s ? format_coarse_duration(*one.response_s, texts) : texts[Text::kNumberNone]},
          {.text = format_count(one.unanswered), .tone = one.unanswered > 0 ? Tone::kAttention : Tone::kFaint}}});
  }
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile
