// Red–black list and stars (红黑榜、星级), organisations only: as they were assessed, and as the requests that name an
// organisation score. Pure; the formula is in docs/FIGURES.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct Period {  // local days, both within
  int32_t first_day = 0, last_day = 0;
  bool operator==(const Period&) const = default;
};

// Reads 2026, 2026-H1, 2026H2, 2026-Q3, 2026-11, 2026年上半年, 2026年第三季度, 2026年11月; none for other words
// and for years that are not of our time (1900 to 2100).
std::optional<Period> parse_period(std::string_view word);
// The month, quarter or half-year of a local day, written as 2026-11, 2026-Q4, 2026-H2.
enum class PeriodKind : uint8_t { kMonth, kQuarter, kHalfYear };
struct NamedPeriod {
  std::string word;
  Period days;
};
NamedPeriod period_of_day(int32_t local_day, PeriodKind kind);

struct AssessedOrg {
  WordId org = kNone;
  AssessmentKind kind = AssessmentKind::kStar;
  uint8_t stars = 0;
  int64_t at_ns = 0;
};

struct AssessedPeriod {
  WordId period = kNone;  // the word as it came
  std::optional<Period> days;
  // The latest assessment of each organisation: red, then black, then stars from many to few; by name within.
  std::vector<AssessedOrg> list;  // red and black
  std::vector<AssessedOrg> stars;
};

// Newest period first; periods whose word says no dates are placed by their latest assessment.
std::vector<AssessedPeriod> assessed_periods(const CountyState& state, const County& county);

// The formula in docs/FIGURES.md. A part that has nothing to divide by is left out, and the others weigh more.
struct OrgWeights {
  double closing, on_time, satisfaction, lasting;
};
inline constexpr OrgWeights kOrgWeights = {0.35, 0.25, 0.30, 0.10};
inline constexpr int64_t kMinOrgSample = 10;  // requests due, below which an organisation is not rated

enum class OrgList : uint8_t { kNone, kRed, kBlack };

struct OrgScore {
  WordId org = kNone;
  int64_t collected = 0, due = 0, resolved = 0, resolved_on_time = 0, rated = 0, satisfied = 0;
  int64_t ever_resolved = 0, reopened = 0;
  std::optional<double> score;  // 0 to 100; none below the minimum sample
  uint8_t stars = 0;            // 1 to 5; 0 without a score
  OrgList list = OrgList::kNone;
};

// Of the requests placed in the period, as they stand at `now_ns`. Best first; those without a score last, by name.
std::vector<OrgScore> org_scores(const CountyState& state, const County& county, int64_t now_ns, const Period& period,
                                 const Scope& scope = {});

}  // namespace gridwall::state
