#include "ingest/event/identifier.h"

#include <fmt/core.h>

#include "ingest/event/event.h"
#include "ingest/event/mask.h"
#include "ingest/event/utf8.h"

namespace gridwall::inline event {

std::optional<std::string> id_fault(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.size() > kMaxIdBytes) return "is longer than 128 bytes";
  if (!has_disturbing_character(text)) return std::nullopt;
  if (text.find_first_of("\r\n") != std::string_view::npos) return "holds a line break, a control character";
  size_t at = 0;
  while (!has_disturbing_character(text.substr(at, decode_utf8(text, at).bytes))) at += decode_utf8(text, at).bytes;
  return fmt::format("holds a control or invisible character, U+{:04X}",
                     static_cast<uint32_t>(decode_utf8(text, at).code));
}

std::string alike_key(std::string_view code) {
  std::string key;
  for (size_t at = 0; at < code.size();) {
    Utf8Character character = decode_utf8(code, at);
    at += character.bytes;
    if (is_blank(character.code)) continue;
    if (character.code >= 0xFF01 && character.code <= 0xFF5E) character.code -= 0xFF01 - 0x21;  // full-width ASCII
    if (character.code >= U'A' && character.code <= U'Z') character.code += U'a' - U'A';
    append_utf8(key, character.code);
  }
  return key;
}

}  // namespace gridwall::event
