// Copies a log, live or not, into a new self-contained file with its head file, in short reads that never hold the
// writer up. Any thread; knows nothing of what the events mean.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

// `to` must not exist. Holds everything committed when the call began; returns the head it ends at. A failed backup
// leaves nothing behind. The chain is verified in the copy, so a damaged log is kCorrupt here.
Result<LogHead> backup(const std::filesystem::path& from, const std::filesystem::path& to,
                       const std::function<void(uint64_t done, uint64_t total)>& progress = {});

}  // namespace gridwall::log
