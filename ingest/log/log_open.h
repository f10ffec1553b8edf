// Opening a log file and telling apart all that can be wrong with it. Any thread; internal to ingest/log.
#pragma once

#include <filesystem>
#include <string>

#include "ingest/event/result.h"
#include "ingest/log/database.h"

namespace gridwall::log {

inline constexpr uint32_t kApplicationId = 0x47574c47;  // "GWLG", in the database's header

// A folder or a device is refused, a missing file is kNotFound.
Status check_is_file(const std::filesystem::path& path);
// The handle stands on a gridwall log of a version this program reads, with nothing in its schema but tables.
// `cut_short` instead of an error: the file's end is missing, and what is wrong is told there.
Status check_is_log(const Database& database, const std::filesystem::path& path, std::string* cut_short = nullptr);
Result<Database> open_for_reading(const std::filesystem::path& path, std::string* cut_short = nullptr);
// As open_for_reading decides it: how another handle can attach this log.
std::string reading_uri(const std::filesystem::path& path);

}  // namespace gridwall::log
