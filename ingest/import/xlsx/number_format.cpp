#include "ingest/import/xlsx/number_format.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "ingest/event/time.h"

namespace gridwall::import::xlsx {
namespace {

using Kind = NumberFormat::Kind;
constexpr int64_t kMsPerDay = int64_t{86'400} * 1000;
constexpr double kDayAfterTheLast = 2'958'466;  // 10000-01-01

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_without_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// What stands in brackets: [h], [mm] and the like count on beyond a day; the rest are colours, places and conditions.
bool is_elapsed(std::string_view inside) {
  if (inside.empty()) return false;
  const char first = lower(inside.front());
  if (first != 'h' && first != 'm' && first != 's') return false;
  return inside.find_first_not_of(std::string{first, static_cast<char>(first - 'a' + 'A')}) == std::string_view::npos;
}

std::string time_of_day(int64_t ms) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text;
}

std::string date_text(double value, bool from_1904, bool& is_date) {
  const auto total_ms = static_cast<int64_t>(std::llround(value * static_cast<double>(kMsPerDay)));
  const int64_t day = total_ms / kMsPerDay, ms = total_ms % kMsPerDay;
  if (day == 0) return time_of_day(ms);  // a time without a day
  is_date = true;
  std::string text;
  if (!from_1904 && day == 60) {
    text = "1900-02-29";  // Lotus 1-2-3 had this day, and so has every spreadsheet since
  } else {
    // Day 0 is 1904-01-01; of the other system 1899-12-31, since day 60 a day earlier.
    const int64_t since_1970 = day - (from_1904 ? 24'107 : day < 60 ? 25'568 : 25'569);
    const CivilTime civil = civil_from_seconds(since_1970 * 86'400);
    text = fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
  }
  return ms == 0 ? text : text + " " + time_of_day(ms);
}

}  // namespace

NumberFormat builtin_format(int64_t id) {
  if (id == 46) return {Kind::kElapsed, 0};
  const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 || (id >= 50 && id <= 58);
  return {date ? Kind::kDate : Kind::kNumber, 0};
}

NumberFormat format_of(std::string_view code) {
  if (equals_without_case(code, "general") || code.starts_with("G/")) return {};
  size_t zeros = 0;
  bool only_zeros = true, date = false;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = lower(code[i]);
    if (c == ';') break;  // what follows is for negative numbers and texts
    if (c == '"') {
      const size_t end = code.find('"', i + 1);
      i = end == std::string_view::npos ? code.size() : end;
      only_zeros = false;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
      only_zeros = false;
    } else if (c == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      if (is_elapsed(code.substr(i + 1, end - i - 1))) return {Kind::kElapsed, 0};
      i = end;
    } else if (c == '0') {
      ++zeros;
    } else {
      only_zeros = false;
      if (equals_without_case(code.substr(i, 7), "general")) return {};
      const bool scientific = c == 'e' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-');
      if (scientific) return {};
      date = date || c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's' || code.substr(i, 3) == "aaa";
    }
  }
  if (date) return {Kind::kDate, 0};
  if (only_zeros && zeros > 1 && zeros < 16) return {Kind::kPadded, static_cast<uint8_t>(zeros)};
  return {};
}

std::string number_text(double value, std::string_view written, NumberFormat format, bool from_1904, bool& is_date) {
  is_date = false;
  if (format.kind == Kind::kDate && value >= 0 && value < kDayAfterTheLast - (from_1904 ? 1462 : 0)) {
    return date_text(value, from_1904, is_date);
  }
  if (format.kind == Kind::kElapsed && value >= 0 && value < kDayAfterTheLast) {
    return time_of_day(std::llround(value * static_cast<double>(kMsPerDay)));
  }
  const bool whole = std::abs(value) < kMostWhole && std::trunc(value) == value;
  if (whole && format.kind == Kind::kPadded && value >= 0) {
    return fmt::format("{:0{}}", static_cast<int64_t>(value), format.digits);
  }
  if (whole) return std::to_string(static_cast<int64_t>(value));
  if (std::abs(value) >= kMostWhole) return std::string(written);
  return fmt::format("{:.15g}", value);
}

}  // namespace gridwall::import::xlsx
