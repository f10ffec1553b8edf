#include "ingest/county/time_word.h"

#include <charconv>
#include <string>

#include "ingest/event/time.h"

namespace gridwall::inline county {

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

std::optional<int64_t> read_time_word(std::string_view text, int64_t now_ns, const ZoneTable& zone) {
  if (text == "now") return now_ns;
  if (text.starts_with("now+") || text.starts_with("now-")) {
    const std::optional<int64_t> duration_ns = read_duration_ns(text.substr(4));
    if (!duration_ns) return std::nullopt;
    return text[3] == '+' ? now_ns + *duration_ns : now_ns - *duration_ns;
  }
  if (text.size() == 10) {
    const std::optional<int64_t> midnight_ns = parse_rfc3339(std::string(text) + "T00:00:00Z");
    if (!midnight_ns) return std::nullopt;
    return zone.day_start_ns(static_cast<int32_t>(*midnight_ns / kNsPerDay));
  }
  return parse_rfc3339(text);
}

}  // namespace gridwall::county
