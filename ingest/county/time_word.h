// Parses times and durations as people write them. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ingest/county/county.h"

namespace gridwall::inline county {

// "now", "now-30d", "now+20s" (s, m, h, d), "2026-11-01" (midnight in the zone), or RFC 3339 with an offset.
std::optional<int64_t> read_time_word(std::string_view text, int64_t now_ns, const ZoneTable& zone);

}  // namespace gridwall::county
