#include "ingest/event/time.h"

#include <cstdio>

namespace gridwall::inline event {
namespace {

// Days since 1970-01-01 and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
int64_t days_from_civil(int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<int64_t>(day_of_era) - 719468;
}

int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

bool leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned days_in_month(int year, unsigned month) {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
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
  return days_from_civil(year, month, day) * 86'400 + hour * 3600 + minute * 60 + second;
}

CivilTime civil_from_seconds(int64_t seconds) {
  const int64_t days = floor_div(seconds, 86'400);
  const auto of_day = static_cast<int>(seconds - days * 86'400);
  const int64_t shifted = days + 719468;
  const int64_t era = floor_div(shifted, 146097);
  const auto day_of_era = static_cast<unsigned>(shifted - era * 146097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned mp = (5 * day_of_year + 2) / 153;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  CivilTime civil{};
  civil.year = static_cast<int>(static_cast<int64_t>(year_of_era) + era * 400 + (month <= 2));
  civil.month = month;
  civil.day = day_of_year - (153 * mp + 2) / 5 + 1;
  civil.hour = of_day / 3600;
  civil.minute = of_day / 60 % 60;
  civil.second = of_day % 60;
  civil.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  return civil;
}

std::optional<int64_t> parse_rfc3339(std::string_view text) {
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
  if (year < 1 || month < 1 || month > 12 || day < 1 ||
      static_cast<unsigned>(day) > days_in_month(year, static_cast<unsigned>(month)) || hour > 23 || minute > 59 ||
      second > 60) {
    return std::nullopt;
  }
  size_t pos = 19;
  int64_t fraction_ns = 0;
  if (pos < text.size() && text[pos] == '.') {
    const size_t first = ++pos;
    int64_t scale = kNsPerSecond / 10;
    for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos, scale /= 10) {
      fraction_ns += (text[pos] - '0') * scale;
    }
    if (pos == first) return std::nullopt;
  }
  int64_t offset_s = 0;
  if (pos + 1 == text.size() && (text[pos] == 'Z' || text[pos] == 'z')) {
    // UTC
  } else {
    int offset_h = 0, offset_min = 0;
    if (pos + 6 != text.size() || (text[pos] != '+' && text[pos] != '-') || text[pos + 3] != ':' ||
        !digits(text, pos + 1, 2, offset_h) || !digits(text, pos + 4, 2, offset_min) || offset_h > 23 ||
        offset_min > 59) {
      return std::nullopt;
    }
    offset_s = (text[pos] == '-' ? -1 : 1) * (offset_h * 3600 + offset_min * 60);
  }
  const int64_t seconds =
      seconds_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day), hour, minute, second) -
      offset_s;
  constexpr int64_t kLimitS = kFarthestNs / kNsPerSecond - 1;
  if (seconds > kLimitS || seconds < -kLimitS) return std::nullopt;
  return seconds * kNsPerSecond + fraction_ns;
}

std::string format_rfc3339(int64_t time_ns, int offset_s) {
  const int64_t seconds = floor_div(time_ns, kNsPerSecond);
  const int64_t fraction_ns = time_ns - seconds * kNsPerSecond;
  const CivilTime civil = civil_from_seconds(seconds + offset_s);
  char buffer[64];
  int length = std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d", civil.year, civil.month, civil.day,
                             civil.hour, civil.minute, civil.second);
  std::string text(buffer, static_cast<size_t>(length));
  if (fraction_ns != 0) {
    int width = 9;
    int64_t value = fraction_ns;
    while (width > 3 && value % 1000 == 0) value /= 1000, width -= 3;
    length = std::snprintf(buffer, sizeof buffer, ".%0*lld", width, static_cast<long long>(value));
    text.append(buffer, static_cast<size_t>(length));
  }
  if (offset_s == 0) {
    text += 'Z';
  } else {
    const int magnitude = offset_s < 0 ? -offset_s : offset_s;
    length = std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", offset_s < 0 ? '-' : '+', magnitude / 3600,
                           magnitude / 60 % 60);
    text.append(buffer, static_cast<size_t>(length));
  }
  return text;
}

}  // namespace gridwall::event
