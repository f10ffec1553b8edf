#include "ingest/event/mask.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ingest/event/utf8.h"

namespace gridwall::inline event {
namespace {

// Control characters, and the default-ignorable ones of Unicode that reorder or hide text.
bool disturbing(uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0xAD || code == 0x61C || code == 0x180E ||
         (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF9 && code <= 0xFFFB) ||
         (code >= 0xE0000 && code <= 0xE007F);
}

int digit_value(uint32_t code) {
  if (code >= '0' && code <= '9') return static_cast<int>(code - '0');
  if (code >= 0xFF10 && code <= 0xFF19) return static_cast<int>(code - 0xFF10);
  return -1;
}

bool is_separator(uint32_t code) {
  return code == ' ' || code == '-' || code == 0x3000 || code == 0xFF0D;
}

bool plausible_date(const std::vector<int>& digits, size_t at) {  // MMDD
  const int month = digits[at] * 10 + digits[at + 1];
  const int day = digits[at + 2] * 10 + digits[at + 3];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_mobile(const std::vector<int>& digits, size_t from) {
  return digits.size() - from == 11 && digits[from] == 1 && digits[from + 1] >= 3;
}

struct Kept {  // how many digits stay readable on either side
  size_t head, tail;
};

// GB 11643: six digits of place, eight of birth (six in the older form), three of order, and a check character.
bool personal_number(const std::vector<int>& digits, bool ends_in_x, Kept& kept) {
  if (!ends_in_x && is_mobile(digits, 0)) return kept = {3, 4}, true;
  if (!ends_in_x && digits.size() == 13 && digits[0] == 8 && digits[1] == 6 && is_mobile(digits, 2)) {
    return kept = {5, 4}, true;
  }
  const size_t length = digits.size() + (ends_in_x ? 1 : 0);
  if (length == 18 && digits[0] != 0) {
    const int century = digits[6] * 10 + digits[7];
    if ((century == 19 || century == 20) && plausible_date(digits, 10)) return kept = {3, ends_in_x ? 1U : 2U}, true;
  }
  if (length == 15 && !ends_in_x && digits[0] != 0 && plausible_date(digits, 8)) return kept = {3, 2}, true;
  return false;
}

// Replaces the hidden digits of one group of digits. `at` are the characters that are digits, in order.
void mask_group(std::u32string& characters, const std::vector<size_t>& at, bool ends_in_x) {
  std::vector<int> digits;
  digits.reserve(at.size());
  for (size_t i : at) digits.push_back(digit_value(characters[i]));
  Kept kept{};
  if (!personal_number(digits, ends_in_x, kept)) return;
  for (size_t i = kept.head; i + kept.tail < at.size(); ++i) characters[at[i]] = '*';
}

void mask_numbers(std::u32string& characters) {
  size_t i = 0;
  while (i < characters.size()) {
    if (digit_value(characters[i]) < 0) {
      ++i;
      continue;
    }
    // Words of digits up to the next character that is neither a digit nor one separator between digits.
    std::vector<std::vector<size_t>> words(1);
    size_t end = i;
    while (end < characters.size()) {
      if (digit_value(characters[end]) >= 0) {
        words.back().push_back(end++);
      } else if (is_separator(characters[end]) && end + 1 < characters.size() &&
                 digit_value(characters[end + 1]) >= 0) {
        words.emplace_back();
        ++end;
      } else {
        break;
      }
    }
    const bool ends_in_x = end < characters.size() && (characters[end] == 'X' || characters[end] == 'x');
    // A number may be written as one word, or as neighbouring words such as 138 1234 5678.
    for (size_t first = 0; first < words.size(); ++first) {
      std::vector<size_t> joined;
      for (size_t last = first; last < words.size() && last < first + 4; ++last) {
        joined.insert(joined.end(), words[last].begin(), words[last].end());
        if (joined.size() > 18) break;
        mask_group(characters, joined, ends_in_x && last + 1 == words.size());
        if (characters[joined[joined.size() / 2]] == '*') {
          first = last;
          break;
        }
      }
    }
    i = end;
  }
}

}  // namespace

bool has_disturbing_character(std::string_view utf8) {
  for (size_t i = 0; i < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++i;
      continue;
    }
    const Utf8Character character = decode_utf8(utf8, i);
    if (disturbing(character.code)) return true;
    i += character.bytes;
  }
  return false;
}

bool needs_cleaning(std::string_view utf8) {
  // The shortest number that is masked has eleven digits; a full-width digit ends in a byte 0x90 to 0x99.
  const auto digits = std::count_if(utf8.begin(), utf8.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= '0' && byte <= '9') || (byte >= 0x90 && byte <= 0x99);
  });
  return has_disturbing_character(utf8) || (digits >= 11 && clean_text(utf8) != utf8);
}

std::string clean_text(std::string_view utf8) {
  std::u32string characters;
  characters.reserve(utf8.size());
  for (size_t i = 0; i < utf8.size();) {
    auto [code, bytes, valid] = decode_utf8(utf8, i);
    i += bytes;
    if (code == '\n' || code == '\r' || code == '\t') code = ' ';
    if (!disturbing(code)) characters.push_back(code);
  }
  mask_numbers(characters);
  std::string out;
  out.reserve(utf8.size());
  for (const char32_t code : characters) append_utf8(out, code);
  return out;
}

bool is_personal_member(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  constexpr std::string_view kPrefixes[] = {"reporter",  "caller",        "contact",      "applicant",  "complainant",
                                            "informant", "resident_name", "citizen_name", "person_name"};
  constexpr std::string_view kNames[] = {"phone",     "phone_number", "mobile",        "mobile_number",
                                         "tel",       "telephone",    "email",         "id_card",
                                         "id_number", "identity",     "id_card_number"};
  constexpr std::string_view kParts[] = {"姓名",   "联系人", "联系电话", "联系方式", "手机",   "电话",
                                         "身份证", "诉求人", "来电人",   "举报人",   "报告人", "反映人"};
  for (std::string_view prefix : kPrefixes) {
    if (lower.starts_with(prefix)) return true;
  }
  for (std::string_view part : kParts) {
    if (lower.find(part) != std::string::npos) return true;
  }
  return std::find(std::begin(kNames), std::end(kNames), lower) != std::end(kNames);
}

}  // namespace gridwall::event
