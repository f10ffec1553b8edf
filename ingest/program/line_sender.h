// From a generator of lines straight to intake. The generator runs in the caller's thread, the sender beside it.
#pragma once

#include <functional>

#include "ingest/program/feed_commands.h"
#include "ingest/program/line_output.h"

namespace gridwall::program {

// Calls `generate` with an output whose lines go to the target; returns when all of them have their answer.
Status send_lines(const SendTarget& to, const std::function<Status(LineOutput&)>& generate);

}  // namespace gridwall::program
