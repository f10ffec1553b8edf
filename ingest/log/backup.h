// Copies a log, live or not, into a new self-contained file with its head file, in short reads that never block the
// writer. Any thread; knows nothing of what the events mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

// `to` must not exist. Copies everything committed before the call; returns the head of the copy. A failed backup is
// removed. The chain is verified in the copy, so a damaged log is kCorrupt here.
Result<LogHead> backup(const std::filesystem::path& from, const std::filesystem::path& to,
                       const std::function<void(uint64_t done, uint64_t total)>& progress = {});

}  // namespace gridwall::log
