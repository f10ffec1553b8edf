// The head file beside a log: its last committed (seq, hash), outside the database, so that lost events at the end are
// noticed. Written by the writer's thread; read by anyone at any time. Internal to ingest/log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "ingest/event/result.h"
#include "ingest/log/log_types.h"

namespace gridwall::log {

std::filesystem::path head_path(const std::filesystem::path& log_path);
Status sync_file(const std::filesystem::path& path);       // only for a file that SQLite no longer has open
Status sync_folder_of(const std::filesystem::path& path);  // makes the creation of a file durable

class HeadFile {
 public:
  struct Record {
    LogId log_id{};
    LogHead head;
  };
  // nullopt: there is none. kCorrupt: there is one, but neither slot is sound.
  static Result<std::optional<Record>> read(const std::filesystem::path& path);

  static Result<HeadFile> open(const std::filesystem::path& path);  // creates it if absent
  HeadFile() = default;
  HeadFile(HeadFile&& other) noexcept;
  HeadFile& operator=(HeadFile&& other) noexcept;
  ~HeadFile();

  Status write(const Record& record);  // into the slot that does not hold the last record
  Status sync();
  bool dirty() const { return dirty_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  uint64_t generation_ = 0;
  bool dirty_ = false;
};

}  // namespace gridwall::log
