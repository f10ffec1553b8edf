// Requests day by day, week by week and by the hour of the day: collected and resolved by the day they were placed on,
// closed by the day of the closing, and what was open at the end. Pure; any thread, between two applies. `now_ns` is
// the playback clock's. Knows no words and no tiles.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct TrendDay {                       // or a week
  int64_t collected = 0, resolved = 0;  // of the requests placed on this day
  int64_t due = 0;                      // of these: resolved, or past their time and not deferred
  int64_t closed = 0;                   // stand resolved, and were resolved on this day
  int64_t backlog = 0;                  // placed by its end, and not among those closed by then
  std::optional<double> resolution_rate() const { return rate(resolved, collected); }
  std::optional<double> closing_rate() const { return rate(resolved, due); }
};

struct Trend {
  int32_t first_day = 0;       // local
  int32_t step_days = 1;       // 7: weeks, which begin on a Monday
  std::vector<TrendDay> days;  // none left out
  size_t settled_days = 0;  // the first so many of them: the time to handle a request of the days after is not over yet
};

// Of the local days from first to last. Of the county it costs these days, of a place what was ever placed there.
Trend trend_between(const CountyState& state, const County& county, int64_t now_ns, int32_t first_day, int32_t last_day,
                    const Scope& scope = {});

// Of the last `weeks` weeks with this one, which is not over.
Trend weekly_trend(const CountyState& state, const County& county, int64_t now_ns, int32_t weeks,
                   const Scope& scope = {});

// Requests of the last 30 days, and of today, by the local hour of placing.
struct HoursOfDay {
  std::array<int64_t, 24> month{}, today{};
  int32_t days = 30;  // that `month` is of, with today
};
HoursOfDay hours_of_day(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope = {});

// Up to today: 7 days for the short windows, else 30; 30 to 90 for the long ones, as far as there is something.
Trend trend_of(const CountyState& state, const County& county, int64_t now_ns, Window window, const Scope& scope = {});

}  // namespace gridwall::state
