#include "ingest/import/separator.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace gridwall::import {
namespace {

constexpr std::string_view kSeparators = ",;\t|";
constexpr size_t kMostLines = 50;

using Counts = std::array<size_t, kSeparators.size()>;

// Calls `take` with the counts of each line; a quoted line end ends none. The last line may be cut off and counts only
// when it is the only one.
template <typename Take>
void for_each_line(std::string_view text, const Take& take) {
  Counts counts{};
  bool quoted = false, empty = true;
  size_t lines = 0;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted || c == '\r') continue;
    if (c == '\n') {
      if (!empty) take(counts), ++lines;
      if (lines == kMostLines) return;
      counts = {};
      empty = true;
      continue;
    }
    empty = false;
    if (const size_t which = kSeparators.find(c); which != std::string_view::npos) ++counts[which];
  }
  if (lines == 0 && !empty) take(counts);
}

}  // namespace

bool is_separator(char character) {
  return kSeparators.find(character) != std::string_view::npos;
}

std::string_view separator_name(char separator) {
  switch (separator) {
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "bars";
    default:
      return "commas";
  }
}

char guess_separator(std::string_view beginning) {
  std::array<std::map<size_t, size_t>, kSeparators.size()> lines_with;  // so many of it -> in so many lines
  for_each_line(beginning, [&](const Counts& counts) {
    for (size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] > 0) ++lines_with[i][counts[i]];
    }
  });
  char best = ',';
  std::tuple<size_t, size_t> most{0, 0};
  for (size_t i = 0; i < kSeparators.size(); ++i) {
    for (const auto& [count, lines] : lines_with[i]) {
      if (std::tuple(lines, count) <= most) continue;
      most = {lines, count};
      best = kSeparators[i];
    }
  }
  return best;
}

std::optional<char> declared_separator(std::string_view beginning, size_t& bytes) {
  if (!beginning.starts_with("sep=") || beginning.size() < 6 || !is_separator(beginning[4])) return std::nullopt;
  const size_t end = beginning[5] == '\r' ? 6 : 5;
  if (end >= beginning.size() || beginning[end] != '\n') return std::nullopt;
  bytes = end + 1;
  return beginning[4];
}

}  // namespace gridwall::import
