// What the programs that run as services share: where their messages go, how they say that they are ready. Main thread.
#pragma once

#include <string>
#include <string_view>

#include "ingest/event/result.h"

namespace gridwall::program {

void log_to_standard_error(const std::string& name);
// Each connection takes a file; as many as the system lets us have.
void raise_open_files_limit();
// Writes `ready …` and a line end to the descriptor (below 0: standard output), and tells systemd.
Status report_ready(std::string_view endpoints, int descriptor);

}  // namespace gridwall::program
