#include "ingest/state/earlier_window.h"

#include <algorithm>

#include "ingest/state/figures_parts.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

// The same date of the year before; of 29 February the 28th.
int32_t year_before(int32_t day) {
  const CivilTime date = civil_from_day(day);
  const bool leap_day = date.month == 2 && date.day == 29;
  return day_from_civil(date.year - 1, date.month, leap_day ? 28 : date.day);
}

EarlierWindow ending_on(const County& county, int32_t days, int32_t last_day, int64_t now_ns) {
  const int32_t today = county.zone.local_day(now_ns);
  const int64_t since_midnight_ns = now_ns - county.zone.day_start_ns(today);
  return {last_day - days + 1, last_day, county.zone.day_start_ns(last_day) + since_midnight_ns, {}};
}

}  // namespace

std::string_view rate_kind_name(RateKind kind) {
  constexpr std::string_view kNames[] = {"resolution_rate", "closing_rate", "on_time_rate", "satisfaction_rate",
                                         "promise_rate"};
  return kNames[static_cast<size_t>(kind)];
}

Fraction fraction_of(RateKind kind, const RateCounts& counts) {
  switch (kind) {
    case RateKind::kResolution:
      return {counts.resolved, counts.collected};
    case RateKind::kClosing:
      return {counts.resolved, counts.due};
    case RateKind::kOnTime:
      return {counts.resolved_on_time, counts.due};
    case RateKind::kSatisfaction:
      return {counts.satisfied, counts.rated};
    case RateKind::kPromise:
      break;
  }
  return {counts.promise_kept, counts.promise_total};
}

std::optional<double> change_points(const Fraction& now, const Fraction& then) {
  if (now.denominator < kMinChangeSample || then.denominator < kMinChangeSample) return std::nullopt;
  return (*rate(now.numerator, now.denominator) - *rate(then.numerator, then.denominator)) * 100;
}

int32_t first_request_day(const CountyState& state) {
  const auto day =
      std::find_if(state.days.begin(), state.days.end(), [](const auto& one) { return !one.second.requests.empty(); });
  return day == state.days.end() ? INT32_MAX : day->first;
}

RateCounts rate_counts(const WindowFigures& window) {
  const DayTally& tally = window.tally;
  return {tally.collected, tally.resolved,  window.due,         tally.resolved_on_time,
          tally.rated,     tally.satisfied, tally.promise_kept, window.promise_total};
}

void place_earlier_windows(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures) {
  const int32_t begun = first_request_day(state);
  const auto place = [&](std::optional<EarlierWindow>& earlier, int32_t days, int32_t last_day) {
    const EarlierWindow placed = ending_on(county, days, last_day, figures.now_ns);
    if (placed.first_day >= begun) earlier = placed;
  };
  for (size_t i = 0; i < kWindowCount; ++i) {
    const auto window = static_cast<Window>(i);
    if (window == Window::kAll) continue;
    const int32_t days = ranges[i].last - ranges[i].first + 1;
    place(figures.windows[i].before, days, ranges[i].first - 1);
    if (window == Window::kYear) {
      const int32_t last = year_before(ranges[i].last);
      place(figures.windows[i].last_year, last - year_before(ranges[i].first) + 1, last);
    } else if (window == Window::k30Days) {
      place(figures.windows[i].last_year, days, year_before(ranges[i].last));
    }
  }
}

void add_as_it_stood(const Request& request, int64_t promise_ns, const EarlierWindow& window, RateCounts& counts) {
  if (!request.collected() || request.placed_ns > window.at_ns) return;
  ++counts.collected;
  const auto by_then = [&](int64_t time_ns) { return time_ns != kNever && time_ns <= window.at_ns; };
  const bool resolved = request.resolved() && by_then(request.resolved_ns);
  const bool deferred = request.deferred_at(window.at_ns) && by_then(request.deferred_ns);
  if (resolved || (by_then(request.due_ns) && !deferred)) ++counts.due;
  if (resolved) {
    ++counts.resolved;
    if (request.due_ns == kNever || request.resolved_ns <= request.due_ns) ++counts.resolved_on_time;
  }
  if (by_then(request.rated_ns)) {
    ++counts.rated;
    if (request.score != static_cast<uint8_t>(Score::kUnsatisfied)) ++counts.satisfied;
  }
  if (promise_ns == 0) return;
  const bool accepted = by_then(request.accepted_ns);
  if (accepted || request.placed_ns + promise_ns < window.at_ns) ++counts.promise_total;
  if (accepted && response_ns_of(request) <= promise_ns) ++counts.promise_kept;
}

void sum_earlier_days(const CountyState& state, const County& county, EarlierWindow& window) {
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  RateCounts& counts = window.counts;
  for (auto at = state.days.lower_bound(window.first_day); at != state.days.end() && at->first <= window.last_day;
       ++at) {
    const Day& day = at->second;
    if (at->first == window.last_day) {  // some of it was not placed yet
      for (const RequestIndex index : day.requests) {
        add_as_it_stood(state.requests[index], promise_ns, window, counts);
      }
      continue;
    }
    const auto until = [&](Turn turn) { return day.turns.count_until(turn, window.at_ns); };
    const int64_t resolved = until(Turn::kResolved), rated = until(Turn::kRated);
    counts.collected += day.tally.collected;
    counts.resolved += resolved;
    counts.resolved_on_time += resolved - until(Turn::kResolvedLate);
    counts.due += resolved + until(Turn::kLateFrom) - until(Turn::kLateUntil);
    counts.rated += rated;
    counts.satisfied += rated - until(Turn::kUnsatisfied);
    counts.promise_total += until(Turn::kPromiseDecided);
    counts.promise_kept += until(Turn::kPromiseKept);
  }
}

}  // namespace gridwall::state
