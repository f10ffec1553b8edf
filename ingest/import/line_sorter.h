// Sorts lines by time, even more than fit into memory: beyond the budget they go to temporary files as sorted runs,
// which are merged at the end. Lines of equal time are sorted by rank, then by arrival. One thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::import {

class LineSorter {
 public:
  // Memory for lines in bytes. Runs lie in $TMPDIR (or /tmp), without a name, and go when the program ends.
  explicit LineSorter(size_t budget_bytes = size_t{256} * 1024 * 1024) : budget_bytes_(budget_bytes) {}

  Status add(int64_t at_ns, uint32_t rank, std::string line);
  // Passes every line to `write` once; false from it stops with kIo, which `write` has explained.
  Status finish(const std::function<bool(std::string_view)>& write);
  uint64_t size() const { return count_; }

 private:
  struct Line {
    int64_t at_ns;
    uint32_t rank;
    std::string text;
    bool operator<(const Line& other) const { return at_ns != other.at_ns ? at_ns < other.at_ns : rank < other.rank; }
  };
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;

  void sort();
  Status spill();
  static bool read_line(std::FILE* file, Line& line);

  size_t budget_bytes_;
  size_t held_bytes_ = 0;
  uint64_t count_ = 0;
  std::vector<Line> held_;
  std::vector<File> runs_;
};

}  // namespace gridwall::import
