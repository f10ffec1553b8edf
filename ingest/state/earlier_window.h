// What the rates are made of, at any moment, and how they changed: against the window of the same length just before
// (环比) and against the same days a year before (同比), both as they stood at the moment that corresponds to now, so
// that what is still running weighs alike on both sides. Definitions: docs/FIGURES.md. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gridwall::inline state {

struct Fraction {
  int64_t numerator = 0, denominator = 0;
};

// Of the requests placed in a window.
struct RateCounts {
  int64_t collected = 0, resolved = 0, due = 0, resolved_on_time = 0;
  int64_t rated = 0, satisfied = 0;
  int64_t promise_kept = 0, promise_total = 0;
};

enum class RateKind : uint8_t { kResolution, kClosing, kOnTime, kSatisfaction, kPromise };
inline constexpr size_t kRateKindCount = 5;
std::string_view rate_kind_name(RateKind kind);  // resolution_rate closing_rate on_time_rate ...
Fraction fraction_of(RateKind kind, const RateCounts& counts);

// A window that lies before, as it stood then.
struct EarlierWindow {
  int32_t first_day = 0, last_day = 0;  // local, both within
  int64_t at_ns = 0;                    // on the last day, as long after its beginning as now is after today's
  RateCounts counts;
};

// With fewer than these in either denominator one request moves a rate by more than five points: no change is shown.
inline constexpr int64_t kMinChangeSample = 20;
// Now less then, in percentage points; none where a denominator is below kMinChangeSample.
std::optional<double> change_points(const Fraction& now, const Fraction& then);

}  // namespace gridwall::state
