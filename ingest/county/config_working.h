// The part of a county's configuration that says how it works: loops and their stages, departments, emergency plans,
// groups of categories, published sizes. Channels and categories must have been read before. Pure, any thread.
#pragma once

#include "ingest/config/toml_section.h"
#include "ingest/county/config.h"

namespace gridwall::inline county {

void read_working(config::Section& root, CountyConfig& config);

}  // namespace gridwall::county
