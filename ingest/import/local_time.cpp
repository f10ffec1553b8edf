#include "ingest/import/local_time.h"

#include "ingest/event/time.h"

namespace gridwall::import {
namespace {

struct Civil {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  bool twelve = false, afternoon = false, has_half = false;
};

// Reads up to `digits` digits.
bool read_number(std::string_view& text, size_t digits, int& value) {
  size_t count = 0;
  value = 0;
  while (count < digits && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value = value * 10 + (text[count++] - '0');
  }
  text.remove_prefix(count);
  return count > 0;
}

bool read_half(std::string_view& text, Civil& civil) {
  if (text.size() < 2 || (text[1] != 'M' && text[1] != 'm')) return false;
  const char half = text[0];
  if (half != 'A' && half != 'a' && half != 'P' && half != 'p') return false;
  civil.afternoon = half == 'P' || half == 'p';
  civil.has_half = true;
  text.remove_prefix(2);
  return true;
}

bool read_part(char letter, std::string_view& text, Civil& civil) {
  switch (letter) {
    case 'Y':
      return read_number(text, 4, civil.year);
    case 'y':
      if (!read_number(text, 2, civil.year)) return false;
      civil.year += civil.year < 69 ? 2000 : 1900;
      return true;
    case 'm':
      return read_number(text, 2, civil.month);
    case 'd':
      return read_number(text, 2, civil.day);
    case 'H':
      return read_number(text, 2, civil.hour);
    case 'I':
      civil.twelve = true;
      return read_number(text, 2, civil.hour);
    case 'M':
      return read_number(text, 2, civil.minute);
    case 'S':
      return read_number(text, 2, civil.second);
    case 'p':
      return read_half(text, civil);
    default:
      return false;
  }
}

std::optional<int64_t> seconds_of(Civil civil) {
  if (civil.twelve) {
    if (civil.hour < 1 || civil.hour > 12) return std::nullopt;
    civil.hour = civil.hour % 12 + (civil.afternoon ? 12 : 0);
  }
  const auto month = static_cast<unsigned>(civil.month), day = static_cast<unsigned>(civil.day);
  if (!is_date(civil.year, month, day) || civil.hour > 23 || civil.minute > 59 || civil.second > 60 ||
      civil.year < 1824 || civil.year > 2115) {
    return std::nullopt;
  }
  return seconds_from_civil(civil.year, month, day, civil.hour, civil.minute, civil.second);
}

}  // namespace

Result<TimeReader> TimeReader::make(std::string_view pattern, ZoneTable zone) {
  if (pattern.empty())
    return Error{ErrorCode::kInvalidConfig, "it must be \"rfc3339\" or a pattern such as \"%Y-%m-%d %H:%M:%S\""};
  if (pattern != "rfc3339") {
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%') continue;
      ++i;
      if (i == pattern.size() || std::string_view("YymdHIMSp").find(pattern[i]) == std::string_view::npos) {
        return Error{ErrorCode::kInvalidConfig,
                     "'%" + std::string(pattern.substr(i, 1)) + "' is not known; there are %Y %y %m %d %H %I %M %S %p"};
      }
    }
  }
  return TimeReader(std::string(pattern), std::move(zone));
}

std::optional<TimeReader::Moment> TimeReader::read(std::string_view text) const {
  if (pattern_ == "rfc3339") {
    const std::optional<int64_t> time_ns = parse_rfc3339(text);
    if (!time_ns) return std::nullopt;
    return Moment{*time_ns, Clock::kPlain};
  }
  Civil civil;
  for (size_t i = 0; i < pattern_.size(); ++i) {
    if (pattern_[i] == '%') {
      if (!read_part(pattern_[++i], text, civil)) return std::nullopt;
    } else {
      if (text.empty() || text.front() != pattern_[i]) return std::nullopt;
      text.remove_prefix(1);
    }
  }
  if (!text.empty()) return std::nullopt;
  const std::optional<int64_t> local_s = seconds_of(civil);
  if (!local_s) return std::nullopt;
  // The offsets in force a day before and after are the only ones in question.
  const int64_t before = zone_.offset_s((*local_s - 90'000) * kNsPerSecond);
  const int64_t after = zone_.offset_s((*local_s + 90'000) * kNsPerSecond);
  const auto fits = [&](int64_t offset_s) { return zone_.offset_s((*local_s - offset_s) * kNsPerSecond) == offset_s; };
  const bool by_before = fits(before), by_after = fits(after);
  Moment moment{(*local_s - (by_before || !by_after ? before : after)) * kNsPerSecond, Clock::kPlain};
  if (before != after && by_before && by_after) moment.clock = Clock::kTwice;
  if (!by_before && !by_after) moment.clock = Clock::kNever;
  return moment;
}

}  // namespace gridwall::import
