#include "ingest/state/trend.h"

#include <algorithm>
#include <numeric>

#include "ingest/state/fold_parts.h"
#include "ingest/state/request_tally.h"

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

// What stands behind the first day is one number: open before it.
void fill_backlog(Trend& trend, int64_t open_before) {
  for (TrendDay& day : trend.days) {
    open_before += day.collected - day.closed;
    day.backlog = open_before;
  }
}

void sum_county_days(const CountyState& state, int64_t now_ns, int32_t last_day, Trend& trend) {
  auto open_before = static_cast<int64_t>(state.open_requests.size());
  for (auto at = state.days.lower_bound(trend.first_day); at != state.days.end(); ++at) {
    const DayTally& tally = at->second.tally;
    const int64_t closed = std::accumulate(tally.tier_resolved.begin(), tally.tier_resolved.end(), int64_t{0});
    open_before -= tally.collected - closed;
    if (at->first > last_day) continue;
    const DayTurns& turns = at->second.turns;
    const int64_t late = turns.count_until(Turn::kLateFrom, now_ns) - turns.count_until(Turn::kLateUntil, now_ns);
    trend.days[static_cast<size_t>(at->first - trend.first_day)] = {tally.collected, tally.resolved,
                                                                    tally.resolved + late, closed};
  }
  fill_backlog(trend, open_before);
}

void sum_places(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places,
                Trend& trend) {
  const int64_t first_ns = county.zone.day_start_ns(trend.first_day);
  int64_t open_before = 0;
  const auto day_of = [&](int64_t time_ns) -> TrendDay* {
    if (time_ns < first_ns) return nullptr;  // most are, and a local day costs a search
    const auto day = static_cast<size_t>(county.zone.local_day(time_ns) - trend.first_day);
    return day < trend.days.size() ? &trend.days[day] : nullptr;
  };
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (!request.collected()) continue;
      if (request.placed_ns < first_ns) ++open_before;
      if (TrendDay* placed = day_of(request.placed_ns)) {
        ++placed->collected;
        if (request.resolved()) ++placed->resolved;
        if (is_due(request, now_ns)) ++placed->due;
      }
      if (!request.resolved()) continue;
      if (request.resolved_ns < first_ns) --open_before;
      if (TrendDay* closed = day_of(request.resolved_ns)) ++closed->closed;
    }
  }
  fill_backlog(trend, open_before);
}

}  // namespace

Trend trend_between(const CountyState& state, const County& county, int64_t now_ns, int32_t first_day, int32_t last_day,
                    const Scope& scope) {
  Trend trend;
  trend.first_day = first_day;
  trend.days.resize(static_cast<size_t>(std::max(0, last_day - first_day + 1)));
  const ScopePlaces places(county, scope);
  if (places.whole_county()) {
    sum_county_days(state, now_ns, last_day, trend);
  } else {
    sum_places(state, county, now_ns, places, trend);
  }
  const int64_t running_days = county.due_s[static_cast<size_t>(Tier::kCommunity)] / 86'400 + 1;
  const int64_t settled = county.zone.local_day(now_ns) - running_days - first_day + 1;
  trend.settled_days = static_cast<size_t>(std::clamp<int64_t>(settled, 0, std::ssize(trend.days)));
  return trend;
}

Trend weekly_trend(const CountyState& state, const County& county, int64_t now_ns, int32_t weeks, const Scope& scope) {
  const int32_t today = county.zone.local_day(now_ns);
  const int32_t monday = today - (today + 3) % 7;  // 1 January 1970 was a Thursday
  const Trend days = trend_between(state, county, now_ns, monday - (weeks - 1) * 7, today, scope);
  Trend trend{days.first_day, 7, {}, days.settled_days / 7};
  for (size_t i = 0; i < days.days.size(); ++i) {
    if (i % 7 == 0) trend.days.emplace_back();
    TrendDay& week = trend.days.back();
    week.collected += days.days[i].collected;
    week.resolved += days.days[i].resolved;
    week.due += days.days[i].due;
    week.closed += days.days[i].closed;
    week.backlog = days.days[i].backlog;
  }
  return trend;
}

HoursOfDay hours_of_day(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope) {
  HoursOfDay hours;
  const int32_t today = county.zone.local_day(now_ns);
  const ScopePlaces places(county, scope);
  if (places.whole_county()) {
    for (auto day = state.days.lower_bound(today - hours.days + 1); day != state.days.end() && day->first <= today;
         ++day) {
      for (size_t hour = 0; hour < 24; ++hour) hours.month[hour] += day->second.hours[hour];
      if (day->first == today) hours.today = day->second.hours;
    }
    return hours;
  }
  const int64_t first_ns = county.zone.day_start_ns(today - hours.days + 1);
  const int64_t today_ns = county.zone.day_start_ns(today), end_ns = county.zone.day_start_ns(today + 1);
  for (const GridIndex grid : places.grids()) {
    for (const RequestIndex index : state.requests_of_grid[grid]) {
      const Request& request = state.requests[index];
      if (!request.collected() || request.placed_ns < first_ns || request.placed_ns >= end_ns) continue;
      const size_t hour = local_hour(county, request.placed_ns);
      ++hours.month[hour];
      if (request.placed_ns >= today_ns) ++hours.today[hour];
    }
  }
  return hours;
}

Trend trend_of(const CountyState& state, const County& county, int64_t now_ns, Window window, const Scope& scope) {
  const int32_t today = county.zone.local_day(now_ns);
  return trend_between(state, county, now_ns, today - days_to_show(state, today, window) + 1, today, scope);
}

}  // namespace gridwall::state
