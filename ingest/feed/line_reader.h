// Reads lines of a file or of standard input, without ever waiting for input. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "ingest/event/result.h"

namespace gridwall::feed {

class LineReader {
 public:
  // "-" is standard input.
  static Result<LineReader> open(const std::filesystem::path& file);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  Status skip_to(uint64_t offset);  // files only
  enum class Read : uint8_t { kLine, kNothingYet, kEnd };
  // The next line that is not empty, without its end. A last line without an end counts. Lines over 1 MiB are cut.
  Read next(std::string& line);

  uint64_t offset() const { return offset_; }  // after the last line returned
  uint64_t size() const { return size_; }      // 0: not known
  int descriptor() const { return descriptor_; }
  bool standard_input() const { return standard_input_; }

 private:
  LineReader() = default;
  bool fill();  // false: no input at present

  int descriptor_ = -1;
  bool standard_input_ = false;
  bool ended_ = false;
  std::string buffer_;
  size_t begin_ = 0;  // of what has not been returned yet
  uint64_t offset_ = 0;
  uint64_t size_ = 0;
};

}  // namespace gridwall::feed
