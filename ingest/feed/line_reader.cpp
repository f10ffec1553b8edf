#include "ingest/feed/line_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace gridwall::feed {
namespace {

constexpr size_t kReadBytes = 256 * 1024;
constexpr size_t kMaxLineBytes = 1024 * 1024;

}  // namespace

Result<LineReader> LineReader::open(const std::filesystem::path& file) {
  LineReader reader;
  reader.standard_input_ = file == "-";
  if (reader.standard_input_) {
    reader.descriptor_ = STDIN_FILENO;
    return reader;
  }
  reader.descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (reader.descriptor_ < 0 || fstat(reader.descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const std::string why = reader.descriptor_ < 0 ? std::strerror(errno) : "it is a folder";
    return Error{ErrorCode::kNotFound, file.string() + ": cannot be read: " + why};
  }
  reader.size_ = static_cast<uint64_t>(status.st_size);
  return reader;
}

LineReader::LineReader(LineReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      standard_input_(other.standard_input_),
      ended_(other.ended_),
      buffer_(std::move(other.buffer_)),
      begin_(other.begin_),
      offset_(other.offset_),
      size_(other.size_) {}

LineReader::~LineReader() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
}

Status LineReader::skip_to(uint64_t offset) {
  if (lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
    return Error{ErrorCode::kIo,
                 std::string("the file cannot be read from where it was cut off: ") + std::strerror(errno)};
  }
  buffer_.clear();
  begin_ = 0;
  offset_ = offset;
  ended_ = false;
  return Done{};
}

bool LineReader::fill() {
  pollfd item{descriptor_, POLLIN, 0};
  if (standard_input_ && ::poll(&item, 1, 0) <= 0) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t before = buffer_.size();
  buffer_.resize(before + kReadBytes);
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, buffer_.data() + before, kReadBytes);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(before + static_cast<size_t>(got > 0 ? got : 0));
  ended_ = got <= 0;
  return true;
}

LineReader::Read LineReader::next(std::string& line) {
  for (;;) {
    const size_t end = buffer_.find('\n', begin_);
    const bool too_long = end == std::string::npos && buffer_.size() - begin_ >= kMaxLineBytes;
    if (end == std::string::npos && !too_long && !ended_) {
      if (!fill()) return Read::kNothingYet;
      continue;
    }
    if (end == std::string::npos && !too_long && begin_ == buffer_.size()) return Read::kEnd;
    const size_t stop = end != std::string::npos ? end : buffer_.size();
    line.assign(buffer_, begin_, stop - begin_);
    const size_t taken = stop - begin_ + (end != std::string::npos ? 1 : 0);
    begin_ += taken;
    offset_ += taken;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty()) return Read::kLine;
  }
}

}  // namespace gridwall::feed
