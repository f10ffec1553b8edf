// What a county's files write in tables and arrays of their own: labels and positions. Strict like the section they are
// read from. Pure, one thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ingest/config/toml_section.h"
#include "ingest/county/county.h"

namespace gridwall::inline county {

// { zh = "...", en = "..." }; zh is required.
Label read_label(config::Section& section, std::string_view key);
Label read_label_or(config::Section& section, std::string_view key, Label fallback);
std::vector<Label> read_labels(config::Section& section, std::string_view key);  // an array of them; it may be missing

std::optional<Position> read_position(config::Section& section, std::string_view key);  // [longitude, latitude]

}  // namespace gridwall::county
