#include "ingest/log/database.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "ingest/event/bytes.h"

namespace gridwall::log {

namespace {

std::string file_name(sqlite3* handle) {
  const char* name = handle ? sqlite3_db_filename(handle, "main") : nullptr;
  return name && *name ? name : "the log";
}

}  // namespace

Error error_of(sqlite3* handle, int code, std::string_view doing) {
  const int system_errno = handle ? sqlite3_system_errno(handle) : 0;
  std::string name = file_name(handle);
  std::string what = "cannot " + std::string(doing) + " " + name + ": ";
  const std::string detail = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  // The WAL's index lies in a file of its own, whose growth reports a full disk as an I/O error.
  const bool index_full = code == SQLITE_IOERR_SHMSIZE && system_errno == ENOSPC;
  switch (index_full ? SQLITE_FULL : code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::kDiskFull, what + "the disk is full; make room, everything committed so far is safe"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kBusy, what + "another program holds it; close that program and try again"};
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {ErrorCode::kCorrupt, what + detail + "; run gridwall-log verify, then restore it from a backup"};
    case SQLITE_NOTADB:
      return {ErrorCode::kInvalidArgument, name + " is not a gridwall log: give the path of a log file"};
    case SQLITE_TOOBIG:
      return {ErrorCode::kInvalidArgument, what + "a value is too large for the log; send smaller messages"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kIo,
              what + "no permission to write (" + detail + "); check the owner of the file and its folder"};
    default:
      break;
  }
  what += detail;
  if (system_errno != 0) what += std::string(" (") + std::strerror(system_errno) + ")";
  return {ErrorCode::kIo, what + "; check the disk, then run gridwall-log verify"};
}

bool is_survivable(ErrorCode code) {
  return code == ErrorCode::kDiskFull || code == ErrorCode::kBusy || code == ErrorCode::kInvalidArgument;
}

