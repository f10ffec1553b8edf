// Numbers, shares, durations and clock times as the wall writes them: never more digits than mean something, and in
// steps wide enough that a text does not change with every frame. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ingest/county/county.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

// numerator / denominator in per cent without the sign; none where the denominator is 0. One decimal from a hundred
// on, none below; 100 and 0 only when they are exact.
std::optional<std::string> format_percent(int64_t numerator, int64_t denominator);

// 34秒 · 8分 · 3.2时 · 14时 · 1.1天 · 12天 · 1.5年: rounded down, so that it changes when that much has passed.
std::string format_duration(double seconds, const Texts& texts);
// The same with 1分内 for what is under a minute.
std::string format_coarse_duration(double seconds, const Texts& texts);
// A span that a county or a model states, such as a promise of 5 minutes: whole numbers in the largest unit that fits.
std::string format_span(int64_t seconds, const Texts& texts);

// What is left of a short promise: 4:05 below an hour, as format_duration from there on.
std::string format_countdown(int64_t left_ns, const Texts& texts);

std::string format_clock(int64_t time_ns, const ZoneTable& zone);          // 14:32
std::string format_clock_seconds(int64_t time_ns, const ZoneTable& zone);  // 14:32:08
std::string format_date(int64_t time_ns, const ZoneTable& zone, const Texts& texts);
// 14:32 on the same local day as `now_ns`, else with month and day: 11-20 14:32.
std::string format_moment(int64_t time_ns, int64_t now_ns, const ZoneTable& zone);

inline double seconds_between(int64_t from_ns, int64_t to_ns) {
  return to_ns <= from_ns ? 0.0 : static_cast<double>(to_ns - from_ns) / 1e9;
}

}  // namespace gridwall::view_model
