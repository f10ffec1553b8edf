#include <array>
#include <charconv>

#include "ingest/event/time.h"
#include "ingest/state/org_board.h"

namespace gridwall::inline state {
namespace {

// `months` months from month `first` (1 to 12) of a year on.
Period months_from(int year, unsigned first, unsigned months) {
  const unsigned last = first + months - 1;
  const int32_t next = last == 12 ? day_from_civil(year + 1, 1, 1) : day_from_civil(year, last + 1, 1);
  return {day_from_civil(year, first, 1), next - 1};
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// One of up to 12 at the start of the text, in digits or as Chinese numbers are written; 0 when there is none.
unsigned take_number(std::string_view& text) {
  constexpr std::array<std::string_view, 13> kNumbers = {"",   "一", "二", "三", "四",   "五",  "六",
                                                         "七", "八", "九", "十", "十一", "十二"};
  for (unsigned number = 12; number >= 1; --number) {
    if (take_prefix(text, kNumbers[number])) return number;
  }
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + std::min<size_t>(text.size(), 2), number);
  if (error != std::errc{}) return 0;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

std::optional<Period> part_of_year(int year, std::string_view rest) {
  if (rest == "H1" || rest == "上半年") return months_from(year, 1, 6);
  if (rest == "H2" || rest == "下半年") return months_from(year, 7, 6);
  std::string_view text = rest;
  const bool letter = take_prefix(text, "Q");
  if (!letter) take_prefix(text, "第");
  const unsigned number = take_number(text);
  if ((letter && text.empty()) || text == "季度") {
    if (number < 1 || number > 4) return std::nullopt;
    return months_from(year, 3 * number - 2, 3);
  }
  if (letter || number < 1 || number > 12 || rest.starts_with("第") || !(text.empty() || text == "月")) {
    return std::nullopt;
  }
  return months_from(year, number, 1);
}

}  // namespace

std::optional<Period> parse_period(std::string_view word) {
  int year = 0;
  if (word.size() < 4) return std::nullopt;
  const auto [end, error] = std::from_chars(word.data(), word.data() + 4, year);
  if (error != std::errc{} || end != word.data() + 4 || year < 1900 || year > 2100) return std::nullopt;
  std::string_view rest = word.substr(4);
  const bool separated = take_prefix(rest, "年") || take_prefix(rest, "-");
  if (rest.empty()) return separated && word.back() == '-' ? std::nullopt : std::optional(months_from(year, 1, 12));
  // 202611 would be as good a date as a number.
  if (!separated && rest.front() >= '0' && rest.front() <= '9') return std::nullopt;
  return part_of_year(year, rest);
}

NamedPeriod period_of_day(int32_t local_day, PeriodKind kind) {
  const CivilTime civil = civil_from_day(local_day);
  std::string word = std::to_string(civil.year);
  switch (kind) {
    case PeriodKind::kMonth:
      word += civil.month < 10 ? "-0" : "-";
      return {word + std::to_string(civil.month), months_from(civil.year, civil.month, 1)};
    case PeriodKind::kQuarter: {
      const unsigned quarter = (civil.month - 1) / 3;
      word += "-Q";
      return {word + std::to_string(quarter + 1), months_from(civil.year, 3 * quarter + 1, 3)};
    }
    default: {
      const unsigned half = (civil.month - 1) / 6;
      word += "-H";
      return {word + std::to_string(half + 1), months_from(civil.year, 6 * half + 1, 6)};
    }
  }
}

}  // namespace gridwall::state
