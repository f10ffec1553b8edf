// The parts of a zip archive that is held in memory, unpacked as they are read. Knows no spreadsheet. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/event/result.h"

struct zip;
struct zip_file;

namespace gridwall::import::xlsx {

inline constexpr uint64_t kMaxPartBytes = uint64_t{2} * 1024 * 1024 * 1024;  // unpacked

class ZipPart {
 public:
  // Up to `size` bytes; 0 at the end. A damaged part, and one that unpacks to more than its limit, is an error.
  Result<size_t> read(char* into, size_t size);
  // Of the part, from 0 to 1; as far as its head tells the truth.
  double progress() const;

 private:
  friend class ZipParts;
  struct Closer {
    void operator()(zip_file* file) const;
  };
  std::unique_ptr<zip_file, Closer> file_;
  std::string what_;
  uint64_t read_ = 0, limit_ = 0, claimed_ = 0;
};

class ZipParts {
 public:
  // `name` is used in messages. An archive that is cut off, or has more parts than any spreadsheet, is an error.
  static Result<std::unique_ptr<ZipParts>> open(std::string bytes, const std::string& name);

  bool has(std::string_view path) const;
  Result<ZipPart> part(std::string_view path, uint64_t limit_bytes) const;
  const std::string& name() const { return name_; }
  size_t bytes() const { return bytes_.size(); }

 private:
  ZipParts(std::string bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {}
  struct Closer {
    void operator()(zip* archive) const;
  };
  const std::string bytes_;
  const std::string name_;
  std::unique_ptr<zip, Closer> archive_;  // reads from bytes_
};

}  // namespace gridwall::import::xlsx
