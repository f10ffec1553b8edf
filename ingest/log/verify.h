// Checks a log against itself and against its head file: the database's structure, the hash chain row by row, the
// numbering, the checkpoints. Read-only, any thread; knows nothing of what the events mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

struct VerifyOptions {
  bool structure = true;      // SQLite's integrity check: one long read, better not beside a busy writer
  size_t max_problems = 100;  // described; all are counted
  std::function<void(uint64_t done, uint64_t total)> progress;  // events, called every few thousand
};

struct VerifyProblem {
  std::optional<uint64_t> seq;  // the event it begins at, if it is about events
  std::string text;
};

struct VerifyReport {
  LogId log_id{};
  LogBase base;
  LogHead head;  // according to the rows
  uint64_t events = 0;
  uint64_t pruned = 0;
  uint64_t checkpoints = 0;
  uint64_t counties = 0;
  uint64_t rejects = 0;
  bool head_file_present = false;  // without it events missing at the end cannot be noticed; not a problem by itself
  std::optional<uint64_t> first_bad_seq;
  uint64_t problem_count = 0;
  std::vector<VerifyProblem> problems;
  bool ok() const { return problem_count == 0; }
};

// An error only when the log cannot be opened at all; what is wrong inside is in the report.
Result<VerifyReport> verify(const std::filesystem::path& path, const VerifyOptions& options = {});

}  // namespace gridwall::log
