// How much comes in, and how that compares with what usually does (比平时): requests by the moment they were placed, in
// the last days and in the same hours of the weeks before. docs/FIGURES.md has the formulas. Pure; any thread, between
// two applies. `now_ns` is the playback clock's. Knows no colours.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

enum class ArrivalSpan : uint8_t { k24Hours, k7Days };

inline constexpr int kUsualWeeks = 12;      // what is usual is the mean of so many weeks before,
inline constexpr int kLeastUsualWeeks = 3;  // or of fewer where the log is younger, but of no fewer than these

// Requests that a comparison of a place takes from the area above it: few requests say little, so that a quiet grid
// stands near its area, and a busy one speaks for itself.
inline constexpr double kUsualFloor = 1;

struct Arrivals {
  int64_t count = 0;   // collected requests placed within the span that ends now
  int64_t before = 0;  // within the same span of each of the weeks before, summed
  // (count + floor × the ratio of the area above) ÷ (usual + floor), where usual = before ÷ weeks; above the county
  // the ratio is 1. 1 also where there are too few weeks.
  double ratio = 1;

  double usual(int weeks) const { return weeks == 0 ? 0 : static_cast<double>(before) / weeks; }
};

struct ArrivalFigures {
  int weeks = 0;  // of the past compared with
  Arrivals county;
  std::vector<Arrivals> areas, grids;
  bool comparable() const { return weeks >= kLeastUsualWeeks; }
};

// The past begins with the first collected request. Cost grows with the requests of the span and the weeks before, and
// with grids and areas.
ArrivalFigures arrivals_at(const CountyState& state, const County& county, int64_t now_ns, ArrivalSpan span);

}  // namespace gridwall::state
