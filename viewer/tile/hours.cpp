// At which hours of the day requests come: on a usual day of the last thirty, and today.
#include <fmt/format.h>

#include "ingest/state/trend.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;

block::Tile hours(const ViewContext& context) {
  const HoursOfDay hours = hours_of_day(context.state, context.county, context.now_ns, context.scope);
  Tile tile = tile_of(context, Feed::kRequest, Text::kHoursTitle);
  TrendChart chart;
  TrendChart::Series usual{.label = context.texts[Text::kHoursUsual], .tone = Tone::kTier2};
  TrendChart::Series today{.label = context.texts[Text::kHoursToday], .tone = Tone::kAccent};
  int64_t sum = 0;
  size_t busiest = 0;
  for (size_t hour = 0; hour < hours.month.size(); ++hour) {
    sum += hours.month[hour];
    if (hours.month[hour] > hours.month[busiest]) busiest = hour;
    usual.values.emplace_back(static_cast<float>(hours.month[hour]) / static_cast<float>(hours.days));
    today.values.emplace_back(static_cast<float>(hours.today[hour]));
    chart.labels.push_back(hour % 6 == 0 ? fmt::format("{:02}:00", hour) : "");
  }
  tile.qualifier = fill(context.texts[Text::kHoursBusiest],
                        {{"from", fmt::format("{:02}:00", busiest)}, {"to", fmt::format("{:02}:00", busiest + 1)}});
  if (sum == 0) tile.why = context.texts[Text::kRatesNoneCollected];
  chart.columns = {std::move(usual), std::move(today)};
  tile.body.push_back({std::move(chart)});
  return tile;
}

}  // namespace gridwall::tile
