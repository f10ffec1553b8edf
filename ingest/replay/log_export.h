// Cuts a part of a log out into one that stands alone: county, map, the state before it, events, rejects, bookmarks.
// It verifies, opens and replays on any machine, and its chain says where it was cut from. Any thread.
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
  int64_t from_ns = INT64_MIN, to_ns = INT64_MAX;  // by receipt, both included
  // Rows done of all, in two passes (the state before, then the copy); false stops and leaves nothing behind.
  std::function<bool(std::string_view what, uint64_t done, uint64_t total)> progress;
};

struct ExportReport {
  uint64_t first_seq = 0, last_seq = 0;
  int64_t first_ns = 0, last_ns = 0;
  log::LogHead head;   // the part's end, equal to the whole log's at that event
  std::string drills;  // the drills in it, comma-separated: it is marked with them
};

// `to` must not exist. kInvalidArgument when no event lies in the range, naming what there is.
Result<ExportReport> export_range(const std::filesystem::path& from, const std::filesystem::path& to,
                                  const ExportOptions& options);

struct IncidentTimes {
  int64_t opened_ns = 0;             // receipts
  std::optional<int64_t> closed_ns;  // none: open to the log's end
  bool drill = false;
};
// kNotFound names the incidents there are.
Result<IncidentTimes> find_incident(const log::LogReader& reader, const std::string& incident,
                                    const std::function<bool(uint64_t done, uint64_t total)>& progress = {});

}  // namespace gridwall::replay
