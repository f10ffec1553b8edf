#include "ingest/county/time_word.h"

#include <string>

#include "ingest/event/duration.h"
#include "ingest/event/time.h"

namespace gridwall::inline county {

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