std::string file_uri(const std::filesystem::path& path, std::string_view query) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '?' || c == '#' || c == '%' || byte < 0x21) {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri + std::string(query);
}

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), bind_code_(other.bind_code_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(bind_code_, other.bind_code_);
  return *this;
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement& Statement::bind(int index, int64_t value) {
  if (const int code = sqlite3_bind_int64(handle_, index, value); code != SQLITE_OK) bind_code_ = code;
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  // A null pointer would bind NULL, an empty text must stay one.
  const char* data = text.data() ? text.data() : "";
  if (const int code = sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
      code != SQLITE_OK) {
    bind_code_ = code;
  }
  return *this;
}

Statement& Statement::bind_blob(int index, std::span<const uint8_t> bytes) {
  const void* data = bytes.data() ? static_cast<const void*>(bytes.data()) : "";
  if (const int code = sqlite3_bind_blob64(handle_, index, data, bytes.size(), SQLITE_STATIC); code != SQLITE_OK) {
    bind_code_ = code;
  }
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  return bind_blob(index, std::span(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()));
}

Statement& Statement::bind_null(int index) {
  if (const int code = sqlite3_bind_null(handle_, index); code != SQLITE_OK) bind_code_ = code;
  return *this;
}

Result<bool> Statement::step() {
  if (bind_code_ != SQLITE_OK) return error_of(sqlite3_db_handle(handle_), bind_code_, "use");
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* database = sqlite3_db_handle(handle_);
  return error_of(database, sqlite3_extended_errcode(database), sqlite3_stmt_readonly(handle_) ? "read" : "write");
}

Status Statement::run() {
  for (;;) {
    Result<bool> row = step();
    if (!row) {
      Error error = row.error();
      reset();
      return error;
    }
    if (!*row) break;
  }
  reset();
  return Done{};
}

void Statement::reset() {
  sqlite3_reset(handle_);
  bind_code_ = SQLITE_OK;
}

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::text(int column) const {
  // The blob call first: it returns the bytes as they are, whatever type a damaged row claims.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return data ? std::string_view(data, static_cast<size_t>(sqlite3_column_bytes(handle_, column))) : std::string_view();
}

std::span<const uint8_t> Statement::blob(int column) const {
  const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(handle_, column));
  return data ? std::span(data, static_cast<size_t>(sqlite3_column_bytes(handle_, column)))
              : std::span<const uint8_t>();
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::filesystem::path& path, Mode mode, const std::string& vfs, bool immutable) {
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == Mode::kCreate) flags |= SQLITE_OPEN_CREATE;
  Database database;
  const std::string uri = file_uri(path, immutable ? "?immutable=1" : "");
  const int code = sqlite3_open_v2(uri.c_str(), &database.handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) {
    return Error{ErrorCode::kIo, "cannot open " + path.string() + ": " + sqlite3_errmsg(database.handle_) +
                                     "; check that the file and its folder may be read"};
  }
  // A log may come from anywhere: its schema gets no say, and a page that is not sane is an error at once.
  sqlite3_db_config(database.handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database.handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database.handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database.handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  // Only the writer checkpoints, and only when it chooses to: never a reader on its way out, never after a failure.
  sqlite3_db_config(database.handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_wal_autocheckpoint(database.handle_, 0);
  if (Status set = database.execute("PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0"); !set) {
    return set.error();
  }
  return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

Database::~Database() {
  close();
}

void Database::close(bool tidy) {
  if (tidy && handle_) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

Status Database::execute(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error("use");
  return Done{};
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error("read");
  return Statement(statement);
}

Result<bool> Database::has_table(const std::string& name, const std::string& schema) const {
  const Result<int64_t> tables =
      query_integer("SELECT count(*) FROM " + schema + ".sqlite_schema WHERE type='table' AND name='" + name + "'");
  if (!tables) return tables.error();
  return *tables > 0;
}

Result<int64_t> Database::query_integer(std::string_view sql) const {
  Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

Result<std::optional<std::string>> Database::meta(std::string_view key) const {
  Result<Statement> statement = prepare("SELECT value FROM meta WHERE key=?");
  if (!statement) return statement.error();
  Result<bool> row = statement->bind_text(1, key).step();
  if (!row) return row.error();
  if (!*row) return std::optional<std::string>();
  return std::optional<std::string>(statement->text(0));
}

Status Database::set_meta(std::string_view key, std::string_view value) {
  Result<Statement> statement = prepare("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)");
  if (!statement) return statement.error();
  return statement->bind_text(1, key).bind_text(2, value).run();
}

Result<Database::WalState> Database::checkpoint_wal(WalMode mode) {
  int in_wal = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(
      handle_, "main", mode == WalMode::kPassive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE, &in_wal,
      &moved);
  // Readers in the way: what could be moved was; the rest waits for the next time.
  if ((code & 0xff) == SQLITE_BUSY) return WalState{};
  if (code != SQLITE_OK) return error_of(handle_, code, "move the WAL into");
  return WalState{in_wal == moved};
}

void Database::count_wal_frames(uint64_t* frames) {
  const auto hook = [](void* context, sqlite3*, const char*, int count) {
    *static_cast<uint64_t*>(context) = static_cast<uint64_t>(count);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, hook, frames);
}

Status Database::allow_short_file() const {
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  Result<Statement> set = prepare("PRAGMA writable_schema=ON");
  if (!set) return set.error();
  return set->run();
}

int64_t Database::changes() const {
  return sqlite3_changes64(handle_);
}
bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}
void Database::set_busy_timeout_ms(int ms) {
  sqlite3_busy_timeout(handle_, ms);
}

Error Database::error(std::string_view doing) const {
  return error_of(handle_, sqlite3_extended_errcode(handle_), doing);
}

Result<Database::FileHeader> Database::file_header() const {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file ||
      !file->pMethods) {
    return error("open");
  }
  FileHeader header;
  sqlite3_int64 bytes = 0;
  if (const int code = file->pMethods->xFileSize(file, &bytes); code != SQLITE_OK) {
    return error_of(handle_, code, "open");
  }
  header.file_bytes = static_cast<uint64_t>(bytes);
  char page[100] = {};
  const int code = file->pMethods->xRead(file, page, sizeof page, 0);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return error_of(handle_, code, "open");
  header.is_sqlite = std::memcmp(page, "SQLite format 3", 16) == 0;
  const auto page_bytes = get_big<uint16_t>(page + 16);
  header.page_bytes = page_bytes == 1 ? 65536 : page_bytes;
  header.pages = get_big<uint32_t>(page + 28);
  header.user_version = get_big<uint32_t>(page + 60);
  header.application_id = get_big<uint32_t>(page + 68);
  return header;
}

}  // namespace gridwall::log
