#include "ingest/event/personal_data.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "ingest/event/utf8.h"

namespace gridwall::inline event {
namespace {

using Text = std::u32string;
using View = std::u32string_view;
using Digits = std::vector<int>;

// Full-width letters, digits and signs as those of ASCII, in upper case.
char32_t plain_of(char32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFF01 - 0x21;
  return code >= U'a' && code <= U'z' ? code - (U'a' - U'A') : code;
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_letter(char32_t c) {
  return c >= U'A' && c <= U'Z';
}
bool is_alnum(char32_t c) {
  return is_digit(c) || is_letter(c);
}
// Between the groups of one number.
bool is_separator(char32_t c) {
  return is_blank(c) || c == U'-' || c == U')' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}
constexpr size_t kMostSeparators = 3;

bool mentions(View text, size_t before, std::initializer_list<View> words) {
  constexpr size_t kNear = 10;
  const size_t from = before > kNear ? before - kNear : 0;
  const View near = text.substr(from, before - from);
  return std::any_of(words.begin(), words.end(), [&](View word) { return near.find(word) != View::npos; });
}
// Said to be the number of a thing.
bool is_said_to_be_of_a_thing(View text, size_t at) {
  return mentions(text, at,
                  {U"单号", U"编号", U"工单", U"订单", U"运单", U"流水", U"案号", U"序号", U"合同", U"网格", U"编码",
                   U"设备", U"杆号", U"ORDER", U"TICKET", U"NO."});
}

struct Kept {  // how many digits stay readable on either side
  size_t head, tail;
};

int number_at(const Digits& digits, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) value = value * 10 + digits[i];
  return value;
}

bool plausible_date(const Digits& digits, size_t at) {  // MMDD
  const int month = number_at(digits, at, 2), day = number_at(digits, at + 2, 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_mobile(const Digits& digits, size_t from) {
  return digits.size() - from == 11 && digits[from] == 1 && digits[from + 1] >= 3;
}

// The check character of GB 11643-1999 (ISO 7064, MOD 11-2).
bool has_check_character(const Digits& digits, bool ends_in_x) {
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) sum += digits[i] * kWeights[i];
  const int check = (12 - sum % 11) % 11;
  return ends_in_x ? check == 10 : digits[17] == check;
}

// ISO/IEC 7812: the last digit of a card.
bool has_luhn_digit(const Digits& digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digits[digits.size() - 1 - i] * (i % 2 == 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_card_issuer(const Digits& digits) {
  const int two = number_at(digits, 0, 2), four = number_at(digits, 0, 4);
  return two == 62 || two / 10 == 4 || (two >= 51 && two <= 55) || two == 60 || two == 35 || two == 36 ||
         four / 10 == 955 || (four >= 2221 && four <= 2720);
}

// A number in a text: its digits, the characters they are, and where its groups end.
struct Group {
  Digits digits;
  std::vector<size_t> at;
  std::vector<size_t> word_ends;  // counted in digits; the last is all of them
  bool ends_in_x = false;
};

// Eighteen characters, or the older fifteen: six of place, eight of birth (six), three of order, a check character.
// Since the numbers of systems often hold a date of these years, one of a birth after 2018 must have the right check
// character, and the older form an age below a hundred.
bool is_identity_number(const Group& group, View text, Kept& kept) {
  const Digits& digits = group.digits;
  const bool said = mentions(text, group.at.front(), {U"身份", U"证件", U"公民"});
  if (digits.size() + (group.ends_in_x ? 1 : 0) == 18 && digits[0] != 0) {
    const int year = number_at(digits, 6, 4);
    if (year < 1900 || year > 2099 || !plausible_date(digits, 10)) return false;
    const bool of_a_thing = year > 2018 || is_said_to_be_of_a_thing(text, group.at.front());
    if (of_a_thing && !said && !has_check_character(digits, group.ends_in_x)) return false;
    kept = {3, group.ends_in_x ? 1U : 2U};
    return true;
  }
  if (digits.size() != 15 || group.ends_in_x || digits[0] == 0 || !plausible_date(digits, 8)) return false;
  if (!said && (number_at(digits, 6, 2) < 40 || is_said_to_be_of_a_thing(text, group.at.front()))) return false;
  kept = {3, 2};
  return true;
}

bool is_local_number(const Digits& digits, size_t from) {
  const size_t size = digits.size() - from;
  return (size == 7 || size == 8) && digits[from] >= 2 && digits[from] <= 8;
}

// How many digits the area code has that begins at `from`, without the 0; 0: it is none.
size_t area_code(const Digits& digits, size_t from) {
  if (digits.size() < from + 9) return 0;
  const size_t size = digits[from] == 1 ? (digits[from + 1] == 0 ? 2 : 0) : digits[from] == 2 ? 2 : 3;
  if (size == 0 || digits[from] == 0 || !is_local_number(digits, from + size)) return 0;
  return size == 2 && digits.size() - from - size != 8 ? 0 : size;
}

bool is_landline(const Group& group, View text, Kept& kept) {
  const Digits& digits = group.digits;
  const size_t first = group.at.front();
  const bool after_plus = first > 0 && text[first - 1] == U'+';
  size_t country = 0;
  if (digits.size() > 4 && number_at(digits, 0, 4) == 86) {
    country = 4;  // 0086
  } else if (digits.size() > 2 && number_at(digits, 0, 2) == 86 && (after_plus || group.word_ends.front() == 2)) {
    country = 2;
  } else if (after_plus && digits.size() >= 10 && digits.size() <= 15) {  // E.164, of another country
    kept = {3, 2};
    return true;
  }
  const size_t trunk = country > 0 ? (digits[country] == 0 ? country + 1 : country) : 1;
  if (country == 0 && digits[0] != 0) {
    const bool said = mentions(text, first, {U"电话", U"座机", U"固话", U"致电", U"TEL", U"PHONE"});
    if (!said || !is_local_number(digits, 0)) return false;
    kept = {2, 2};
    return true;
  }
  const size_t area = area_code(digits, trunk);
  if (area == 0) return false;
  const size_t head = trunk + area;
  const bool one_word = group.word_ends.size() == 1;
  if (one_word && country == 0 && is_said_to_be_of_a_thing(text, first)) return false;
  if (!one_word && std::find(group.word_ends.begin(), group.word_ends.end(), head) == group.word_ends.end())
    return false;
  kept = {head, 2};
  return true;
}

bool is_bank_card(const Group& group, View text, Kept& kept) {
  const Digits& digits = group.digits;
  if (group.ends_in_x || digits.size() < 16 || digits.size() > 19) return false;
  const size_t first = group.at.front();
  const bool said = mentions(text, first, {U"卡号", U"银行卡", U"账号", U"帐号", U"储蓄卡", U"信用卡", U"账户"});
  const bool card = mentions(text, first, {U"卡"}) || has_luhn_digit(digits);
  const bool looks = is_card_issuer(digits) && card && !is_said_to_be_of_a_thing(text, first);
  if (!said && !looks) return false;
  kept = {4, 4};
  return true;
}

bool is_personal(const Group& group, View text, Kept& kept) {
  const Digits& digits = group.digits;
  if (!group.ends_in_x) {
    if (is_mobile(digits, 0)) return kept = {3, 4}, true;
    if (digits.size() == 13 && number_at(digits, 0, 2) == 86 && is_mobile(digits, 2)) return kept = {5, 4}, true;
    if (digits.size() == 15 && number_at(digits, 0, 4) == 86 && is_mobile(digits, 4)) return kept = {7, 4}, true;
  }
  return is_identity_number(group, text, kept) || (!group.ends_in_x && is_landline(group, text, kept)) ||
         is_bank_card(group, text, kept);
}

class Masker {
 public:
  explicit Masker(Text& text) : text_(text), plain_(text) {
    std::transform(plain_.begin(), plain_.end(), plain_.begin(), plain_of);
  }

  bool mask() {
    numbers();
    plates();
    passports();
    addresses();
    return changed_;
  }

 private:
  void hide(size_t at) {
    text_[at] = plain_[at] = U'*';
    changed_ = true;
  }
  char32_t at(size_t i) const { return i < plain_.size() ? plain_[i] : U'\0'; }

  // Words of digits up to the next character that is neither a digit nor a separator between digits.
  void numbers() {
    for (size_t i = 0; i < plain_.size();) {
      if (!is_digit(plain_[i])) {
        ++i;
        continue;
      }
      std::vector<std::vector<size_t>> words(1);
      size_t end = i;
      while (end < plain_.size()) {
        if (is_digit(plain_[end])) {
          words.back().push_back(end++);
          continue;
        }
        size_t next = end;
        while (next < end + kMostSeparators && is_separator(at(next))) ++next;
        if (next == end || !is_digit(at(next))) break;
        words.emplace_back();
        end = next;
      }
      mask_words(words, at(end) == U'X' && !is_alnum(at(end + 1)));
      i = end;
    }
  }

  // A number may be written as one word, or as neighbouring words such as 138 1234 5678; the longest counts.
  void mask_words(const std::vector<std::vector<size_t>>& words, bool x_behind) {
    constexpr size_t kMostDigits = 19;
    for (size_t first = 0; first < words.size(); ++first) {
      Group group;
      std::vector<size_t> hidden;
      size_t end = first;
      for (size_t last = first; last < words.size(); ++last) {
        if (group.at.size() + words[last].size() > kMostDigits) break;
        for (const size_t i : words[last]) {
          group.at.push_back(i);
          group.digits.push_back(static_cast<int>(plain_[i] - U'0'));
        }
        group.word_ends.push_back(group.at.size());
        group.ends_in_x = x_behind && last + 1 == words.size();
        Kept kept{};
        if (!is_personal(group, plain_, kept)) continue;
        hidden.assign(group.at.begin() + static_cast<ptrdiff_t>(kept.head),
                      group.at.end() - static_cast<ptrdiff_t>(kept.tail));
        end = last;
      }
      for (const size_t i : hidden) hide(i);
      first = end;
    }
  }

  // Letters and digits from `from` on, with at most one separator before each; so many as `most`.
  std::vector<size_t> characters(size_t from, size_t most, bool with_separators) const {
    std::vector<size_t> found;
    while (found.size() < most) {
      const bool gap = with_separators && !is_alnum(at(from)) && (is_separator(at(from)) || is_dot(at(from)));
      if (!is_alnum(at(from + (gap ? 1 : 0)))) break;
      found.push_back(from + (gap ? 1 : 0));
      from = found.back() + 1;
    }
    return found;
  }
  // Likewise, but with a separator before each but the first: "1 2 3 4 5".
  std::vector<size_t> spaced_out(size_t from) const {
    std::vector<size_t> found = characters(from, 7, true);
    for (size_t i = 1; i < found.size(); ++i) {
      if (found[i] - found[i - 1] != 2) return {};
    }
    return found;
  }
  static bool is_dot(char32_t c) { return c == U'.' || c == 0xB7 || c == 0x2022 || c == 0x30FB; }

  // GA 36: a province, a letter of the city, five characters (six for electric cars; four and a word for some).
  void plates() {
    constexpr View kProvinces = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
    constexpr View kWords = U"学警挂港澳领使";
    for (size_t i = 0; i + 5 < plain_.size(); ++i) {
      if (kProvinces.find(plain_[i]) == View::npos) continue;
      const size_t city = i + (is_blank(at(i + 1)) ? 2 : 1);
      if (!is_letter(at(city))) continue;
      const size_t gap = is_alnum(at(city + 1)) ? 0 : 1;
      if (gap == 1 && !is_separator(at(city + 1)) && !is_dot(at(city + 1))) continue;
      std::vector<size_t> rest = characters(city + 1 + gap, 7, false);
      if (rest.size() == 1) rest = spaced_out(city + 1 + gap);
      if (rest.empty()) continue;
      const bool with_word = rest.size() == 4 && kWords.find(at(rest.back() + 1)) != View::npos;
      const auto digits = std::count_if(rest.begin(), rest.end(), [&](size_t at) { return is_digit(plain_[at]); });
      if ((rest.size() != 5 && rest.size() != 6 && !with_word) || digits < 2) continue;
      for (size_t k = 0; k + 2 < rest.size(); ++k) hide(rest[k]);
      i = rest.back();
    }
  }

  // Passports of China are E or G and eight digits, or E, a letter and seven. Where the text says that it is one, or a
  // travel permit, any one or two letters and seven to ten characters in all behind the first will do.
  void passports() {
    for (size_t i = 0; i < plain_.size(); ++i) {
      if (!is_letter(plain_[i]) || (i > 0 && is_alnum(plain_[i - 1]))) continue;
      const std::vector<size_t> found = characters(i, 12, true);
      if (is_passport(i, found)) {
        for (size_t k = 2; k + 2 < found.size(); ++k) hide(found[k]);
      }
    }
  }
  bool is_passport(size_t i, const std::vector<size_t>& found) const {
    const size_t size = found.size() - 1;  // without the first letter
    if (size < 7 || size > 10) return false;
    const bool second_letter = is_letter(plain_[found[1]]);
    const auto first_digit = found.begin() + (second_letter ? 2 : 1);
    if (!std::all_of(first_digit, found.end(), [&](size_t at) { return is_digit(plain_[at]); })) return false;
    const char32_t kind = plain_[i];
    if (mentions(plain_, i, {U"护照", U"通行证", U"证件", U"PASSPORT"})) return true;
    const bool passport = size == 8 && (kind == U'E' || (kind == U'G' && !second_letter));
    const bool date = plain_[found[1]] == U'2' && plain_[found[2]] == U'0';  // 20261128
    return passport && !date && !is_said_to_be_of_a_thing(plain_, i);
  }

  // name@domain; blanks may stand around the signs.
  void addresses() {
    const auto is_name = [](char32_t c) {
      return is_alnum(c) || c == U'.' || c == U'_' || c == U'%' || c == U'+' || c == U'-';
    };
    for (size_t i = 1; i + 3 < plain_.size(); ++i) {
      if (plain_[i] != U'@') continue;
      size_t end = is_blank(plain_[i - 1]) ? i - 1 : i;
      size_t begin = end;
      while (begin > 0 && is_name(plain_[begin - 1])) --begin;
      if (begin == end || !is_domain(i + 1) || is_office(View(plain_).substr(begin, end - begin))) continue;
      for (size_t k = end - begin > 1 ? begin + 1 : begin; k < end; ++k) hide(k);
    }
  }
  // A mailbox of an office is nobody's.
  static bool is_office(View name) {
    constexpr View kOffices[] = {U"INFO",    U"OFFICE", U"SERVICE", U"CONTACT", U"SUPPORT",  U"ADMIN",
                                 U"HOTLINE", U"HELP",   U"PRESS",   U"NOREPLY", U"NO-REPLY", U"WEBMASTER"};
    return std::find(std::begin(kOffices), std::end(kOffices), name) != std::end(kOffices);
  }
  bool is_domain(size_t from) const {
    size_t labels = 0, letters = 0;
    while (true) {
      if (is_blank(at(from))) ++from;
      const size_t begin = from;
      letters = 0;
      while (is_alnum(at(from)) || at(from) == U'-') letters += is_letter(at(from++)) ? 1 : 0;
      if (from == begin) return false;
      ++labels;
      const size_t dot = is_blank(at(from)) ? from + 1 : from;
      const size_t next = is_blank(at(dot + 1)) ? dot + 2 : dot + 1;
      if (at(dot) != U'.' || !is_alnum(at(next))) break;
      from = dot + 1;
    }
    return labels > 1 && letters >= 2;
  }

  Text& text_;
  Text plain_;
  bool changed_ = false;
};

}  // namespace

bool may_hold_personal_data(std::string_view utf8) {
  size_t digits = 0, letters = 0;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      if (byte == '@') return true;
      if (byte >= '0' && byte <= '9') ++digits;
      if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) ++letters;
    } else if (byte == 0xEF && i + 2 < utf8.size()) {  // the full-width forms begin with EF BC or EF BD
      const char32_t code = plain_of(decode_utf8(utf8, i).code);
      if (code == U'@') return true;
      if (is_digit(code)) ++digits;
      if (is_letter(code)) ++letters;
    }
  }
  return digits >= 7 || (digits >= 2 && digits + letters >= 5);
}

// What is hidden may show another number to whoever looks again, so that is done here.
void mask_personal_data(std::u32string& text) {
  while (Masker(text).mask()) {
  }
}

}  // namespace gridwall::event
