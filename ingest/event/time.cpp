#include "ingest/event/time.h"

#include <fmt/core.h>

#include <chrono>
#include <iterator>

namespace gridwall::inline event {
namespace {

namespace chrono = std::chrono;

constexpr int64_t kSecondsPerDay = 86'400;

chrono::year_month_day date_of(int year, unsigned month, unsigned day) {
  return chrono::year(year) / chrono::month(month) / chrono::day(day);
}

int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

// Reads exactly `count` digits at `pos`.
bool digits(std::string_view text, size_t pos, size_t count, int& value) {
  if (pos + count > text.size()) return false;
  value = 0;
  for (size_t i = pos; i < pos + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  return true;
}

}  // namespace

int64_t seconds_from_civil(int year, unsigned month, unsigned day, int hour, int minute, int second) {
  return int64_t{day_from_civil(year, month, day)} * kSecondsPerDay + hour * 3600 + minute * 60 + second;
}

CivilTime civil_from_seconds(int64_t seconds) {
  const int64_t day = floor_div(seconds, kSecondsPerDay);
  const chrono::hh_mm_ss of_day(chrono::seconds(seconds - day * kSecondsPerDay));
  CivilTime civil = civil_from_day(static_cast<int32_t>(day));
  civil.hour = static_cast<int>(of_day.hours().count());
  civil.minute = static_cast<int>(of_day.minutes().count());
  civil.second = static_cast<int>(of_day.seconds().count());
  return civil;
}

int32_t day_from_civil(int year, unsigned month, unsigned day) {
  return static_cast<int32_t>(chrono::sys_days(date_of(year, month, day)).time_since_epoch().count());
}

CivilTime civil_from_day(int32_t day) {
  const chrono::sys_days days{chrono::days(day)};
  const chrono::year_month_day date(days);
  CivilTime civil{};
  civil.year = static_cast<int>(date.year());
  civil.month = static_cast<unsigned>(date.month());
  civil.day = static_cast<unsigned>(date.day());
  civil.weekday = static_cast<int>(chrono::weekday(days).c_encoding());
  return civil;
}

bool is_date(int year, unsigned month, unsigned day) {
  return date_of(year, month, day).ok();
}

std::optional<int64_t> take_fraction_ns(std::string_view& text) {
  size_t count = 0;
  int64_t fraction_ns = 0, scale = kNsPerSecond / 10;
  for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count, scale /= 10) {
    fraction_ns += (text[count] - '0') * scale;
  }
  text.remove_prefix(count);
  if (count == 0) return std::nullopt;
  return fraction_ns;
}

std::optional<int64_t> take_offset_s(std::string_view& text) {
  if (!text.empty() && (text.front() == 'Z' || text.front() == 'z')) {
    text.remove_prefix(1);
    return 0;
  }
  int hours = 0, minutes = 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-') || !digits(text, 1, 2, hours)) return std::nullopt;
  size_t size = 3;
  const size_t at = size < text.size() && text[size] == ':' ? size + 1 : size;
  if (digits(text, at, 2, minutes)) {
    size = at + 2;
  } else if (at > size) {
    return std::nullopt;
  }
  if (hours > 23 || minutes > 59) return std::nullopt;
  const int64_t offset_s = (text.front() == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  text.remove_prefix(size);
  return offset_s;
}

namespace {

// Seconds since 1970 and nanoseconds, of any year from 1 to 9999.
struct ReadTime {
  int64_t seconds = 0, fraction_ns = 0;
};

std::optional<ReadTime> read_rfc3339(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!digits(text, 0, 4, year) || !digits(text, 5, 2, month) || !digits(text, 8, 2, day) ||
      !digits(text, 11, 2, hour) || !digits(text, 14, 2, minute) || !digits(text, 17, 2, second)) {
    return std::nullopt;
  }
  const char separator = text[10];
  if (text[4] != '-' || text[7] != '-' || (separator != 'T' && separator != 't' && separator != ' ') ||
      text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  if (year < 1 || !is_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) || hour > 23 ||
      minute > 59 || second > 60) {
    return std::nullopt;
  }
  text.remove_prefix(19);
  ReadTime time;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::optional<int64_t> fraction_ns = take_fraction_ns(text);
    if (!fraction_ns) return std::nullopt;
    time.fraction_ns = *fraction_ns;
  }
  // RFC 3339 has "Z" or six characters.
  if (text.size() != 1 && (text.size() != 6 || text[3] != ':')) return std::nullopt;
  const std::optional<int64_t> offset_s = take_offset_s(text);
  if (!offset_s || !text.empty()) return std::nullopt;
  time.seconds =
      seconds_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day), hour, minute, second) -
      *offset_s;
  return time;
}

constexpr int64_t kLimitS = kFarthestNs / kNsPerSecond - 1;

}  // namespace

std::optional<int64_t> parse_rfc3339(std::string_view text) {
  const std::optional<ReadTime> time = read_rfc3339(text);
  if (!time || time->seconds > kLimitS || time->seconds < -kLimitS) return std::nullopt;
  return time->seconds * kNsPerSecond + time->fraction_ns;
}

std::optional<int64_t> parse_rfc3339_clamped(std::string_view text) {
  const std::optional<ReadTime> time = read_rfc3339(text);
  if (!time) return std::nullopt;
  if (time->seconds > kLimitS) return kLimitS * kNsPerSecond;
  if (time->seconds < -kLimitS) return -kLimitS * kNsPerSecond;
  return time->seconds * kNsPerSecond + time->fraction_ns;
}

std::string format_rfc3339(int64_t time_ns, int offset_s) {
  const int64_t seconds = floor_div(time_ns, kNsPerSecond);
  const int64_t fraction_ns = time_ns - seconds * kNsPerSecond;
  const CivilTime civil = civil_from_seconds(seconds + offset_s);
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", civil.year, civil.month, civil.day, civil.hour,
                                 civil.minute, civil.second);
  if (fraction_ns != 0) {
    int width = 9;
    int64_t value = fraction_ns;
    while (width > 3 && value % 1000 == 0) value /= 1000, width -= 3;
    text += fmt::format(".{:0{}}", value, width);
  }
  if (offset_s == 0) {
    text += 'Z';
  } else {
    const int magnitude = offset_s < 0 ? -offset_s : offset_s;
    text += fmt::format("{}{:02}:{:02}", offset_s < 0 ? '-' : '+', magnitude / 3600, magnitude / 60 % 60);
  }
  return text;
}

}  // namespace gridwall::event
