#include "viewer/view_model/format.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "ingest/event/time.h"

namespace gridwall::view_model {
namespace {

constexpr double kMinute = 60, kHour = 3600, kDay = 86'400, kYear = 365 * kDay;

// One decimal below ten, rounded down; the decimal is left out where it is 0 or would mean nothing.
std::string short_number(double value) {
  const auto tenths = static_cast<int64_t>(std::floor(value * 10.0 + 1e-6));
  if (tenths >= 100 || tenths % 10 == 0) return format_count(tenths / 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string in_unit(const Texts& texts, Text unit, const std::string& number) {
  return fill(texts[unit], {{"n", number}});
}

CivilTime civil_at(int64_t time_ns, const ZoneTable& zone) {
  const int64_t floored = time_ns >= 0 ? time_ns / kNsPerSecond : -((-time_ns + kNsPerSecond - 1) / kNsPerSecond);
  return civil_from_seconds(floored + zone.offset_s(time_ns));
}

}  // namespace

std::optional<std::string> format_percent(int64_t numerator, int64_t denominator) {
  if (denominator <= 0) return std::nullopt;
  if (numerator == denominator) return "100";
  if (numerator == 0) return "0";
  const double percent = 100.0 * static_cast<double>(numerator) / static_cast<double>(denominator);
  const double steps = denominator >= 100 ? 10.0 : 1.0;
  double rounded = std::round(percent * steps) / steps;
  // What is not all must not read as all, what is not none not as none.
  if (numerator < denominator) rounded = std::min(rounded, 100.0 - 1.0 / steps);
  if (numerator > 0) rounded = std::max(rounded, 1.0 / steps);
  return steps > 1 ? fmt::format("{:.1f}", rounded) : fmt::format("{:.0f}", rounded);
}

std::string format_duration(double seconds, const Texts& texts) {
  if (seconds < kMinute) return in_unit(texts, Text::kDurationSeconds, std::to_string(static_cast<int64_t>(seconds)));
  if (seconds < kHour)
    return in_unit(texts, Text::kDurationMinutes, std::to_string(static_cast<int64_t>(seconds / kMinute)));
  if (seconds < kDay) return in_unit(texts, Text::kDurationHours, short_number(seconds / kHour));
  if (seconds < kYear) return in_unit(texts, Text::kDurationDays, short_number(seconds / kDay));
  return in_unit(texts, Text::kDurationYears, short_number(seconds / kYear));
}

std::string format_coarse_duration(double seconds, const Texts& texts) {
  return seconds < kMinute ? texts[Text::kDurationUnderAMinute] : format_duration(seconds, texts);
}

std::string format_span(int64_t seconds, const Texts& texts) {
  if (seconds % 86'400 == 0) return in_unit(texts, Text::kDurationDays, std::to_string(seconds / 86'400));
  if (seconds % 3600 == 0) return in_unit(texts, Text::kDurationHours, std::to_string(seconds / 3600));
  if (seconds % 60 == 0) return in_unit(texts, Text::kDurationMinutes, std::to_string(seconds / 60));
  return in_unit(texts, Text::kDurationSeconds, std::to_string(seconds));
}

std::string format_countdown(int64_t left_ns, const Texts& texts) {
  const int64_t seconds = std::max<int64_t>(0, left_ns) / kNsPerSecond;
  if (seconds >= 3600) return format_duration(static_cast<double>(seconds), texts);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string format_clock(int64_t time_ns, const ZoneTable& zone) {
  const CivilTime civil = civil_at(time_ns, zone);
  return fmt::format("{:02}:{:02}", civil.hour, civil.minute);
}

std::string format_clock_seconds(int64_t time_ns, const ZoneTable& zone) {
  const CivilTime civil = civil_at(time_ns, zone);
  return fmt::format("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
}

std::string format_date(int64_t time_ns, const ZoneTable& zone, const Texts& texts) {
  const CivilTime civil = civil_at(time_ns, zone);
  return fill(texts[Text::kDateFormat],
              {{"month", texts.at(Text::kDateMonth1, civil.month - 1)},
               {"day", std::to_string(civil.day)},
               {"weekday", texts.at(Text::kDateWeekday0, static_cast<size_t>(civil.weekday))}});
}

std::string format_moment(int64_t time_ns, int64_t now_ns, const ZoneTable& zone) {
  const std::string clock = format_clock(time_ns, zone);
  if (zone.local_day(time_ns) == zone.local_day(now_ns)) return clock;
  const CivilTime civil = civil_at(time_ns, zone);
  return fmt::format("{:02}-{:02} {}", civil.month, civil.day, clock);
}

}  // namespace gridwall::view_model
