#include "ingest/log/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace gridwall::log {

// Not on the log itself: opening that file beside SQLite and closing it again would drop SQLite's own locks.
// The lock file stays when the writer goes; deleting it would let two writers hold two files of one name.
Result<WriterLock> WriterLock::take(const std::filesystem::path& log_path) {
  std::filesystem::path path = log_path;
  path += ".lock";
  WriterLock lock;
  lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock.descriptor_ < 0) {
    return Error{ErrorCode::kIo, "cannot open " + path.string() + ": " + std::strerror(errno) +
                                     "; check that the folder is there and may be written"};
  }
  if (flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return Error{ErrorCode::kIo, "cannot lock " + path.string() + ": " + std::strerror(errno) +
                                       "; keep the log on a local file system"};
    }
    char text[32] = {};
    const ssize_t size = pread(lock.descriptor_, text, sizeof text - 1, 0);
    const std::string holder(text, size > 0 ? static_cast<size_t>(size) : 0);
    return Error{ErrorCode::kBusy, log_path.string() + " is being written by process " +
                                       holder.substr(0, holder.find('\n')) + "; stop that one first"};
  }
  const std::string pid = std::to_string(getpid()) + "\n";
  // Only for the message above, so a full disk may leave it empty.
  if (ftruncate(lock.descriptor_, 0) == 0 && pwrite(lock.descriptor_, pid.data(), pid.size(), 0) < 0) errno = 0;
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace gridwall::log
