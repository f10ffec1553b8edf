// Requests day by day: collected and resolved by the day they were placed on, closed by the day of the closing. Pure;
// any thread, between two applies. `now_ns` is the playback clock's. Knows no words and no tiles.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/figures.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct TrendDay {
  int64_t collected = 0, resolved = 0;  // of the requests placed on this day
  int64_t closed = 0;                   // stand resolved, and were resolved on this day
  std::optional<double> resolution_rate() const { return rate(resolved, collected); }
};

struct Trend {
  int32_t first_day = 0;       // local
  std::vector<TrendDay> days;  // none left out
  size_t settled_days = 0;  // the first so many of them: the time to handle a request of the days after is not over yet
};

// Of the local days from first to last. Of the county it costs these days, of a place what was ever placed there.
Trend trend_between(const CountyState& state, const County& county, int64_t now_ns, int32_t first_day, int32_t last_day,
                    const Scope& scope = {});

// Up to today: 7 days for the short windows, else 30; 30 to 90 for the long ones, as far as there is something.
Trend trend_of(const CountyState& state, const County& county, int64_t now_ns, Window window, const Scope& scope = {});

}  // namespace gridwall::state
