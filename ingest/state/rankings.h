// Which places and departments do well and which do not: the parts of what is looked at (the streets of a county, the
// communities of a street, the grids of a community) by closing rate, overdue, response and coverage; departments by
// how they answer whistles. All of the last 30 days or of now, with the least sample of each list, so that nobody is
// judged by a handful. Rules: docs/FIGURES.md. Pure; any thread. Cost: the requests of 30 days. Never a person.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/earlier_window.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

enum class Measure : uint8_t {
  kClosing,   // resolved of due, placed in the last 30 days; more is better
  kOverdue,   // overdue of open, now; less is better
  kResponse,  // median from placed to accepted, placed in the last 30 days; less is better
  kCoverage   // grids visited in time, now; more is better
};
inline constexpr size_t kMeasureCount = 4;
std::string_view measure_name(Measure measure);  // closing overdue response coverage

inline constexpr int32_t kRankedDays = 30;
// What a place or a department needs to be ranked: requests due, open, accepted; grids; whistles.
inline constexpr int64_t kMinRanked = 10, kMinRankedGrids = 5;
constexpr int64_t min_sample(Measure measure) {
  return measure == Measure::kCoverage ? kMinRankedGrids : kMinRanked;
}

struct RankedPlace {
  Scope place;
  Fraction of;       // the rate; of kResponse: how many were accepted, and 0
  double value = 0;  // the rate, or seconds
};
struct Ranking {
  std::vector<RankedPlace> ranked;  // the best first
  int64_t unranked = 0;             // places with a smaller sample
};
// By Measure. Of a grid, which has no parts, all are empty.
std::array<Ranking, kMeasureCount> rankings(const CountyState& state, const County& county, int64_t now_ns,
                                            const Scope& scope = {});

struct RankedDepartment {
  std::string_view department;     // as WhistleDepartment
  DepartmentIndex listed = kNone;  // kNone when the county does not list it
  Fraction closed;                 // of the whistles blown for it in the last 30 days
  int64_t unanswered = 0;
  std::optional<double> response_s;  // median to its acknowledgement
};
struct DepartmentRanking {
  std::vector<RankedDepartment> ranked;  // by the rate of closing, the best first
  int64_t unranked = 0;                  // called less than kMinRanked times, but called
};
DepartmentRanking department_ranking(const CountyState& state, const County& county, int64_t now_ns,
                                     const Scope& scope = {});

// The first and the last `most` of a list without anybody being in both: with fewer than twice as many, the better half
// and the worse.
struct BestAndWorst {
  size_t best = 0, worst = 0;  // how many from the front, and from the back
};
constexpr BestAndWorst best_and_worst(size_t ranked, size_t most) {
  const size_t best = ranked >= 2 * most ? most : (ranked + 1) / 2;
  return {best, ranked >= 2 * most ? most : ranked - best};
}

}  // namespace gridwall::state
