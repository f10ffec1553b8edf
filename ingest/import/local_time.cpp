#include "ingest/import/local_time.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

struct Civil {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int64_t fraction_ns = 0;
  bool twelve = false, afternoon = false;
  std::optional<int64_t> offset_s;
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
  struct Half {
    std::string_view word;
    bool afternoon;
  };
  constexpr Half kHalves[] = {{"am", false},   {"pm", true},   {"a.m.", false}, {"p.m.", true},
                              {"上午", false}, {"下午", true}, {"凌晨", false}, {"晚上", true}};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (const Half& half : kHalves) {
    if (text.size() < half.word.size() ||
        !std::equal(half.word.begin(), half.word.end(), text.begin(), [&](char a, char b) { return a == lower(b); })) {
      continue;
    }
    civil.afternoon = half.afternoon;
    text.remove_prefix(half.word.size());
    return true;
  }
  return false;
}

// `next` is the character of the pattern behind this part.
bool read_second(std::string_view& text, char next, Civil& civil) {
  if (!read_number(text, 2, civil.second)) return false;
  if (text.empty() || (text.front() != '.' && text.front() != ',') || text.front() == next) return true;
  text.remove_prefix(1);
  const std::optional<int64_t> fraction_ns = take_fraction_ns(text);
  civil.fraction_ns = fraction_ns.value_or(0);
  return fraction_ns.has_value();
}

bool read_part(char letter, char next, std::string_view& text, Civil& civil) {
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
    case 'I':
      civil.twelve = true;
      [[fallthrough]];
    case 'H':
      return read_number(text, 2, civil.hour);
    case 'M':
      return read_number(text, 2, civil.minute);
    case 'S':
      return read_second(text, next, civil);
    case 'f': {
      const std::optional<int64_t> fraction_ns = take_fraction_ns(text);
      civil.fraction_ns = fraction_ns.value_or(0);
      return fraction_ns.has_value();
    }
    case 'p':
      return read_half(text, civil);
    case 'z':
      civil.offset_s = take_offset_s(text);
      return civil.offset_s.has_value();
    default:
      return false;
  }
}

// A blank of the pattern stands for one or more, of any kind.
bool skip_blanks(std::string_view& text) {
  const size_t before = text.size();
  while (!text.empty()) {
    const Utf8Character first = decode_utf8(text, 0);
    if (!first.valid || !is_blank(first.code)) break;
    text.remove_prefix(first.bytes);
  }
  return text.size() < before;
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

constexpr std::string_view kLetters = "YymdHIMSfpz";

// Why the parts of a pattern give no time; empty: they do. Every letter stands for itself.
std::string fault_of(std::string_view letters) {
  const auto has = [&](char letter) { return letters.find(letter) != std::string_view::npos; };
  for (const char letter : letters) {
    if (std::count(letters.begin(), letters.end(), letter) > 1) return std::string("'%") + letter + "' stands twice";
  }
  if (has('Y') && has('y')) return "'%Y' and '%y' are both the year";
  if (!has('Y') && !has('y')) return "the year is missing (%Y or %y); a time without it cannot be told from others";
  if (!has('m') || !has('d')) return has('m') ? "the day is missing (%d)" : "the month is missing (%m)";
  if (has('H') && has('I')) return "'%H' and '%I' are both the hour";
  if (has('H') && has('p')) return "'%H' counts to 23 and cannot stand with '%p'; with AM and PM the hour is '%I'";
  if (has('I') && !has('p')) return "'%I' counts to 12 and needs '%p' (AM, PM, 上午, 下午); an hour to 23 is '%H'";
  if (has('p') && !has('I')) return "'%p' needs the hour, '%I'";
  if (has('M') && !has('H') && !has('I')) return "the hour is missing (%H, or %I with %p)";
  if (has('S') && !has('M')) return "the minute is missing (%M)";
  if (has('f') && !has('S')) return "'%f' is a fraction of the second and needs '%S'";
  if (has('z') && !has('H') && !has('I')) return "'%z' needs an hour";
  return {};
}

}  // namespace

bool TimeReader::has_offset(std::string_view pattern) {
  return pattern == "rfc3339" || pattern.find("%z") != std::string_view::npos;
}

Result<TimeReader> TimeReader::make(std::string_view pattern, ZoneTable zone) {
  if (pattern.empty())
    return Error{ErrorCode::kInvalidConfig, "it must be \"rfc3339\" or a pattern such as \"%Y-%m-%d %H:%M:%S\""};
  if (pattern == "rfc3339") return TimeReader(std::string(pattern), std::move(zone));
  std::string letters;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    ++i;
    if (i == pattern.size() || kLetters.find(pattern[i]) == std::string_view::npos) {
      return Error{ErrorCode::kInvalidConfig, "'%" + std::string(pattern.substr(i, 1)) +
                                                  "' is not known; there are %Y %y %m %d %H %I %M %S %f %p %z"};
    }
    letters += pattern[i];
  }
  if (const std::string fault = fault_of(letters); !fault.empty()) return Error{ErrorCode::kInvalidConfig, fault};
  return TimeReader(std::string(pattern), std::move(zone));
}

std::optional<TimeReader::Moment> TimeReader::read(std::string_view text) const {
  if (pattern_ != "rfc3339") return read_as(pattern_, text);
  const std::optional<int64_t> time_ns = parse_rfc3339(text);
  if (!time_ns) return std::nullopt;
  return Moment{*time_ns, Clock::kPlain};
}

std::optional<TimeReader::Moment> TimeReader::read_date(std::string_view text) const {
  const bool day_only = text.find(' ') == std::string_view::npos;
  return read_as(day_only ? "%Y-%m-%d" : "%Y-%m-%d %H:%M:%S", text);
}

std::optional<TimeReader::Moment> TimeReader::read_as(std::string_view pattern, std::string_view text) const {
  Civil civil;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%') {
      const char next = i + 2 < pattern.size() ? pattern[i + 2] : '\0';
      if (!read_part(pattern[++i], next, text, civil)) return std::nullopt;
    } else if (pattern[i] == ' ') {
      if (!skip_blanks(text)) return std::nullopt;
    } else {
      if (text.empty() || text.front() != pattern[i]) return std::nullopt;
      text.remove_prefix(1);
    }
  }
  if (!text.empty()) return std::nullopt;
  const std::optional<int64_t> local_s = seconds_of(civil);
  if (!local_s) return std::nullopt;
  if (civil.offset_s) return Moment{(*local_s - *civil.offset_s) * kNsPerSecond + civil.fraction_ns, Clock::kPlain};
  // The offsets in force a day before and after are the only ones in question.
  const int64_t before = zone_.offset_s((*local_s - 90'000) * kNsPerSecond);
  const int64_t after = zone_.offset_s((*local_s + 90'000) * kNsPerSecond);
  const auto fits = [&](int64_t offset_s) { return zone_.offset_s((*local_s - offset_s) * kNsPerSecond) == offset_s; };
  const bool by_before = fits(before), by_after = fits(after);
  Moment moment{(*local_s - (by_before || !by_after ? before : after)) * kNsPerSecond + civil.fraction_ns,
                Clock::kPlain};
  if (before != after && by_before && by_after) moment.clock = Clock::kTwice;
  if (!by_before && !by_after) moment.clock = Clock::kNever;
  return moment;
}

}  // namespace gridwall::import
