#include "ingest/log/log_open.h"

#include <unistd.h>

#include "ingest/log/log_types.h"

namespace gridwall::log {

namespace {

namespace fs = std::filesystem;

// A file that nobody can write, as on read-only media, is read without an index of the WAL, which cannot be created
// there.
bool must_be_immutable(const fs::path& path) {
  const fs::path folder = fs::absolute(path).parent_path();
  if (access(folder.c_str(), W_OK) == 0) return false;
  const fs::path index = path.string() + "-shm";
  std::error_code ignored;
  return !fs::exists(index, ignored);
}

bool has_wal(const fs::path& path) {
  std::error_code missing;
  const auto bytes = fs::file_size(path.string() + "-wal", missing);
  return !missing && bytes > 0;
}

// The header says how long the file is. While a writer moves its WAL the header is ahead of the file for a moment: only
// a file that stays short, with no WAL beside it, is cut short.
Status check_is_whole(const Database& database, const fs::path& path) {
  for (uint64_t seen_bytes = 0;;) {
    Result<Database::FileHeader> header = database.file_header();
    if (!header) return header.error();
    const uint64_t expected_bytes = header->pages * header->page_bytes;
    if (header->file_bytes >= expected_bytes || has_wal(path)) return Done{};
    if (header->file_bytes == seen_bytes) {
      return Error{ErrorCode::kCorrupt, path.string() + " is cut short: " + std::to_string(seen_bytes) + " of " +
                                            std::to_string(expected_bytes) +
                                            " bytes are there; copy it again, or restore it from a backup"};
    }
    seen_bytes = header->file_bytes;
  }
}

}  // namespace

Status check_is_file(const fs::path& path) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (status.type() == fs::file_type::not_found) {
    return Error{ErrorCode::kNotFound, "there is no log " + path.string() + ": check the path"};
  }
  if (failure) return Error{ErrorCode::kIo, "cannot look at " + path.string() + ": " + failure.message()};
  if (fs::is_directory(status)) {
    return Error{ErrorCode::kInvalidArgument, path.string() + " is a folder: give the path of the log file in it"};
  }
  if (!fs::is_regular_file(status)) {
    return Error{ErrorCode::kInvalidArgument, path.string() + " is not a regular file: give the path of a log file"};
  }
  return Done{};
}

Status check_is_log(const Database& database, const fs::path& path, std::string* cut_short) {
  const std::string name = path.string();
  Result<Database::FileHeader> header = database.file_header();
  if (!header) return header.error();
  if (header->file_bytes == 0) {
    return Error{ErrorCode::kInvalidArgument, name + " is empty: give the path of a log file, or delete this one"};
  }
  if (!header->is_sqlite) {
    return Error{ErrorCode::kInvalidArgument,
                 name + " is not a gridwall log (nor any database): give the path of a log"};
  }
  if (header->application_id != kApplicationId) {
    return Error{ErrorCode::kInvalidArgument, name + " is a database, but not a gridwall log: give the path of a log"};
  }
  const auto newer = [&](int64_t version) {
    return Error{ErrorCode::kVersion, name + " was written by a newer gridwall (format " + std::to_string(version) +
                                          ", this one reads " + std::to_string(kFormatVersion) + "): upgrade gridwall"};
  };
  if (header->user_version > kFormatVersion) return newer(header->user_version);
  Result<int64_t> foreign =
      database.query_integer("SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')");
  const bool unreadable = !foreign && foreign.error().code == ErrorCode::kCorrupt;
  if (unreadable || !has_wal(path)) {
    if (Status whole = check_is_whole(database, path); !whole) {
      if (cut_short == nullptr) return whole;
      *cut_short = whole.error().message;
      if (Status allowed = database.allow_short_file(); !allowed) return allowed;
      foreign = database.query_integer("SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')");
    }
  }
  if (!foreign) return foreign.error();
  if (*foreign != 0) {
    return Error{ErrorCode::kCorrupt, name + " holds views or triggers, which gridwall never writes: do not trust it"};
  }
  // A handle opened read-only reads the first page from the WAL where there is one: newer than the file's.
  Result<int64_t> version = database.query_integer("PRAGMA user_version");
  if (!version) return version.error();
  if (*version > kFormatVersion) return newer(*version);
  if (*version < 1) return Error{ErrorCode::kCorrupt, name + " has no format version: restore it from a backup"};
  return Done{};
}

std::string reading_uri(const fs::path& path) {
  return file_uri(path, must_be_immutable(path) ? "?immutable=1" : "?mode=ro");
}

Result<Database> open_for_reading(const fs::path& path, std::string* cut_short) {
  if (Status is_file = check_is_file(path); !is_file) return is_file.error();
  const bool immutable = must_be_immutable(path);
  std::error_code missing;
  const auto wal_bytes = fs::file_size(path.string() + "-wal", missing);
  if (immutable && !missing && wal_bytes > 0) {
    return Error{ErrorCode::kIo, path.string() +
                                     " was not closed cleanly, and its folder cannot be written: copy it "
                                     "together with " +
                                     path.filename().string() + "-wal into a folder that can, and open it there"};
  }
  Result<Database> database = Database::open(path, Database::Mode::kReadOnly, {}, immutable);
  if (!database) return database.error();
  database->set_busy_timeout_ms(2000);  // another reader may be rebuilding the WAL's index after a crash
  if (Status log = check_is_log(*database, path, cut_short); !log) return log.error();
  return database;
}

}  // namespace gridwall::log
