// Sends generated lines straight to intake. The generator runs in the caller's thread, the sender in a second one.
#pragma once

#include <functional>

#include "ingest/program/feed_commands.h"
#include "ingest/program/line_output.h"

namespace gridwall::program {

// Calls `generate` with an output whose lines are sent to the target; returns when all of them are answered.
Status send_lines(const SendTarget& to, const std::function<Status(LineOutput&)>& generate);

}  // namespace gridwall::program
