// How a spreadsheet shows a number says what it is: a date, a span of time, a code with leading zeros, or just a
// number. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gridwall::import::xlsx {

struct NumberFormat {
  enum class Kind : uint8_t { kNumber, kDate, kElapsed, kPadded };
  Kind kind = Kind::kNumber;
  uint8_t digits = 0;  // kPadded: at least so many
};

inline constexpr double kMostWhole = 1e15;  // a spreadsheet keeps 15 digits

// Of the numbers below 164, which need no code in the file. 27-36 and 50-58 are dates in Chinese, Japanese and Korean.
NumberFormat builtin_format(int64_t id);
// ECMA-376 part 1, 18.8.30: `yyyy"年"m"月"d"日"`, `[h]:mm`, `00000`, `[$-804]aaaa`.
NumberFormat format_of(std::string_view code);

// The text of a number as it stands in the file. Of a date: "2026-11-28", or "2026-11-28 14:30:00" with milliseconds
// where there are any; `is_date` says whether it has a day. `from_1904`: of the two systems, that of old Macintoshes.
std::string number_text(double value, std::string_view written, NumberFormat format, bool from_1904, bool& is_date);

}  // namespace gridwall::import::xlsx
