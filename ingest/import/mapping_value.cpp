#include <algorithm>

#include "ingest/event/utf8.h"
#include "ingest/import/mapping.h"

namespace gridwall::import {

Error Mapping::error(size_t line, const std::string& key, const std::string& what) const {
  return {ErrorCode::kInvalidConfig, file + ":" + std::to_string(line) + ": key '" + key + "': " + what};
}

std::string Expression::filled_in(const Row& row) const {
  std::string value;
  bool all_empty = true, any_column = false;
  for (const Part& part : parts) {
    value += part.text;
    if (!part.column) continue;
    any_column = true;
    const std::string& text = row.values[*part.column];
    if (!text.empty()) all_empty = false;
    value += text;
  }
  if (any_column && all_empty) value.clear();  // "{number} Main Street" of nothing is nothing
  return value;
}

Result<std::string> Expression::evaluate(const Row& row) const {
  std::string value = filled_in(row);
  if (between && !value.empty()) {
    const size_t from = value.find(between->first);
    size_t begin = from == std::string::npos ? from : from + between->first.size();
    const size_t end = begin == std::string::npos ? begin : value.find(between->second, begin);
    if (end != std::string::npos && end >= between->first.size()) {
      begin = std::max(begin, value.rfind(between->first, end - between->first.size()) + between->first.size());
    }
    if (end == std::string::npos) {
      std::string what("no text between '");
      what.append(between->first).append("' and '").append(between->second).append("'");
      return Error{ErrorCode::kInvalidEvent, what};
    }
    value = trimmed(std::string_view(value).substr(begin, end - begin));
  }
  if (pattern && !value.empty()) {
    std::optional<std::string> part = pattern->cut(value, take);
    if (!part) return Error{ErrorCode::kInvalidEvent, "'" + value.substr(0, 64) + "' does not fit the pattern"};
    value = std::move(*part);
  }
  if (words.empty()) return value;
  const auto found = words.find(value);
  if (found != words.end()) return found->second;
  if (otherwise) return *otherwise;
  std::string what("'");
  what.append(value, 0, 64).append("' is not among the words of the mapping");
  return Error{ErrorCode::kInvalidEvent, what};
}

}  // namespace gridwall::import
