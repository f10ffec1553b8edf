// Cuts a run of events out of a log into a new self-contained file, row by row and unchanged: the part's chain
// continues from the hash before its first event, so the part can be proven against the whole log. Reads in short
// transactions; any thread. Knows nothing of what the events mean: the caller provides the state before them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

struct CutOptions {
  uint64_t from_seq = 0;  // the first event of the part
  uint64_t to_seq = 0;    // the last one
  // The state before from_seq, compressed; kept as the part's first checkpoint.
  std::string_view state;
  int64_t state_version = 0;
  std::string_view drills;  // the drills in the part, to be recorded; empty: none
  // Gets the rows done and their total; false stops and removes the part (kUnavailable).
  std::function<bool(uint64_t done, uint64_t total)> progress;
};

// `to` must not exist. Verifies what it copied: damage in the part is kCorrupt. Returns the head of the part.
Result<LogHead> cut_log(const std::filesystem::path& from, const std::filesystem::path& to, const CutOptions& options);

}  // namespace gridwall::log
