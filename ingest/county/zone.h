// A time zone's offsets from the system's zone database. Used only while a county is loaded. Any thread.
#pragma once

#include <string_view>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

// All changes from 1970 to 2100 of a zone such as "America/Los_Angeles". kNotFound when the database has no such zone.
Result<ZoneTable> load_zone_table(std::string_view name);

}  // namespace gridwall::county
