#include "ingest/import/mapping.h"

namespace gridwall::import {

Error Mapping::error(size_t line, const std::string& key, const std::string& what) const {
  return {ErrorCode::kInvalidConfig, file + ":" + std::to_string(line) + ": key '" + key + "': " + what};
}

Result<std::string> Expression::evaluate(const Row& row) const {
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
  if (between && !value.empty()) {
    const size_t from = value.find(between->first);
    const size_t begin = from == std::string::npos ? from : from + between->first.size();
    const size_t end = begin == std::string::npos ? begin : value.find(between->second, begin);
    if (end == std::string::npos) {
      std::string what("no text between '");
      what.append(between->first).append("' and '").append(between->second).append("'");
      return Error{ErrorCode::kInvalidEvent, what};
    }
    value = value.substr(begin, end - begin);
    while (!value.empty() && value.front() == ' ') value.erase(0, 1);
    while (!value.empty() && value.back() == ' ') value.pop_back();
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
