#include "ingest/log/head_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "ingest/event/bytes.h"
#include "ingest/log/chain.h"

namespace gridwall::log {

namespace {

// One slot a page: a torn or failed write of one cannot reach the other.
constexpr size_t kSlotBytes = 4096;
constexpr char kMagic[8] = {'G', 'W', 'H', 'E', 'A', 'D', '1', '\n'};
constexpr size_t kChecked = 8 + 16 + 8 + 8 + 8 + 32;
constexpr size_t kRecordBytes = kChecked + 32;

struct Slot {
  uint64_t generation = 0;
  HeadFile::Record record;
};

std::optional<Slot> decode(const char* bytes) {
  if (std::memcmp(bytes, kMagic, sizeof kMagic) != 0) return std::nullopt;
  const Hash checksum = blake2b({bytes, kChecked});
  if (std::memcmp(bytes + kChecked, checksum.data(), checksum.size()) != 0) return std::nullopt;
  Slot slot;
  std::memcpy(slot.record.log_id.data(), bytes + 8, 16);
  slot.generation = get_little<uint64_t>(bytes + 24);
  slot.record.head.seq = get_little<uint64_t>(bytes + 32);
  slot.record.head.received_ns = static_cast<int64_t>(get_little<uint64_t>(bytes + 40));
  std::memcpy(slot.record.head.hash.data(), bytes + 48, 32);
  return slot;
}

Error system_error(const std::filesystem::path& path, std::string_view doing) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT;
  return {full ? ErrorCode::kDiskFull : ErrorCode::kIo,
          "cannot " + std::string(doing) + " " + path.string() + ": " + std::strerror(code) +
              (full ? "; make room" : "; check the disk and the folder's permissions")};
}

bool write_all(int descriptor, const char* bytes, size_t size, off_t offset) {
  while (size > 0) {
    const ssize_t written = pwrite(descriptor, bytes, size, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= static_cast<size_t>(written);
    offset += written;
  }
  return true;
}

// The newest sound slot; nullopt when neither is.
Result<std::optional<Slot>> newest_slot(int descriptor, const std::filesystem::path& path) {
  std::optional<Slot> best;
  for (off_t index = 0; index < 2; ++index) {
    char bytes[kRecordBytes] = {};
    const ssize_t size = pread(descriptor, bytes, sizeof bytes, index * static_cast<off_t>(kSlotBytes));
    if (size < 0) return system_error(path, "read");
    const std::optional<Slot> slot = decode(bytes);
    if (slot && (!best || slot->generation > best->generation)) best = slot;
  }
  return best;
}

}  // namespace

std::filesystem::path head_path(const std::filesystem::path& log_path) {
  std::filesystem::path path = log_path;
  path += ".head";
  return path;
}

Status sync_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error(path, "open");
  Status status = fsync(descriptor) == 0 ? Status(Done{}) : Status(system_error(path, "make durable"));
  ::close(descriptor);
  return status;
}

Status sync_folder_of(const std::filesystem::path& path) {
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return system_error(folder, "open");
  const bool synced = fsync(descriptor) == 0 || errno == EINVAL;  // some file systems cannot, and need not
  Status status = synced ? Status(Done{}) : Status(system_error(folder, "make durable"));
  ::close(descriptor);
  return status;
}

Result<std::optional<HeadFile::Record>> HeadFile::read(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) return std::optional<Record>();
    return system_error(path, "open");
  }
  Result<std::optional<Slot>> slot = newest_slot(descriptor, path);
  ::close(descriptor);
  if (!slot) return slot.error();
  if (!*slot) {
    return Error{ErrorCode::kCorrupt, "the head file " + path.string() +
                                          " is damaged, so a lost end of the log cannot be ruled out; run gridwall-log "
                                          "verify, then go on with --accept-loss"};
  }
  return std::optional<Record>((*slot)->record);
}

Result<HeadFile> HeadFile::open(const std::filesystem::path& path) {
  HeadFile file;
  file.path_ = path;
  file.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file.descriptor_ < 0) return system_error(path, "open");
  struct stat status {};
  if (fstat(file.descriptor_, &status) != 0) return system_error(path, "open");
  if (static_cast<size_t>(status.st_size) < 2 * kSlotBytes) {
    // At full size from the start: a head must be writable on a full disk.
    const std::string zeros(2 * kSlotBytes, '\0');
    if (!write_all(file.descriptor_, zeros.data(), zeros.size(), 0)) return system_error(path, "write");
    if (fsync(file.descriptor_) != 0) return system_error(path, "make durable");
    if (Status synced = sync_folder_of(path); !synced) return synced.error();
  }
  Result<std::optional<Slot>> slot = newest_slot(file.descriptor_, path);
  if (!slot) return slot.error();
  if (*slot) file.generation_ = (*slot)->generation;
  return file;
}

HeadFile::HeadFile(HeadFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      generation_(other.generation_),
      dirty_(other.dirty_) {}

HeadFile& HeadFile::operator=(HeadFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(generation_, other.generation_);
  std::swap(dirty_, other.dirty_);
  return *this;
}

HeadFile::~HeadFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Status HeadFile::write(const Record& record) {
  char bytes[kRecordBytes];
  ++generation_;
  std::memcpy(bytes, kMagic, sizeof kMagic);
  std::memcpy(bytes + 8, record.log_id.data(), 16);
  put_little(bytes + 24, generation_);
  put_little(bytes + 32, record.head.seq);
  put_little(bytes + 40, static_cast<uint64_t>(record.head.received_ns));
  std::memcpy(bytes + 48, record.head.hash.data(), 32);
  const Hash checksum = blake2b({bytes, kChecked});
  std::memcpy(bytes + kChecked, checksum.data(), checksum.size());
  dirty_ = true;
  const off_t offset = static_cast<off_t>((generation_ & 1) * kSlotBytes);
  if (!write_all(descriptor_, bytes, sizeof bytes, offset)) return system_error(path_, "write");
  return Done{};
}

Status HeadFile::sync() {
  if (!dirty_) return Done{};
  if (fdatasync(descriptor_) != 0) return system_error(path_, "make durable");
  dirty_ = false;
  return Done{};
}

}  // namespace gridwall::log
