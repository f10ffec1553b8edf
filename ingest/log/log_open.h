// Opens a log file; every possible problem has its own error. Any thread; internal to ingest/log.
#pragma once

#include <filesystem>
#include <string>

#include "ingest/event/result.h"
#include "ingest/log/database.h"

namespace gridwall::log {

// Rows copied or checked in one read transaction, so that a live log's WAL is not pinned.
inline constexpr uint64_t kChunkRows = 5000;
inline constexpr uint32_t kApplicationId = 0x47574c47;  // "GWLG", in the database's header

// A folder or a device is refused, a missing file is kNotFound.
Status check_is_file(const std::filesystem::path& path);
// Checks that this is a gridwall log of a version this program reads, with nothing but tables in its schema.
// With `cut_short` a file whose end is missing is not an error; the problem is described there.
Status check_is_log(const Database& database, const std::filesystem::path& path, std::string* cut_short = nullptr);
Result<Database> open_for_reading(const std::filesystem::path& path, std::string* cut_short = nullptr);
// The URI with which another handle can attach this log, chosen as in open_for_reading.
std::string reading_uri(const std::filesystem::path& path);

}  // namespace gridwall::log
