// `gridwall-log export`: the command line of export_range().
#pragma once

#include "ingest/event/result.h"

namespace CLI {
class App;
}

namespace gridwall::program {

// The subcommand writes its outcome there when it has run; `outcome` must live as long as `app`.
void add_export_command(CLI::App& app, Status& outcome);

}  // namespace gridwall::program
