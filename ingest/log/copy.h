// What every copy of a log goes through, whole or in part: a free name, a file nobody sees before it is whole, the
// check of its chain, its head file. Internal to ingest/log; its caller's thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/log/database.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

// kInvalidArgument where a file of that name, or its head file, is.
Status check_is_free(const std::filesystem::path& to);
// A new database with the log to copy attached as `source`.
Result<Database> open_copy(const std::filesystem::path& from, const std::filesystem::path& to);
// Statement with two numbers bound, run to its end.
Status run_range(Database& copy, std::string_view sql, uint64_t from, uint64_t to);
// Detaches, verifies the chain, makes all durable and writes the head file.
Result<LogHead> finish_copy(Database copy, const std::filesystem::path& to);
void remove_copy(const std::filesystem::path& to);

}  // namespace gridwall::log
