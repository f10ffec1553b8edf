#include "ingest/event/duration.h"

#include <charconv>

#include "ingest/event/time.h"

namespace gridwall::inline event {

std::optional<int64_t> read_duration_ns(std::string_view text) {
  constexpr int64_t kLongestNs = 36'500 * kNsPerDay;  // a century: added to any time of today it still is one
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end + 1 != text.data() + text.size() || count < 0) return std::nullopt;
  int64_t unit_ns = 0;
  switch (*end) {
    case 's':
      unit_ns = kNsPerSecond;
      break;
    case 'm':
      unit_ns = 60 * kNsPerSecond;
      break;
    case 'h':
      unit_ns = 3600 * kNsPerSecond;
      break;
    case 'd':
      unit_ns = kNsPerDay;
      break;
    default:
      return std::nullopt;
  }
  if (count > kLongestNs / unit_ns) return std::nullopt;
  return count * unit_ns;
}

}  // namespace gridwall::event
