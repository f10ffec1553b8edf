#include "viewer/program/compare_program.h"

#include <charconv>

#include "ingest/event/time.h"

namespace gridwall::program {
namespace {

constexpr int64_t kMostUnits = 10'000;

// "7d", "12h" in nanoseconds.
std::optional<int64_t> span_of(const std::string& text) {
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end + 1 != text.data() + text.size() || count <= 0 || count > kMostUnits) {
    return std::nullopt;
  }
  if (*end == 'd') return count * 86'400 * kNsPerSecond;
  if (*end == 'h') return count * 3'600 * kNsPerSecond;
  return std::nullopt;
}

}  // namespace

Result<CompareChoice> parse_compare(const std::string& text) {
  CompareChoice choice;
  if (const std::optional<int64_t> before_ns = span_of(text)) {
    choice.before_ns = *before_ns;
    return choice;
  }
  choice.at_ns = parse_rfc3339(text);
  if (choice.at_ns) return choice;
  return Error{ErrorCode::kInvalidArgument, "--compare: '" + text +
                                                "' is neither a time like 2026-11-20T14:32:08+08:00 nor a span before "
                                                "the moment shown, like 1d, 7d or 12h"};
}

}  // namespace gridwall::program
