// Red–black list and stars (红黑榜、星级) of the newest period, and how organisations score by the requests that name
// them, with the formula and the least sample. Organisations only.
#include <algorithm>

#include <fmt/format.h>

#include "ingest/state/org_board.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

const Mark kStars{Shape::kDiamond, Tone::kQuiet, {}};

struct Lines {
  std::vector<Row> listed;  // red, black
  std::vector<Row> stars;   // from many to few
  std::vector<Row> star_counts;
  std::vector<Row> scores;
};

// Organisations, best first.
Row row_of(const Mark& mark, std::string label, const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : " · ") + name;
  return {{{.text = std::move(label), .tone = Tone::kQuiet, .mark = mark}, {.text = std::move(all)}}};
}

std::string with_count(const std::string& label, size_t count) {
  return label + " " + format_count(static_cast<int64_t>(count));
}

void add_list(const ViewContext& context, const AssessedPeriod& period, AssessmentKind kind, Lines& lines) {
  std::vector<std::string> names;
  for (const AssessedOrg& org : period.list) {
    if (org.kind == kind) names.emplace_back(context.state.words.text(org.org));
  }
  if (names.empty()) return;
  // Red is commended, in the colour of what is well.
  const bool red = kind == AssessmentKind::kRed;
  const Mark mark = red ? Mark{Shape::kDisc, Tone::kGood, {}} : Mark{Shape::kSquare, Tone::kAttention, {}};
  lines.listed.push_back(
      row_of(mark, with_count(context.texts[red ? Text::kOrgsRed : Text::kOrgsBlack], names.size()), names));
}

void add_stars(const ViewContext& context, const AssessedPeriod& period, Lines& lines) {
  std::vector<std::string> counts;
  for (size_t i = 0; i < period.stars.size();) {
    const uint8_t stars = period.stars[i].stars;
    std::vector<std::string> names;
    for (; i < period.stars.size() && period.stars[i].stars == stars; ++i) {
      names.emplace_back(context.state.words.text(period.stars[i].org));
    }
    counts.push_back(with_count(fill(context.texts[Text::kOrgsStars], {{"n", std::to_string(stars)}}), names.size()));
    lines.stars.push_back(row_of(kStars, counts.back(), names));
  }
  if (!counts.empty()) lines.star_counts = {row_of(kStars, context.texts[Text::kOrgsStarCounts], counts)};
}

NamedPeriod period_at(const ViewContext& context) {
  return period_of_day(context.county.zone.local_day(context.now_ns), PeriodKind::kHalfYear);
}

std::vector<OrgScore> scores_at(const ViewContext& context) {
  return org_scores(context.state, context.county, context.now_ns, period_at(context).days, context.scope);
}

std::string score_text(double score) {
  return fmt::format("{:.1f}", score);
}

std::optional<std::string> score_of(const ViewContext& context, const std::vector<OrgScore>& scores,
                                    std::string_view org) {
  for (const OrgScore& score : scores) {
    if (score.score && context.state.words.text(score.org) == org) return score_text(*score.score);
  }
  return std::nullopt;
}

void add_scores(const ViewContext& context, Lines& lines) {
  const std::vector<OrgScore> scores = scores_at(context);
  const bool rated =
      std::any_of(scores.begin(), scores.end(), [](const OrgScore& org) { return org.score.has_value(); });
  if (scores.empty() || (!rated && !context.scope.whole_county())) return;
  const std::optional<ViewContext> at_then = context.then();
  const std::vector<OrgScore> then = at_then ? scores_at(*at_then) : std::vector<OrgScore>();
  std::vector<std::string> names;
  for (const OrgScore& org : scores) {
    if (!org.score) continue;
    const std::string_view name = context.state.words.text(org.org);
    const std::string score = score_text(*org.score);
    // The list is long: where nothing differs, nothing is said.
    const Change change = at_then ? change_of_percent(score, score_of(*at_then, then, name)) : Change{};
    names.push_back(std::string(name) + " " + with_change(score, change.sign == 0 ? Change{} : change));
  }
  if (names.empty()) names.push_back(counted(context, Text::kOrgsTooFew, kMinOrgSample));
  lines.scores.push_back(row_of({Shape::kRing, Tone::kQuiet, {}},
                                fill(context.texts[Text::kOrgsScores], {{"period", period_at(context).word}}), names));
}

Line formula_of(const ViewContext& context) {
  const auto percent = [](double weight) { return std::to_string(static_cast<int>(weight * 100 + 0.5)); };
  return {.text = fill(context.texts[Text::kOrgsFormula], {{"closing", percent(kOrgWeights.closing)},
                                                           {"on_time", percent(kOrgWeights.on_time)},
                                                           {"satisfied", percent(kOrgWeights.satisfaction)},
                                                           {"lasting", percent(kOrgWeights.lasting)}}),
          .end = counted(context, Text::kOrgsSample, kMinOrgSample),
          .tone = Tone::kQuiet};
}

Block table_of(std::vector<Row> rows) {
  Table table;
  table.columns = {{}, {.fit = Column::Fit::kParts}};
  table.whole = true;
  table.sections.emplace_back().rows = std::move(rows);
  return {std::move(table)};
}

// All lines; else the stars as one line of counts; then what the requests say, which stands last, before the stars.
Choice body_of(const Lines& lines) {
  const auto joined = [&](const std::vector<Row>& stars) {
    std::vector<Row> rows = lines.listed;
    rows.insert(rows.end(), stars.begin(), stars.end());
    rows.insert(rows.end(), lines.scores.begin(), lines.scores.end());
    return rows;
  };
  Choice choice;
  choice.stacks.push_back({table_of(joined(lines.stars))});
  for (std::vector<Row> rows = joined(lines.star_counts); !rows.empty();) {
    choice.stacks.push_back({table_of(rows)});
    rows.erase(rows.end() - (rows.size() > 1 ? 2 : 1));
  }
  return choice;
}

}  // namespace

block::Tile organisations(const ViewContext& context) {
  Tile tile = tile_of(context, Feed::kRequest, Text::kOrgsTitle);
  Lines lines;
  // Assessments name no place: they are the county's.
  if (context.scope.whole_county()) {
    const std::vector<AssessedPeriod> periods = assessed_periods(context.state, context.county);
    if (!periods.empty()) {
      tile.qualifier = std::string(context.state.words.text(periods.front().period));
      add_list(context, periods.front(), AssessmentKind::kRed, lines);
      add_list(context, periods.front(), AssessmentKind::kBlack, lines);
      add_stars(context, periods.front(), lines);
    }
  }
  add_scores(context, lines);
  tile.absent = lines.listed.empty() && lines.stars.empty() && lines.scores.empty();
  if (tile.absent) return tile;
  tile.body.push_back({body_of(lines)});
  if (!lines.scores.empty()) tile.body.push_back({formula_of(context)});
  return tile;
}

}  // namespace gridwall::tile
