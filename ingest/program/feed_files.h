// Reading files of other systems for the commands of gridwall-feed: a mapping by its name, and files through it. One
// thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ingest/import/import.h"
#include "ingest/program/feed_commands.h"

namespace gridwall::program {

// By its path, or by the name of one that comes with the program.
Result<import::Mapping> read_mapping(const std::string& name);

// The files of the command through the mapping; every line goes to `write` after all have been read.
Result<import::ImportSummary> import_files(const import::Mapping& mapping, const ImportCommand& command,
                                           const std::function<bool(std::string_view)>& write);

}  // namespace gridwall::program
