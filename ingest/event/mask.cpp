#include "ingest/event/mask.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "ingest/event/personal_data.h"
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
  return has_disturbing_character(utf8) || (may_hold_personal_data(utf8) && clean_text(utf8) != utf8);
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
  mask_personal_data(characters);
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
  constexpr std::string_view kNames[] = {"phone",           "phone_number", "mobile",       "mobile_number", "tel",
                                         "telephone",       "email",        "id_card",      "id_number",     "identity",
                                         "id_card_number",  "e_mail",       "plate_number", "license_plate", "passport",
                                         "passport_number", "bank_card",    "card_number"};
  constexpr std::string_view kParts[] = {"姓名",   "联系人", "联系电话", "联系方式", "手机",   "电话",
                                         "身份证", "诉求人", "来电人",   "举报人",   "报告人", "反映人",
                                         "邮箱",   "车牌",   "护照",     "银行卡"};
  for (std::string_view prefix : kPrefixes) {
    if (lower.starts_with(prefix)) return true;
  }
  for (std::string_view part : kParts) {
    if (lower.find(part) != std::string::npos) return true;
  }
  return std::find(std::begin(kNames), std::end(kNames), lower) != std::end(kNames);
}

}  // namespace gridwall::event
