// Durations as a person writes them: the one reader of command lines and configuration. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gridwall::inline event {

// "30s", "5m", "24h", "7d"; a century at the most.
std::optional<int64_t> read_duration_ns(std::string_view text);

}  // namespace gridwall::event
