// `gridwall-log export`: the command line of export_range(). Main thread.
#pragma once

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

// Adds the subcommand. When it has run, `outcome` says how it went; `outcome` must live as long as `app`.
void add_export_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
