// What the pieces of figures.h share. Private to ingest/state.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/event/time.h"
#include "ingest/state/figures.h"

namespace gridwall::inline state {

struct DayRange {
  int32_t first, last;  // local days, both within
  bool contains(int32_t day) const { return day >= first && day <= last; }
};

using DayRanges = std::array<DayRange, kWindowCount>;

DayRanges day_ranges(const County& county, int64_t now_ns);

// The first on which a request was placed; INT32_MAX: none was.
int32_t first_request_day(const CountyState& state);

inline double seconds(int64_t duration_ns) {
  return static_cast<double>(duration_ns) / 1e9;
}

// Sorts them; none of none, between the two in the middle of an even number.
inline std::optional<double> median_s(std::vector<int64_t>& durations_ns) {
  if (durations_ns.empty()) return std::nullopt;
  std::sort(durations_ns.begin(), durations_ns.end());
  return (seconds(durations_ns[(durations_ns.size() - 1) / 2]) + seconds(durations_ns[durations_ns.size() / 2])) / 2;
}

// Tallies, words, response times, promises and what is due: summed over the county's days, or over the requests of the
// grids of a scope. The second also counts its backlog, overdue and deferred.
void sum_county_days(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures);
void sum_scope(const CountyState& state, const County& county, const ScopePlaces& places, const DayRanges& ranges,
               Figures& figures);

// Meetings, reports and campaigns of all windows; of a scope also their sums in the tally.
void sum_ledgers(const CountyState& state, const ScopePlaces& places, const DayRanges& ranges, Figures& figures);

// The earlier windows of all windows, without their counts; then what counts in one: of the county's days, or a request
// that was placed on one of them.
void place_earlier_windows(const CountyState& state, const County& county, const DayRanges& ranges, Figures& figures);
void sum_earlier_days(const CountyState& state, const County& county, EarlierWindow& window);
void add_as_it_stood(const Request& request, int64_t promise_ns, const EarlierWindow& window, RateCounts& counts);

void fill_stages(const CountyState& state, const County& county, const ScopePlaces& places, Figures& figures);

}  // namespace gridwall::state
