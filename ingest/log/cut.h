// Cuts a run of events out of a log into a new self-contained file, row by row as they stand: the part's chain goes on
// from the hash before its first event and ends in the whole log's, so one can be proven against the other. Reads in
// short transactions; any thread. Knows nothing of what the events mean: the state to begin with is handed in.
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
  std::string_view drills;  // the drills in it, to mark it; empty when there are none
  // Called with rows done and in all; false stops, and nothing is left behind (kUnavailable).
  std::function<bool(uint64_t done, uint64_t total)> progress;
};

// `to` must not exist. Verifies what it copied: damage in the part is kCorrupt. Returns the head of the part.
Result<LogHead> cut_log(const std::filesystem::path& from, const std::filesystem::path& to, const CutOptions& options);

}  // namespace gridwall::log
