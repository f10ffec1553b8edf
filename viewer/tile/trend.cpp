// Requests day by day: collected and resolved by the day they were placed on, and the rate of the two.
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

// "11-21", told of today and of every seventh day before it.
std::string label_of(int32_t day, int32_t today) {
  if ((today - day) % 7 != 0) return {};
  const CivilTime date = civil_from_day(day);
  return fmt::format("{:02}-{:02}", date.month, date.day);
}

}  // namespace

block::Tile trend(const ViewContext& context) {
  const Texts& texts = context.texts;
  const Trend days = trend_of(context.state, context.county, context.now_ns, context.window, context.scope);
  const auto today = days.first_day + static_cast<int32_t>(days.days.size()) - 1;
  Tile tile = tile_of(context, Feed::kRequest, Text::kTrendTitle);
  TrendChart::Series collected{.label = texts[Text::kScoresCollected], .tone = Tone::kTier2};
  TrendChart::Series resolved{.label = texts[Text::kTrendResolved], .tone = Tone::kGood};
  TrendChart::Series rate{.label = texts[Text::kRatesResolution], .settled = days.settled_days};
  TrendChart chart;
  int64_t most = 0;
  for (size_t i = 0; i < days.days.size(); ++i) {
    const TrendDay& day = days.days[i];
    most = std::max(most, day.collected);
    collected.values.emplace_back(static_cast<float>(day.collected));
    resolved.values.emplace_back(static_cast<float>(day.resolved));
    const std::optional<double> share = day.resolution_rate();
    rate.values.push_back(share ? std::optional(static_cast<float>(*share)) : std::nullopt);
    chart.labels.push_back(label_of(days.first_day + static_cast<int32_t>(i), today));
  }
  if (most == 0) tile.why = texts[Text::kRatesNoneCollected];
  tile.qualifier = counted(context, Text::kTrendMost, most);
  chart.columns = {std::move(collected), std::move(resolved)};
  chart.lines = {std::move(rate)};
  tile.body.push_back({std::move(chart)});
  return tile;
}

}  // namespace gridwall::tile
