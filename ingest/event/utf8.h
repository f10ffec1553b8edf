// UTF-8: whether bytes are text, and the one place that reads, writes, counts, cuts and trims characters (code points).
// Outside input that is not JSON is checked before it is shown. Pure, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gridwall::inline event {

bool is_utf8(std::string_view bytes);

// Not the first byte of a character.
constexpr bool continues_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

struct Utf8Character {
  char32_t code = U'?';
  std::size_t bytes = 1;  // at least 1, so that reading moves on
  bool valid = false;
};

inline Utf8Character decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xF0 && lead < 0xF5   ? 4
                            : lead >= 0xE0 && lead < 0xF0 ? 3
                            : lead >= 0xC2 && lead < 0xE0 ? 2
                                                          : 0;
  if (bytes == 0 || at + bytes > text.size()) return {};
  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!continues_character(text[at + i])) return {};
    code = (code << 6) | (byte(at + i) & 0x3FU);
  }
  const bool too_long = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  if (too_long || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, bytes, true};
}

void append_utf8(std::string& text, char32_t code);

// White space of Unicode (U+3000, U+00A0, ...), and the characters without width that hide between it.
bool is_blank(char32_t code);
// Without blanks at either end.
std::string_view trimmed(std::string_view text);
// Texts of other programs may begin with a byte order mark (U+FEFF), which is no part of the text.
inline std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::size_t count_characters(std::string_view text);
// The beginning of a text, whole characters only.
std::string_view cut_to_bytes(std::string_view text, std::size_t most);
std::string_view cut_to_characters(std::string_view text, std::size_t most);

}  // namespace gridwall::event
