// gridwall-log state and events: the figures at a moment, the events as logged. A damaged log is shown as far as it is
// sound, with a word about what is missing and an error at the end.
#pragma once

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

void add_state_command(CLI::App& app, Status& outcome);
void add_events_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
