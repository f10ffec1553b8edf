// Imports the past of a county into a log: JSON lines go through the pipeline, sorted by their own time, as if received
// when they happened. One thread, no socket.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "ingest/pipeline/pipeline.h"

namespace gridwall::pipeline {

struct ImportReport {
  uint64_t lines = 0;  // not counting empty ones
  uint64_t accepted = 0;
  uint64_t duplicates = 0;
  uint64_t rejected = 0;
  struct Reason {
    uint64_t count = 0;
    uint64_t first_line = 0;
    std::string first_detail;  // "at: must be a time ..."
  };
  std::map<std::string, Reason> reasons;  // of the rejects
};

// The report as a table: how many lines became what, and of each reason of a reject the first line.
std::string format_report(const ImportReport& report);

// `progress` gets the lines done and their total now and then; false stops, and what was imported so far stays.
// `clock_ns` paces the upkeep of the log; no time of it is ever logged.
Result<ImportReport> import_lines(Pipeline& pipeline, const std::filesystem::path& file,
                                  const std::function<int64_t()>& clock_ns,
                                  const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace gridwall::pipeline
