// Points in time as nanoseconds since 1970-01-01 UTC, and their RFC 3339 text. No time zones by name: see county/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gridwall::inline event {

inline constexpr int64_t kNsPerSecond = 1'000'000'000;
inline constexpr int64_t kNsPerDay = 86'400 * kNsPerSecond;

// Valid times: 1823 to 2116, the middle half of what 64 bits hold, so that any two can be subtracted.
inline constexpr int64_t kFarthestNs = INT64_MAX / 2;
constexpr bool is_time(int64_t time_ns) {
  return time_ns >= -kFarthestNs && time_ns <= kFarthestNs;
}
inline constexpr int64_t kNever = INT64_MIN;  // has not happened; is_time() is false for it

// Reads `2026-11-21T14:32:08.5+08:00`; an offset is required, digits below nanoseconds are dropped.
// Nothing if it is not a time, or is_time() is false for it.
std::optional<int64_t> parse_rfc3339(std::string_view text);
// The same, but a time that lies beyond the valid ones, such as the end of the year 9999, becomes the nearest of them.
std::optional<int64_t> parse_rfc3339_clamped(std::string_view text);
// Reads what a time ends in: "Z", "+08:00", "+0800", "+08". Seconds east of UTC; what was read is taken off the text.
std::optional<int64_t> take_offset_s(std::string_view& text);
// Reads digits behind the decimal point: nanoseconds, further digits are dropped. Likewise; nothing without a digit.
std::optional<int64_t> take_fraction_ns(std::string_view& text);

// Writes the instant at the given offset from UTC, with as many digits below seconds as it has (0, 3, 6 or 9).
std::string format_rfc3339(int64_t time_ns, int offset_s = 0);

// Seconds since 1970 of a civil date and time in the proleptic Gregorian calendar, as if it were UTC.
int64_t seconds_from_civil(int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0);

struct CivilTime {
  int year;
  unsigned month, day;
  int hour, minute, second;
  int weekday;  // 0 is Sunday
};
CivilTime civil_from_seconds(int64_t seconds);

// Days since 1970-01-01, likewise; midnight of such a day. Of a day that the month lacks the days it is too late.
int32_t day_from_civil(int year, unsigned month, unsigned day);
CivilTime civil_from_day(int32_t day);
bool is_date(int year, unsigned month, unsigned day);  // the month has that day

}  // namespace gridwall::event
