// The steps of every copy of a log, whole or in part: check that the name is free, write the file, verify its chain,
// write its head file. Internal to ingest/log; runs in the caller's thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "ingest/event/result.h"
#include "ingest/log/database.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

// kInvalidArgument if the file or its head file exists.
Status check_is_free(const std::filesystem::path& to);
// A new database with the log to copy attached as `source`.
Result<Database> open_copy(const std::filesystem::path& from, const std::filesystem::path& to);
// Runs a statement with two numbers bound to its end.
Status run_range(Database& copy, std::string_view sql, uint64_t from, uint64_t to);
// Detaches the source, verifies the chain, makes the copy durable and writes the head file.
Result<LogHead> finish_copy(Database copy, const std::filesystem::path& to);
void remove_copy(const std::filesystem::path& to);

}  // namespace gridwall::log
