#include "ingest/import/text_pattern.h"

#include <algorithm>

#include "ingest/event/utf8.h"

namespace gridwall::import {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

size_t blanks_at(std::string_view text, size_t at) {
  const size_t begin = at;
  while (at < text.size()) {
    const Utf8Character character = decode_utf8(text, at);
    if (!character.valid || !is_blank(character.code)) break;
    at += character.bytes;
  }
  return at - begin;
}

// How many bytes of the text the literal covers at `at`; nothing when it does not stand there.
std::optional<size_t> covered(std::string_view text, size_t at, std::string_view literal) {
  const size_t begin = at;
  for (size_t i = 0; i < literal.size();) {
    if (const size_t wanted = blanks_at(literal, i); wanted > 0) {
      const size_t found = blanks_at(text, at);
      if (found == 0) return std::nullopt;
      i += wanted;
      at += found;
    } else if (at < text.size() && lower(text[at]) == lower(literal[i])) {
      ++i;
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return at - begin;
}

}  // namespace

Result<TextPattern> TextPattern::make(std::string_view pattern) {
  TextPattern made;
  made.literals_.emplace_back();
  while (!pattern.empty()) {
    const size_t open = std::min(pattern.find('{'), pattern.size());
    made.literals_.back().append(pattern.substr(0, open));
    pattern.remove_prefix(open);
    if (pattern.empty()) break;
    const size_t close = pattern.find('}');
    if (close == std::string_view::npos || close == 1) {
      return Error{ErrorCode::kInvalidConfig, "a '{' without a name and '}'"};
    }
    if (!made.parts_.empty() && made.literals_.back().empty()) {
      return Error{ErrorCode::kInvalidConfig, "two parts stand side by side, so that nothing says where one ends"};
    }
    made.parts_.emplace_back(pattern.substr(1, close - 1));
    made.literals_.emplace_back();
    pattern.remove_prefix(close + 1);
  }
  if (made.parts_.empty()) {
    return Error{ErrorCode::kInvalidConfig, "it must have a part in braces, such as \"POINT ({lon} {lat})\""};
  }
  return made;
}

std::optional<size_t> TextPattern::part(std::string_view name) const {
  const auto found = std::find(parts_.begin(), parts_.end(), name);
  if (found == parts_.end()) return std::nullopt;
  return static_cast<size_t>(found - parts_.begin());
}

std::optional<std::string> TextPattern::cut(std::string_view text, size_t part) const {
  std::string_view wanted;
  size_t at = 0;
  for (size_t i = 0; i < literals_.size(); ++i) {
    const size_t begin = at;
    const bool rest = i + 1 == literals_.size() && literals_[i].empty();  // the last part takes all there is
    if (rest) at = text.size();
    std::optional<size_t> size = covered(text, at, literals_[i]);
    while (!size && at < text.size()) size = covered(text, ++at, literals_[i]);
    if (!size) return std::nullopt;
    if (i == part + 1) wanted = text.substr(begin, at - begin);
    at += *size;
  }
  return std::string(trimmed(wanted));
}

}  // namespace gridwall::import
