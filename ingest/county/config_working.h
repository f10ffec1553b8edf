// Reads the part of a county's configuration that says how the county works: loops and their stages, departments,
// emergency plans, groups of categories, published sizes. Channels and categories must be read first. Pure, any thread.
#pragma once

#include "ingest/config/toml_section.h"
#include "ingest/county/config.h"

namespace gridwall::inline county {

void read_working(config::Section& root, CountyConfig& config);

}  // namespace gridwall::county
