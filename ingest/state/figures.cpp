#include "ingest/state/figures.h"

#include <algorithm>

#include "ingest/state/figures_parts.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

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
}

void add_words(const std::map<WordId, WordTally>& day, std::map<WordId, int64_t>& collected,
               std::map<WordId, int64_t>& resolved) {
  for (const auto& [word, tally] : day) {
    if (tally.collected != 0) collected[word] += tally.collected;
    if (tally.resolved != 0) resolved[word] += tally.resolved;
  }
}

void sum_days(const CountyState& state, DayRange range, WindowFigures& figures) {
  DurationHistogram response;
  for (auto day = state.days.lower_bound(range.first); day != state.days.end() && day->first <= range.last; ++day) {
    add(figures.tally, day->second.tally);
    response.merge(day->second.response);
    add_words(day->second.categories, figures.categories, figures.categories_resolved);
    add_words(day->second.channels, figures.channels, figures.channels_resolved);
  }
  figures.response_p50_s = response.quantile_s(0.5);
  figures.response_p90_s = response.quantile_s(0.9);
}

int64_t undecided_promises(const CountyState& state, const County& county, DayRange range, int64_t now_ns) {
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  const int32_t first = std::max(range.first, county.zone.local_day(now_ns - promise_ns));
  int64_t undecided = 0;
  for (auto day = state.days.lower_bound(first); day != state.days.end() && day->first <= range.last; ++day) {
    for (const RequestIndex index : day->second.requests) {
      if (promise_undecided(state.requests[index], promise_ns, now_ns)) ++undecided;
    }
  }
  return undecided;
}

void count_open_requests(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures) {
  figures.backlog = static_cast<int64_t>(state.open_requests.size());
  for (const RequestIndex index : state.open_requests) {
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

Coverage coverage_of(const CountyState& state, const County& county, const ScopePlaces& places, int64_t now_ns) {
  Coverage coverage;
  for (GridIndex grid{0}; grid < state.grids.size(); ++grid) {
    if (!places.holds_grid(grid)) continue;
    const Freshness freshness = freshness_at(state.grids[grid], county.grids[grid].visit_interval_s, now_ns);
    ++coverage.grids;
    ++coverage.by_freshness[static_cast<size_t>(freshness)];
  }
  return coverage;
}

PatrolBoard patrol_board(const CountyState& state, const County& county, const ScopePlaces& places) {
  PatrolBoard board;
  for (const Worker& worker : state.workers) {
    if (worker.shift_started_ns == kNever || !places.holds_grid(worker.grid)) continue;
    ++board.on_shift;
    if (began_at_night(worker, county)) ++board.at_night;
    if (worker.post != kNone) ++board.posts[worker.post];
  }
  return board;
}

}  // namespace

DayRanges day_ranges(const County& county, int64_t now_ns) {
  const int32_t today = county.zone.local_day(now_ns);
  const int32_t new_year = day_from_civil(civil_from_day(today).year, 1, 1);
  return {{{today, today}, {today - 6, today}, {today - 29, today}, {new_year, today}, {INT32_MIN, INT32_MAX}}};
}

void sum_county_days(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures) {
  for (size_t window = 0; window < kWindowCount; ++window) {
    WindowFigures& sums = figures.windows[window];
    sum_days(state, ranges[window], sums);
    sums.due = sums.tally.resolved;
    if (county.response_promise_s > 0) {
      sums.promise_total = sums.tally.collected - undecided_promises(state, county, ranges[window], figures.now_ns);
    } else {
      sums.tally.promise_kept = 0;
    }
    if (sums.before) sum_earlier_days(state, county, *sums.before);
    if (sums.last_year) sum_earlier_days(state, county, *sums.last_year);
  }
  count_open_requests(state, county, ranges, figures);
}

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
  return age_ns > interval_ns / 4 * 3 ? Freshness::kDueSoon : Freshness::kFresh;
}

bool began_at_night(const Worker& worker, const County& county) {
  if (worker.shift_started_ns == kNever) return false;
  const int64_t since_midnight_ns =
      worker.shift_started_ns - county.zone.day_start_ns(county.zone.local_day(worker.shift_started_ns));
  return since_midnight_ns >= 18 * 3600 * kNsPerSecond || since_midnight_ns < 5 * 3600 * kNsPerSecond;
}

Figures compute_figures(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope) {
  Figures figures;
  figures.now_ns = now_ns;
  const DayRanges ranges = day_ranges(county, now_ns);
  const ScopePlaces places(county, scope);
  place_earlier_windows(state, county, ranges, figures);
  if (places.whole_county()) {
    sum_county_days(state, county, ranges, figures);
  } else {
    sum_scope(state, county, places, ranges, figures);
  }
  sum_ledgers(state, places, ranges, figures);
  fill_stages(state, county, places, figures);
  figures.coverage = coverage_of(state, county, places, now_ns);
  figures.alarms = alarm_counts_at(state, county, now_ns, places);
  figures.teams = team_board(state, county, now_ns, places);
  figures.patrol = patrol_board(state, county, places);
  for (const SourceState& source : state.sources) {
    figures.unlocated += source.unlocated;
    figures.anomalies += source.anomalies;
  }
  for (const auto& [source, faults] : state.bad_places) {
    for (size_t i = 0; i < faults.size(); ++i) figures.bad_places[i] += faults[i];
  }
  return figures;
}

}  // namespace gridwall::state
