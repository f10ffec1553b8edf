#include "ingest/bridge/http_text.h"

#include <algorithm>

#include "ingest/event/utf8.h"

namespace gridwall::bridge {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool same_word(std::string_view a, std::string_view lower) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [&](char left, char right) { return small(left) == right; });
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (decoded.find('\0') != std::string::npos || !is_utf8(decoded)) return std::nullopt;
  return decoded;
}

std::optional<Pairs> pairs_of(std::string_view text, bool plus_is_blank) {
  Pairs pairs;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    std::optional<std::string> name = percent_decoded(pair.substr(0, equals), plus_is_blank);
    std::optional<std::string> value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), plus_is_blank);
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

std::string_view value_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [known, value] : pairs) {
    if (known == name) return value;
  }
  return {};
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() || !same_word(authorization.substr(0, kScheme.size()), kScheme)) return {};
  std::string_view token = authorization.substr(kScheme.size());
  return token.substr(std::min(token.find_first_not_of(' '), token.size()));
}

}  // namespace gridwall::bridge
