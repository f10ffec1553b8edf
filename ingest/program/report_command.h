// `gridwall-log report`: the command line of the report. Main thread.
#pragma once

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

// Adds the subcommand; when it is the one asked for, `outcome` tells how it went. Both must outlive the parsing.
void add_report_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
