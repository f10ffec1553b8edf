#include "ingest/state/figures.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/heat.h"

namespace gridwall {
namespace {

double seconds(int64_t duration_ns) {
  return static_cast<double>(duration_ns) / 1e9;
}

void add(DayTally& sum, const DayTally& day) {
  sum.collected += day.collected;
  sum.resolved += day.resolved;
  sum.resolved_on_time += day.resolved_on_time;
  sum.rated += day.rated;
  sum.satisfied += day.satisfied;
  sum.unrated += day.unrated;
  sum.reopened += day.reopened;
  sum.ever_resolved += day.ever_resolved;
  sum.accepted += day.accepted;
  sum.promise_kept += day.promise_kept;
  for (size_t tier = 0; tier < kTierCount; ++tier) sum.tier_resolved[tier] += day.tier_resolved[tier];
  sum.visits += day.visits;
  sum.households += day.households;
  sum.people += day.people;
  sum.hazards_found += day.hazards_found;
  sum.hazards_closed += day.hazards_closed;
  sum.disputes_found += day.disputes_found;
  sum.disputes_resolved += day.disputes_resolved;
  sum.meetings += day.meetings;
  sum.issues += day.issues;
  sum.measures += day.measures;
  sum.issues_solved += day.issues_solved;
  sum.reported_units += day.reported_units;
  sum.reported_members += day.reported_members;
  sum.reported_solved += day.reported_solved;
}

struct DayRange {
  int32_t first, last;  // local days, both within
  bool contains(int32_t day) const { return day >= first && day <= last; }
};

using DayRanges = std::array<DayRange, kWindowCount>;

DayRanges day_ranges(const County& county, int64_t now_ns) {
  const int32_t today = county.zone.local_day(now_ns);
  const CivilTime civil = civil_from_seconds(int64_t{today} * 86'400);
  const auto new_year = static_cast<int32_t>(seconds_from_civil(civil.year, 1, 1) / 86'400);
  return {{{today, today}, {today - 6, today}, {today - 29, today}, {new_year, today}, {INT32_MIN, INT32_MAX}}};
}

WindowFigures sum_days(const CountyState& state, DayRange range) {
  WindowFigures figures;
  DurationHistogram response;
  for (auto day = state.days.lower_bound(range.first); day != state.days.end() && day->first <= range.last; ++day) {
    add(figures.tally, day->second.tally);
    response.merge(day->second.response);
    for (const auto& [word, count] : day->second.categories) figures.categories[word] += count;
    for (const auto& [word, count] : day->second.channels) figures.channels[word] += count;
  }
  std::erase_if(figures.categories, [](const auto& entry) { return entry.second == 0; });
  std::erase_if(figures.channels, [](const auto& entry) { return entry.second == 0; });
  figures.response_p50_s = response.quantile_s(0.5);
  figures.response_p90_s = response.quantile_s(0.9);
  return figures;
}

// A request that nobody accepted counts against the promise once its time has passed; before, it is not yet decided.
int64_t undecided_promises(const CountyState& state, const County& county, DayRange range, int64_t now_ns) {
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  const int32_t first = std::max(range.first, county.zone.local_day(now_ns - promise_ns));
  int64_t undecided = 0;
  for (auto day = state.days.lower_bound(first); day != state.days.end() && day->first <= range.last; ++day) {
    for (const uint32_t index : day->second.requests) {
      const Request& request = state.requests[index];
      if (request.collected() && request.accepted_ns == kNever && request.placed_ns + promise_ns >= now_ns) ++undecided;
    }
  }
  return undecided;
}

void count_open_requests(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures) {
  figures.backlog = static_cast<int64_t>(state.open_requests.size());
  for (const uint32_t index : state.open_requests) {
    const Request& request = state.requests[index];
    if (request.deferred_at(figures.now_ns)) {
      ++figures.deferred;
      continue;
    }
    if (request.due_ns == kNever || request.due_ns > figures.now_ns) continue;
    if (request.due_ns < figures.now_ns) ++figures.overdue;
    const int32_t day = county.zone.local_day(request.placed_ns);
    for (size_t window = 0; window < kWindowCount; ++window) {
      if (ranges[window].contains(day)) ++figures.windows[window].due;
    }
  }
}

StageFigures stage_figures(const StageTimes& times, int64_t now_ns) {
  StageFigures figures;
  figures.count = static_cast<int64_t>(times.count());
  if (times.count() == 0) return figures;
  const auto since = [&](uint64_t k) { return seconds(now_ns - times.nth(k)); };
  figures.oldest_s = since(0);
  const uint64_t middle = times.count() / 2;
  figures.median_s = times.count() % 2 == 1 ? since(middle) : (since(middle - 1) + since(middle)) / 2;
  return figures;
}

}  // namespace

std::string_view window_name(Window window) {
  constexpr std::string_view kNames[] = {"today", "7d", "30d", "year", "all"};
  return kNames[static_cast<size_t>(window)];
}

std::optional<double> rate(int64_t numerator, int64_t denominator) {
  if (denominator == 0) return std::nullopt;
  return static_cast<double>(numerator) / static_cast<double>(denominator);
}

Freshness freshness_at(const GridState& grid, int64_t visit_interval_s, int64_t now_ns) {
  if (grid.last_visit_ns == kNever) return Freshness::kNeverVisited;
  const int64_t age_ns = now_ns - grid.last_visit_ns;
  const int64_t interval_ns = visit_interval_s * kNsPerSecond;
  if (age_ns > interval_ns) return Freshness::kOverdue;
  return age_ns * 4 > interval_ns * 3 ? Freshness::kDueSoon : Freshness::kFresh;
}

AlarmState alarm_state_at(const Alarm& alarm, int64_t now_ns) {
  if (alarm.raised_ns == kNever) return AlarmState::kNormal;
  const bool acknowledged = alarm.acknowledged_ns != kNever;
  if (alarm.cleared_ns != kNever) return acknowledged ? AlarmState::kNormal : AlarmState::kClearedUnacknowledged;
  if (alarm.shelved_until_ns != kNever && now_ns < alarm.shelved_until_ns) return AlarmState::kShelved;
  return acknowledged ? AlarmState::kActiveAcknowledged : AlarmState::kActiveUnacknowledged;
}

bool alarm_flood_at(const CountyState& state, int64_t now_ns) {
  if (!state.alarm_flood) return false;
  const int64_t from_ns = now_ns - 600 * kNsPerSecond;
  return std::count_if(state.recent_alarms_ns.begin(), state.recent_alarms_ns.end(),
                       [&](int64_t raised_ns) { return raised_ns > from_ns; }) >= 5;
}

Figures compute_figures(const CountyState& state, const County& county, int64_t now_ns) {
  Figures figures;
  figures.now_ns = now_ns;
  const DayRanges ranges = day_ranges(county, now_ns);
  for (size_t window = 0; window < kWindowCount; ++window) {
    WindowFigures& sums = figures.windows[window];
    sums = sum_days(state, ranges[window]);
    sums.due = sums.tally.resolved;
    if (county.response_promise_s > 0) {
      sums.promise_total = sums.tally.collected - undecided_promises(state, county, ranges[window], now_ns);
    } else {
      sums.tally.promise_kept = 0;
    }
  }
  count_open_requests(state, county, ranges, figures);
  for (size_t stage = 0; stage < kRequestStageCount; ++stage) {
    figures.stages[stage] = stage_figures(state.stages[stage], now_ns);
  }
  figures.coverage.grids = static_cast<int64_t>(state.grids.size());
  for (size_t grid = 0; grid < state.grids.size(); ++grid) {
    const Freshness freshness = freshness_at(state.grids[grid], county.grids[grid].visit_interval_s, now_ns);
    ++figures.coverage.by_freshness[static_cast<size_t>(freshness)];
  }
  for (const Alarm& alarm : state.alarms) {
    switch (alarm_state_at(alarm, now_ns)) {
      case AlarmState::kActiveUnacknowledged:
        ++figures.alarms.active_unacknowledged;
        break;
      case AlarmState::kActiveAcknowledged:
        ++figures.alarms.active_acknowledged;
        break;
      case AlarmState::kClearedUnacknowledged:
        ++figures.alarms.cleared_unacknowledged;
        break;
      case AlarmState::kShelved:
        ++figures.alarms.shelved;
        break;
      case AlarmState::kNormal:
        break;
    }
  }
  figures.alarms.flood = alarm_flood_at(state, now_ns);
  for (const SourceState& source : state.sources) {
    figures.unlocated += source.unlocated;
    figures.anomalies += source.anomalies;
  }
  return figures;
}

std::vector<GridFigures> grid_figures(const CountyState& state, const County& county, int64_t now_ns) {
  std::vector<GridFigures> figures(state.grids.size());
  for (size_t grid = 0; grid < figures.size(); ++grid) {
    figures[grid].heat = heat_at(state.grids[grid], now_ns, county.heat.half_life_s);
  }
  for (const uint32_t index : state.open_requests) {
    const Request& request = state.requests[index];
    if (request.grid == kNoGrid || !request.overdue_at(now_ns)) continue;
    GridFigures& grid = figures[request.grid];
    ++grid.overdue;
    if (request.overdue_counted == 0) {
      grid.heat += county.heat.overdue * heat_fade(now_ns - request.due_ns, county.heat.half_life_s);
    }
  }
  return figures;
}

}  // namespace gridwall
