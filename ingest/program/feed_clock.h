// What the commands of gridwall-feed that make events share: waiting for a moment, and the county a user names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::program {

int64_t whole_milliseconds(int64_t time_ns);
// Sleeps until the time has come; false when the program is to stop.
bool wait_until(int64_t time_ns);

// By name, of config/counties, or by path.
Result<County> county_named(const std::string& name);

}  // namespace gridwall::program
