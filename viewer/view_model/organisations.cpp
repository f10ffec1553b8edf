#include "viewer/view_model/organisations.h"

#include <algorithm>
#include <cstdio>

#include "ingest/state/org_board.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

std::string percent_of(double weight) {
  return std::to_string(static_cast<int>(weight * 100 + 0.5));
}

std::string score_text(double score) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.1f", score);
  return buffer;
}

void add_list(const ViewContext& context, const AssessedPeriod& period, AssessmentKind kind, OrgLine::Kind line_kind,
              Text label, Organisations& made) {
  OrgLine line{line_kind, context.texts[label], {}};
  for (const AssessedOrg& org : period.list) {
    if (org.kind == kind) line.names.emplace_back(context.state.words.text(org.org));
  }
  if (line.names.empty()) return;
  line.label += " " + format_count(static_cast<int64_t>(line.names.size()));
  made.lines.push_back(std::move(line));
}

void add_stars(const ViewContext& context, const AssessedPeriod& period, Organisations& made) {
  made.star_counts = {OrgLine::Kind::kStars, context.texts[Text::kOrgsStarCounts], {}};
  for (size_t i = 0; i < period.stars.size();) {
    const uint8_t stars = period.stars[i].stars;
    OrgLine line{OrgLine::Kind::kStars, {}, {}};
    for (; i < period.stars.size() && period.stars[i].stars == stars; ++i) {
      line.names.emplace_back(context.state.words.text(period.stars[i].org));
    }
    line.label = fill(context.texts[Text::kOrgsStars], {{"n", std::to_string(stars)}}) + " " +
                 format_count(static_cast<int64_t>(line.names.size()));
    made.star_counts.names.push_back(line.label);
    made.lines.push_back(std::move(line));
  }
}

NamedPeriod period_at(const ViewContext& context) {
  return period_of_day(context.county.zone.local_day(context.now_ns), PeriodKind::kHalfYear);
}

std::vector<OrgScore> scores_at(const ViewContext& context) {
  return org_scores(context.state, context.county, context.now_ns, period_at(context).days, context.scope);
}

std::optional<std::string> score_of(const ViewContext& context, const std::vector<OrgScore>& scores,
                                    std::string_view org) {
  for (const OrgScore& score : scores) {
    if (score.score && context.state.words.text(score.org) == org) return score_text(*score.score);
  }
  return std::nullopt;
}

void add_scores(const ViewContext& context, Organisations& made) {
  const Texts& texts = context.texts;
  const NamedPeriod period = period_at(context);
  const std::vector<OrgScore> scores = scores_at(context);
  const bool rated =
      std::any_of(scores.begin(), scores.end(), [](const OrgScore& org) { return org.score.has_value(); });
  if (scores.empty() || (!rated && !context.scope.whole_county())) return;
  OrgLine line{OrgLine::Kind::kScores, fill(texts[Text::kOrgsScores], {{"period", period.word}}), {}};
  const std::optional<ViewContext> at_then = context.then();
  const std::vector<OrgScore> then = at_then ? scores_at(*at_then) : std::vector<OrgScore>();
  for (const OrgScore& org : scores) {
    if (!org.score) continue;
    const std::string_view name = context.state.words.text(org.org);
    const std::string score = score_text(*org.score);
    // The list is long: where nothing differs, nothing is said.
    const Change change = at_then ? change_of_percent(score, score_of(*at_then, then, name)) : Change{};
    line.names.push_back(std::string(name) + " " + with_change(score, change.sign == 0 ? Change{} : change));
  }
  const std::string sample = std::to_string(kMinOrgSample);
  made.formula = fill(texts[Text::kOrgsFormula], {{"closing", percent_of(kOrgWeights.closing)},
                                                  {"on_time", percent_of(kOrgWeights.on_time)},
                                                  {"satisfied", percent_of(kOrgWeights.satisfaction)},
                                                  {"lasting", percent_of(kOrgWeights.lasting)}}) +
                 " · " + fill(texts[Text::kOrgsSample], {{"n", sample}});
  if (line.names.empty()) line.names.push_back(fill(texts[Text::kOrgsTooFew], {{"n", sample}}));
  made.lines.push_back(std::move(line));
}

}  // namespace

Organisations build_organisations(const ViewContext& context) {
  Organisations made;
  // Assessments name no place: they are the county's.
  if (context.scope.whole_county()) {
    const std::vector<AssessedPeriod> periods = assessed_periods(context.state, context.county);
    if (!periods.empty()) {
      made.period = std::string(context.state.words.text(periods.front().period));
      add_list(context, periods.front(), AssessmentKind::kRed, OrgLine::Kind::kRed, Text::kOrgsRed, made);
      add_list(context, periods.front(), AssessmentKind::kBlack, OrgLine::Kind::kBlack, Text::kOrgsBlack, made);
      add_stars(context, periods.front(), made);
    }
  }
  add_scores(context, made);
  made.absent = made.lines.empty();
  made.title = context.texts[Text::kOrgsTitle];
  made.age = build_data_age(context, Feed::kRequest);
  return made;
}

}  // namespace gridwall::view_model
