// Requests day by day or week by week: collected and resolved by when they were placed, what stood open, and both
// rates.
#include "ingest/state/trend.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/event/time.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr int32_t kLabelledSteps = 7, kLabelledWeeks = 4;
constexpr int32_t kWeeks = 13, kWeeksOfLongWindows = 53;

std::string date_of(int32_t day) {
  const CivilTime date = civil_from_day(day);
  return fmt::format("{:02}-{:02}", date.month, date.day);
}

std::optional<float> share_of(const std::optional<double>& rate) {
  return rate ? std::optional(static_cast<float>(*rate)) : std::nullopt;
}

// Counts in one chart and the rates in another below it; without room for both, the counts.
Choice charts_of(const ViewContext& context, const Trend& trend, int32_t labelled) {
  const Texts& texts = context.texts;
  TrendChart counts, rates;
  TrendChart::Series collected{.label = texts[Text::kScoresCollected], .tone = Tone::kTier2};
  TrendChart::Series resolved{.label = texts[Text::kTrendResolved], .tone = Tone::kGood};
  TrendChart::Series backlog{.label = texts[Text::kTrendBacklog], .tone = Tone::kText};
  TrendChart::Series resolution{.label = rate_label(context, RateKind::kResolution), .settled = trend.settled_days};
  TrendChart::Series closing{
      .label = rate_label(context, RateKind::kClosing), .tone = Tone::kGood, .settled = trend.settled_days};
  const auto steps = static_cast<int32_t>(trend.days.size());
  for (int32_t i = 0; i < steps; ++i) {
    const TrendDay& day = trend.days[static_cast<size_t>(i)];
    collected.values.emplace_back(static_cast<float>(day.collected));
    resolved.values.emplace_back(static_cast<float>(day.resolved));
    backlog.values.emplace_back(static_cast<float>(day.backlog));
    resolution.values.push_back(share_of(day.resolution_rate()));
    closing.values.push_back(share_of(day.closing_rate()));
    // Told of the last one and of some before it.
    counts.labels.push_back((steps - 1 - i) % labelled == 0 ? date_of(trend.first_day + i * trend.step_days) : "");
  }
  if (!trend.days.empty()) {
    counts.columns_top = counted(context, Text::kRatesBacklog, trend.days.back().backlog);
  }
  counts.columns = {std::move(collected), std::move(resolved)};
  counts.levels = {std::move(backlog)};
  rates.in_steps = true;
  rates.lines = {std::move(resolution), std::move(closing)};
  Stack both, low;
  both.push_back({counts});
  both.push_back({std::move(rates)});
  low.push_back({std::move(counts)});
  return {{std::move(both), std::move(low)}};
}

int64_t most_of(const Trend& trend) {
  int64_t most = 0;
  for (const TrendDay& day : trend.days) most = std::max(most, day.collected);
  return most;
}

}  // namespace

block::Tile trend(const ViewContext& context) {
  const Trend days = trend_of(context.state, context.county, context.now_ns, context.window, context.scope);
  Tile tile = tile_of(context, Feed::kRequest, Text::kTrendTitle);
  tile.qualifier = counted(context, Text::kTrendMost, most_of(days));
  if (most_of(days) == 0) tile.why = context.texts[Text::kRatesNoneCollected];
  tile.body.push_back({charts_of(context, days, kLabelledSteps)});
  return tile;
}

block::Tile weeks(const ViewContext& context) {
  const bool is_long = context.window == Window::kYear || context.window == Window::kAll;
  const Trend weeks = weekly_trend(context.state, context.county, context.now_ns,
                                   is_long ? kWeeksOfLongWindows : kWeeks, context.scope);
  Tile tile = tile_of(context, Feed::kRequest, Text::kWeeksTitle);
  tile.qualifier = counted(context, Text::kWeeksMost, most_of(weeks));
  if (most_of(weeks) == 0) tile.why = context.texts[Text::kRatesNoneCollected];
  tile.body.push_back({charts_of(context, weeks, kLabelledWeeks)});
  return tile;
}

}  // namespace gridwall::tile
