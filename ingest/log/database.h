// SQLite behind RAII and Result: the handle, prepared statements, and error codes grouped by what can be done about
// them. A handle and its statements belong to one thread. Internal to ingest/log; nothing else may include SQLite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ingest/event/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace gridwall::log {

// Bound text and blobs are not copied: they must live until the statement is reset.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Statement& bind(int index, int64_t value);
  Statement& bind_unsigned(int index, uint64_t value) { return bind(index, static_cast<int64_t>(value)); }
  Statement& bind_text(int index, std::string_view text);
  Statement& bind_blob(int index, std::span<const uint8_t> bytes);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  Result<bool> step();  // true: there is a row; false: done
  Status run();         // to the end, rows ignored, then reset
  void reset();         // ends the read transaction of a lone SELECT

  int64_t integer(int column) const;
  uint64_t unsigned_integer(int column) const { return static_cast<uint64_t>(integer(column)); }
  std::string_view text(int column) const;  // until the next step or reset
  std::span<const uint8_t> blob(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3_stmt* handle_ = nullptr;
  int bind_code_ = 0;  // the first failed bind; reported by step()
};

class Database {
 public:
  enum class Mode { kReadOnly, kReadWrite, kCreate };

  Database() = default;
  // `immutable` reads a file that nothing changes and that has no WAL, on media that cannot be written.
  static Result<Database> open(const std::filesystem::path& path, Mode mode, const std::string& vfs = {},
                               bool immutable = false);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();
  // `tidy`: the last handle on the log deletes the emptied WAL and its index, so that one file remains.
  void close(bool tidy = false);

  Status execute(const char* sql);
  Result<Statement> prepare(std::string_view sql) const;
  Result<bool> has_table(const std::string& name,
                         const std::string& schema = "main") const;  // names come from the program, never from input
  Result<int64_t> query_integer(std::string_view sql) const;         // the first column of the one row
  Result<std::optional<std::string>> meta(std::string_view key) const;
  Status set_meta(std::string_view key, std::string_view value);

  // Checkpoints the WAL into the database. kTruncate also empties it, waiting for readers up to the busy timeout.
  enum class WalMode { kPassive, kTruncate };
  struct WalState {
    bool emptied = false;  // every frame is in the database
  };
  Result<WalState> checkpoint_wal(WalMode mode);
  // After every commit `*frames` is the number of frames in the WAL; it must outlive the handle.
  void count_wal_frames(uint64_t* frames);

  // For a read-only handle: SQLite refuses a file shorter than its header says altogether, unless told that the schema
  // may be odd. The handle still cannot write.
  Status allow_short_file() const;

  int64_t changes() const;
  bool in_transaction() const;
  void set_busy_timeout_ms(int ms);
  Error error(std::string_view doing) const;  // of the last failed call
  sqlite3* handle() const { return handle_; }

  // From the file's first page, read through SQLite's own handle: opening the file a second time and closing it would
  // drop every POSIX lock this process holds on it.
  struct FileHeader {
    bool is_sqlite = false;
    uint64_t file_bytes = 0;
    uint64_t page_bytes = 0;
    uint64_t pages = 0;  // as the header says
    uint32_t application_id = 0;
    uint32_t user_version = 0;
  };
  Result<FileHeader> file_header() const;

 private:
  sqlite3* handle_ = nullptr;
};

std::string file_uri(const std::filesystem::path& path, std::string_view query);
Error error_of(sqlite3* handle, int code, std::string_view doing);
// Survivable: the transaction is gone, but the next attempt may succeed. Any other error ends the writer.
bool is_survivable(ErrorCode code);

}  // namespace gridwall::log
