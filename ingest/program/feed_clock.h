// Shared by the commands of gridwall-feed that simulate events: waiting for a moment, and loading the named county.
// One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::program {

int64_t whole_milliseconds(int64_t time_ns);
// Sleeps until `time_ns`; false if the program was asked to stop.
bool wait_until(int64_t time_ns);

// By its name in config/counties, or by path.
Result<County> county_named(const std::string& name);

}  // namespace gridwall::program
