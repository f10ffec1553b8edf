// `gridwall-log state` and `events`: the figures at a moment, the events as logged. A damaged log is shown as far as it
// is sound; what is missing is reported, and the command ends with an error. Main thread.
#pragma once

#include <string_view>

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

inline constexpr std::string_view kLogProgram = "gridwall-log";

void add_state_command(CLI::App& app, Status& outcome);
void add_events_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
