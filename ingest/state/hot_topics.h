// What comes more often than it used to (热点), and where the same matter comes again and again. A category is hot when
// an exact test says that so many in a week are hardly chance; the level is fixed and shared among the categories that
// are tested. Rules: docs/FIGURES.md. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

inline constexpr int32_t kHotDays = 7;          // with today
inline constexpr int32_t kUsualDays = 84;       // the whole days before them
inline constexpr int32_t kLeastUsualDays = 28;  // with a shorter past nothing is said
inline constexpr int64_t kLeastHot = 5;         // requests in the week
inline constexpr double kHotLevel = 0.01;       // for all categories of one moment together

struct HotCategory {
  WordId category = kNone;
  int64_t recent = 0;   // collected in the week
  int64_t before = 0;   // in the days before
  double expected = 0;  // in the week, at the pace of the days before
  double chance = 1;    // of `recent` or more, if nothing has changed
};
struct HotTopics {
  double recent_days = 0;        // of the week, as much as has passed
  int32_t usual_days = 0;        // as far as the log reaches; 0: too short to say anything
  int64_t tested = 0;            // categories
  std::vector<HotCategory> hot;  // the least chance first
};
HotTopics hot_topics(const CountyState& state, const County& county, int64_t now_ns, const Scope& scope = {});

// The probability that of `trials` at least `hits` hit, each with `share`; for more hits than the mean.
double binomial_tail(int64_t hits, int64_t trials, double share);

inline constexpr int64_t kLeastRepeated = 3;  // of one category in one grid, in the last 30 days
struct RepeatedMatter {
  GridIndex grid = kNone;
  WordId category = kNone;
  int64_t count = 0, open = 0;
};
struct RepeatedMatters {
  int64_t total = 0;                  // places and categories, listed or not
  std::vector<RepeatedMatter> first;  // the most often first
};
RepeatedMatters repeated_matters(const CountyState& state, const County& county, int64_t now_ns, size_t limit,
                                 const Scope& scope = {});

}  // namespace gridwall::state
