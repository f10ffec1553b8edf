// Cuts a part out of a log into a log of its own: county, map, the state before it, events, rejects, bookmarks. It can
// be verified and replayed on any machine, and its hash chain shows which log it was cut from. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "ingest/event/result.h"
#include "ingest/log/log_reader.h"

namespace gridwall::replay {

struct ExportOptions {
  int64_t from_ns = INT64_MIN, to_ns = INT64_MAX;  // by received time, both inclusive
  // Gets the rows done and their total, in two passes (first the state, then the copy); false stops and removes the
  // part.
  std::function<bool(std::string_view what, uint64_t done, uint64_t total)> progress;
};

struct ExportReport {
  uint64_t first_seq = 0, last_seq = 0;
  int64_t first_ns = 0, last_ns = 0;
  log::LogHead head;   // the end of the part, the same as in the whole log
  std::string drills;  // the drills in the part, comma-separated; it records them
};

// `to` must not exist. kInvalidArgument if no event lies in the range; it names the range of the log.
Result<ExportReport> export_range(const std::filesystem::path& from, const std::filesystem::path& to,
                                  const ExportOptions& options);

struct IncidentTimes {
  int64_t opened_ns = 0;             // received times
  std::optional<int64_t> closed_ns;  // none: still open at the end of the log
  bool drill = false;
};
// kNotFound names the incidents in the log.
Result<IncidentTimes> find_incident(const log::LogReader& reader, const std::string& incident,
                                    const std::function<bool(uint64_t done, uint64_t total)>& progress = {});

}  // namespace gridwall::replay
