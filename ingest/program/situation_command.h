// gridwall-log situation and debrief: what an incident has come to, and how a training went, from a log alone.
#pragma once

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

void add_situation_command(CLI::App& app, Status& outcome);
void add_debrief_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
