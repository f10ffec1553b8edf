// Scripts of config/scenarios by name or path. Main thread.
#pragma once

#include <string>

#include "ingest/event/result.h"
#include "ingest/simulate/scenario/scenario.h"

namespace gridwall::program {

// A path that exists, or the name of a script that comes with the program. Errors name those there are.
Result<simulate::scenario::Scenario> read_scenario(const std::string& name);

}  // namespace gridwall::program
