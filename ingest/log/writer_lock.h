// Ensures one writer per log: a lock file beside it, held as long as the writer lives and released by the kernel if it
// dies. Belongs to the writer's thread. Internal to ingest/log.
#pragma once

#include <filesystem>

#include "ingest/event/result.h"

namespace gridwall::log {

class WriterLock {
 public:
  static Result<WriterLock> take(const std::filesystem::path& log_path);  // kBusy names the holder's process id
  WriterLock() = default;
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  int descriptor_ = -1;
};

}  // namespace gridwall::log
