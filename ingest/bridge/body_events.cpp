#include "ingest/bridge/body_events.h"

#include <optional>

#include "ingest/event/utf8.h"

namespace gridwall::bridge {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

bool is_white(char c) {
  return kWhite.find(c) != std::string_view::npos;
}

// Where the value that begins at `at` ends: an object or a list at its closing bracket, anything else before a comma, a
// bracket or white space. None: it does not end.
std::optional<size_t> end_of_value(std::string_view text, size_t at) {
  size_t depth = 0;
  bool quoted = false;
  for (size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
      if (!quoted && depth == 0) return i + 1;
      continue;
    }
    if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return i;
      if (--depth == 0) return i + 1;
    } else if (depth == 0 && (c == ',' || is_white(c))) {
      return i;
    }
  }
  if (depth > 0 || quoted) return std::nullopt;
  return text.size();
}

// Line ends between the members of an event are white space like any other; within a string they are a fault, which
// stays for the daemon to find.
std::string on_one_line(std::string_view event) {
  std::string line(event);
  if (event.find_first_of("\r\n") == std::string_view::npos) return line;
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (quoted && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (line[i] == '\r' || line[i] == '\n')) {
      line[i] = ' ';
    }
  }
  return line;
}

std::string_view without_white(std::string_view text) {
  const size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

Error too_many(size_t most) {
  return {ErrorCode::kInvalidEvent,
          "more than " + std::to_string(most) + " events in one request; send several requests"};
}

Result<std::vector<std::string>> events_of_array(std::string_view text, size_t most) {
  std::vector<std::string> events;
  const auto broken = [&](size_t at) {
    return Error{ErrorCode::kInvalidEvent, "the array of events breaks off or has no comma at byte " +
                                               std::to_string(at) + ", behind event " + std::to_string(events.size())};
  };
  const auto skip_white = [&](size_t at) {
    while (at < text.size() && is_white(text[at])) ++at;
    return at;
  };
  size_t at = skip_white(1);
  if (at < text.size() && text[at] == ']') {
    if (at + 1 != text.size()) return broken(at + 1);
    return events;
  }
  while (true) {
    const std::optional<size_t> end = end_of_value(text, at);
    if (!end || *end == at) return broken(at);
    if (events.size() == most) return too_many(most);
    events.push_back(on_one_line(text.substr(at, *end - at)));
    at = skip_white(*end);
    if (at >= text.size()) return broken(at);
    if (text[at] == ']') break;
    if (text[at] != ',') return broken(at);
    at = skip_white(at + 1);
    if (at >= text.size()) return broken(at);
  }
  if (at + 1 != text.size()) return broken(at + 1);
  return events;
}

}  // namespace

Result<std::vector<std::string>> events_of_body(std::string_view body, size_t most) {
  const std::string_view text = without_white(without_byte_order_mark(body));
  if (text.empty()) {
    return Error{ErrorCode::kInvalidEvent,
                 "the body is empty; send an event as JSON, an array of events, or one event a line"};
  }
  if (text[0] == '[') return events_of_array(text, most);
  if (end_of_value(text, 0) == text.size()) return std::vector<std::string>{on_one_line(text)};
  std::vector<std::string> events;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = without_white(text.substr(at, end - at));
    if (!line.empty()) {
      if (events.size() == most) return too_many(most);
      events.emplace_back(line);
    }
    at = end + 1;
  }
  return events;
}

}  // namespace gridwall::bridge
