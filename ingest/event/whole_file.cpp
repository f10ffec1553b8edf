#include "ingest/event/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace gridwall::inline event {
namespace {

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

Status write_whole_file(const std::filesystem::path& path, std::string_view bytes, int mode) {
  const std::string fresh = path.string() + ".new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  const bool written = descriptor >= 0 && write_all(descriptor, bytes) && fsync(descriptor) == 0;
  const int code = errno;
  if (descriptor >= 0) close(descriptor);
  if (written && std::rename(fresh.c_str(), path.c_str()) == 0) return Done{};
  return Error{ErrorCode::kIo, path.string() + ": cannot be written: " + std::strerror(written ? errno : code)};
}

}  // namespace gridwall::event
