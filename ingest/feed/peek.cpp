#include "ingest/feed/peek.h"

#include <string.h>  // memmem

#include <charconv>
#include <string>

#include "ingest/event/event.h"

namespace gridwall::feed {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The text right after `"name" :`, empty when there is none.
std::string_view after_member(std::string_view message, std::string_view quoted_name) {
  std::string_view rest = message;
  while (const void* at = memmem(rest.data(), rest.size(), quoted_name.data(), quoted_name.size())) {
    rest.remove_prefix(static_cast<size_t>(static_cast<const char*>(at) - rest.data()) + quoted_name.size());
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    if (rest.empty() || rest.front() != ':') continue;
    rest.remove_prefix(1);
    while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
    return rest;
  }
  return {};
}

}  // namespace

Peek peek(std::string_view message) {
  message = message.substr(0, kMaxMessageBytes);
  Peek guess;
  std::string_view source = after_member(message, "\"source\"");
  if (source.starts_with('"')) {
    source.remove_prefix(1);
    const size_t end = source.substr(0, kMaxIdBytes + 1).find_first_of("\"\\");
    if (end != std::string_view::npos && source[end] == '"') guess.source = source.substr(0, end);
  }
  guess.emergency = after_member(message, "\"type\"").starts_with("\"emergency.");
  return guess;
}

std::optional<uint64_t> peek_number(std::string_view message, std::string_view member) {
  const std::string_view rest = after_member(message.substr(0, kMaxMessageBytes), '"' + std::string(member) + '"');
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc() || (end != rest.data() + rest.size() && (*end == '.' || *end == 'e' || *end == 'E'))) {
    return std::nullopt;
  }
  return value;
}

}  // namespace gridwall::feed
