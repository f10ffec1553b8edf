// Trends, changes against earlier windows, rankings and hot topics as JSON.
#include "ingest/state/hot_topics.h"
#include "ingest/state/json_parts.h"
#include "ingest/state/rankings.h"
#include "ingest/state/trend.h"

namespace gridwall::inline state {
namespace {

constexpr int32_t kWeeks = 13;
constexpr size_t kRepeatedListed = 50;

Json step_json(const JsonContext& context, const Trend& trend, size_t i) {
  const TrendDay& day = trend.days[i];
  const int64_t start_ns =
      context.county.zone.day_start_ns(trend.first_day + static_cast<int32_t>(i) * trend.step_days);
  return {{"day", context.time(start_ns)},
          {"collected", day.collected},
          {"resolved", day.resolved},
          {"resolution_rate", number_json(day.resolution_rate())},
          {"closed", day.closed},
          {"settled", i < trend.settled_days},
          {"due", day.due},
          {"closing_rate", number_json(day.closing_rate())},
          {"backlog", day.backlog}};
}

Json place_json(const JsonContext& context, const Scope& place) {
  return place.grid != kNone ? Json(context.county.grids[place.grid].code)
                             : Json(context.county.areas[place.area].code);
}

}  // namespace

Json trend_json(const JsonContext& context) {
  const Trend trend = trend_of(context.state, context.county, context.now_ns, Window::k30Days, context.scope);
  Json json = Json::array();
  for (size_t i = 0; i < trend.days.size(); ++i) {
    if (trend.days[i].collected == 0 && trend.days[i].closed == 0) continue;
    json.push_back(step_json(context, trend, i));
  }
  return json;
}

Json weeks_json(const JsonContext& context) {
  const Trend trend = weekly_trend(context.state, context.county, context.now_ns, kWeeks, context.scope);
  Json json = Json::array();
  for (size_t i = 0; i < trend.days.size(); ++i) json.push_back(step_json(context, trend, i));
  return json;
}

Json hours_json(const JsonContext& context) {
  const HoursOfDay hours = hours_of_day(context.state, context.county, context.now_ns, context.scope);
  return {{"days", hours.days}, {"collected", hours.month}, {"today", hours.today}};
}

Json earlier_json(const JsonContext& context, const WindowFigures& window,
                  const std::optional<EarlierWindow>& earlier) {
  if (!earlier) return nullptr;
  const RateCounts& counts = earlier->counts;
  Json json;
  json["from"] = context.time(context.county.zone.day_start_ns(earlier->first_day));
  json["at"] = context.time(earlier->at_ns);
  json["collected"] = counts.collected;
  json["resolved"] = counts.resolved;
  json["due"] = counts.due;
  json["resolved_on_time"] = counts.resolved_on_time;
  json["rated"] = counts.rated;
  json["satisfied"] = counts.satisfied;
  json["promise_kept"] = counts.promise_kept;
  json["promise_total"] = counts.promise_total;
  for (size_t i = 0; i < kRateKindCount; ++i) {
    const auto kind = static_cast<RateKind>(i);
    json["change_points"][std::string(rate_kind_name(kind))] =
        number_json(change_points(fraction_of(kind, rate_counts(window)), fraction_of(kind, counts)));
  }
  return json;
}

Json rankings_json(const JsonContext& context) {
  const std::array<Ranking, kMeasureCount> all = rankings(context.state, context.county, context.now_ns, context.scope);
  Json json;
  for (size_t i = 0; i < kMeasureCount; ++i) {
    const auto measure = static_cast<Measure>(i);
    Json rows = Json::array();
    for (const RankedPlace& row : all[i].ranked) {
      Json printed{{"place", place_json(context, row.place)}};
      if (measure == Measure::kResponse) {
        printed["responses"] = row.of.denominator;
        printed["median_s"] = row.value;
      } else {
        printed["of"] = {row.of.numerator, row.of.denominator};
        printed["rate"] = row.value;
      }
      rows.push_back(std::move(printed));
    }
    json[std::string(measure_name(measure))] = {
        {"min_sample", min_sample(measure)}, {"unranked", all[i].unranked}, {"ranked", std::move(rows)}};
  }
  return json;
}

Json department_ranking_json(const JsonContext& context) {
  const DepartmentRanking ranking = department_ranking(context.state, context.county, context.now_ns, context.scope);
  Json rows = Json::array();
  for (const RankedDepartment& row : ranking.ranked) {
    rows.push_back({{"department", row.department},
                    {"closed", row.closed.numerator},
                    {"whistled", row.closed.denominator},
                    {"unanswered", row.unanswered},
                    {"acknowledge_median_s", number_json(row.response_s)}});
  }
  return {{"min_sample", kMinRanked}, {"unranked", ranking.unranked}, {"ranked", std::move(rows)}};
}

Json hot_json(const JsonContext& context) {
  const HotTopics topics = hot_topics(context.state, context.county, context.now_ns, context.scope);
  Json rows = Json::array();
  for (const HotCategory& hot : topics.hot) {
    rows.push_back({{"category", context.word(hot.category)},
                    {"collected", hot.recent},
                    {"collected_before", hot.before},
                    {"expected", hot.expected},
                    {"chance", hot.chance}});
  }
  return {{"recent_days", topics.recent_days},
          {"usual_days", topics.usual_days},
          {"tested", topics.tested},
          {"level", kHotLevel},
          {"categories", std::move(rows)}};
}

Json repeated_json(const JsonContext& context) {
  const RepeatedMatters repeated =
      repeated_matters(context.state, context.county, context.now_ns, kRepeatedListed, context.scope);
  Json rows = Json::array();
  for (const RepeatedMatter& matter : repeated.first) {
    rows.push_back({{"grid", context.grid_code(matter.grid)},
                    {"category", context.word(matter.category)},
                    {"collected", matter.count},
                    {"open", matter.open}});
  }
  return {{"count", repeated.total}, {"least", kLeastRepeated}, {"first", std::move(rows)}};
}

}  // namespace gridwall::state
