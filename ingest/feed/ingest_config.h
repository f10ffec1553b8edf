// The daemon's configuration file: config/ingest.toml shows every key. Strict: an unknown key is an error that names
// file and line. Read once at the start; no thread of its own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ingest/feed/daemon.h"

namespace gridwall::config {
class Section;
}

namespace gridwall::feed {

struct IngestConfig {
  std::string county;         // a path below the configuration's folder, or a county's name
  std::filesystem::path log;  // made absolute; the only path that may lie anywhere, because it is data
  // Everything except the county and the log.
  DaemonOptions daemon;
};

Result<IngestConfig> read_ingest_config(const std::filesystem::path& file);

// `path` resolved in `folder`; an error if it is absolute or leads out of it, symbolic links resolved.
Result<std::filesystem::path> path_below(const std::filesystem::path& folder, const std::string& path);

// Parts of a configuration that the bridge reads, too. What is wrong with them the section is told.
uint8_t feeds_from(config::Section& section, std::string_view key);   // one bit a Feed; all of them if left out
uint64_t types_from(config::Section& section, std::string_view key);  // one bit an EventType; likewise
// `server_key` and `key_file` of this side of a connection with keys; neither: none.
std::optional<CurveClient> read_client_keys(config::Section& section, const std::filesystem::path& folder);

}  // namespace gridwall::feed
