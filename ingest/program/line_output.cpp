#include "ingest/program/line_output.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace gridwall::program {

Result<LineOutput> LineOutput::open(const std::string& path) {
  if (path.empty() || path == "-") return LineOutput(stdout, "standard output", {});
  const std::string partial = path + ".part";
  std::FILE* file = std::fopen(partial.c_str(), "wbe");
  if (file == nullptr) return Error{ErrorCode::kIo, partial + ": cannot be written: " + std::strerror(errno)};
  return LineOutput(file, path, path);
}

LineOutput::LineOutput(LineOutput&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      name_(std::move(other.name_)),
      path_(std::move(other.path_)),
      failed_(other.failed_) {}

LineOutput::~LineOutput() {
  if (file_ == nullptr || file_ == stdout) return;
  std::fclose(file_);
  if (!path_.empty()) std::remove(partial_path().c_str());
}

bool LineOutput::write(std::string_view line) {
  if (failed_ != 0) return false;
  if (std::fwrite(line.data(), 1, line.size(), file_) != line.size() || std::fputc('\n', file_) == EOF) failed_ = errno;
  return failed_ == 0;
}

bool LineOutput::flush() {
  if (failed_ == 0 && std::fflush(file_) != 0) failed_ = errno;
  return failed_ == 0;
}

Status LineOutput::close() {
  flush();
  std::FILE* file = std::exchange(file_, nullptr);
  if (file != nullptr && file != stdout && std::fclose(file) != 0 && failed_ == 0) failed_ = errno;
  if (failed_ == 0 && !path_.empty() && std::rename(partial_path().c_str(), path_.c_str()) != 0) failed_ = errno;
  if (failed_ == 0) return Done{};
  if (!path_.empty()) std::remove(partial_path().c_str());
  return Error{failed_ == ENOSPC ? ErrorCode::kDiskFull : ErrorCode::kIo,
               name_ + ": writing failed: " + std::strerror(failed_)};
}

}  // namespace gridwall::program
