#include "ingest/state/trend.h"

#include <algorithm>
#include <numeric>

namespace gridwall::inline state {
namespace {

constexpr int32_t kShortTrendDays = 7, kTrendDays = 30, kLongestTrendDays = 90;

int32_t days_to_show(const CountyState& state, int32_t today, Window window) {
  switch (window) {
    case Window::kToday:
    case Window::k7Days:
      return kShortTrendDays;
    case Window::k30Days:
      return kTrendDays;
    case Window::kYear:
    case Window::kAll:
      break;
  }
  if (state.days.empty()) return kTrendDays;
  return std::clamp(today - state.days.begin()->first + 1, kTrendDays, kLongestTrendDays);
}

void sum_county_days(const CountyState& state, int32_t last_day, Trend& trend) {
  for (auto day = state.days.lower_bound(trend.first_day); day != state.days.end() && day->first <= last_day; ++day) {
    const DayTally& tally = day->second.tally;
    trend.days[static_cast<size_t>(day->first - trend.first_day)] = {
        tally.collected, tally.resolved,
        std::accumulate(tally.tier_resolved.begin(), tally.tier_resolved.end(), int64_t{0})};
  }
}

void sum_places(const CountyState& state, const County& county, const ScopePlaces& places, Trend& trend) {
  const int64_t first_ns = county.zone.day_start_ns(trend.first_day);
  const auto day_of = [&](int64_t time_ns) -> TrendDay* {
    if (time_ns < first_ns) return nullptr;  // most are, and a local day costs a search
    const auto day = static_cast<size_t>(county.zone.local_day(time_ns) - trend.first_day);
    return day < trend.days.size() ? &trend.days[day] : nullptr;
  };
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (!request.collected()) continue;
      if (TrendDay* placed = day_of(request.placed_ns)) {
        ++placed->collected;
        if (request.resolved()) ++placed->resolved;
      }
      if (!request.resolved()) continue;
      if (TrendDay* closed = day_of(request.resolved_ns)) ++closed->closed;
    }
  }
}

}  // namespace

Trend trend_between(const CountyState& state, const County& county, int64_t now_ns, int32_t first_day, int32_t last_day,
                    const Scope& scope) {
  Trend trend;
  trend.first_day = first_day;
  trend.days.resize(static_cast<size_t>(std::max(0, last_day - first_day + 1)));
  const ScopePlaces places(county, scope);
  if (places.whole_county()) {
    sum_county_days(state, last_day, trend);
  } else {
    sum_places(state, county, places, trend);
  }
  const int64_t running_days = county.due_s[static_cast<size_t>(Tier::kCommunity)] / 86'400 + 1;
  const int64_t settled = county.zone.local_day(now_ns) - running_days - first_day + 1;
  trend.settled_days = static_cast<size_t>(std::clamp<int64_t>(settled, 0, std::ssize(trend.days)));
  return trend;
}

Trend trend_of(const CountyState& state, const County& county, int64_t now_ns, Window window, const Scope& scope) {
  const int32_t today = county.zone.local_day(now_ns);
  return trend_between(state, county, now_ns, today - days_to_show(state, today, window) + 1, today, scope);
}

}  // namespace gridwall::state
