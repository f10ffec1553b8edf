#include "ingest/import/line_sorter.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <queue>

#include <unistd.h>

namespace gridwall::import {
namespace {

Error temporary_failed(const char* what) {
  return {errno == ENOSPC ? ErrorCode::kDiskFull : ErrorCode::kIo, std::string("temporary file for sorting: ") + what +
                                                                       ": " + std::strerror(errno) +
                                                                       "; set TMPDIR to a folder with room"};
}

std::FILE* unnamed_file() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder && *folder ? folder : "/tmp") + "/gridwall-sort-XXXXXX";
  const int descriptor = ::mkstemp(path.data());
  if (descriptor < 0) return nullptr;
  ::unlink(path.c_str());
  return ::fdopen(descriptor, "w+b");
}

}  // namespace

Status LineSorter::add(int64_t at_ns, uint32_t rank, std::string line) {
  held_bytes_ += line.size() + sizeof(Line);
  held_.push_back({at_ns, rank, std::move(line)});
  ++count_;
  return held_bytes_ > budget_bytes_ ? spill() : Status(Done{});
}

void LineSorter::sort() {
  std::stable_sort(held_.begin(), held_.end());
}

Status LineSorter::spill() {
  sort();
  File file(unnamed_file());
  if (!file) return temporary_failed("cannot be made");
  for (const Line& line : held_) {
    const auto length = static_cast<uint32_t>(line.text.size());
    const bool written = std::fwrite(&line.at_ns, sizeof line.at_ns, 1, file.get()) == 1 &&
                         std::fwrite(&line.rank, sizeof line.rank, 1, file.get()) == 1 &&
                         std::fwrite(&length, sizeof length, 1, file.get()) == 1 &&
                         std::fwrite(line.text.data(), 1, length, file.get()) == length;
    if (!written) return temporary_failed("writing failed");
  }
  if (std::fflush(file.get()) != 0) return temporary_failed("writing failed");
  std::rewind(file.get());
  runs_.push_back(std::move(file));
  held_.clear();
  held_bytes_ = 0;
  return Done{};
}

bool LineSorter::read_line(std::FILE* file, Line& line) {
  uint32_t length = 0;
  if (std::fread(&line.at_ns, sizeof line.at_ns, 1, file) != 1) return false;
  if (std::fread(&line.rank, sizeof line.rank, 1, file) != 1) return false;
  if (std::fread(&length, sizeof length, 1, file) != 1) return false;
  line.text.resize(length);
  return std::fread(line.text.data(), 1, length, file) == length;
}

Status LineSorter::finish(const std::function<bool(std::string_view)>& write) {
  const Error stopped{ErrorCode::kIo, "the lines could not be written"};
  if (runs_.empty()) {
    sort();
    for (const Line& line : held_) {
      if (!write(line.text)) return stopped;
    }
    held_.clear();
    return Done{};
  }
  if (!held_.empty()) {
    if (const Status spilled = spill(); !spilled) return spilled;
  }
  struct Head {
    Line line;
    size_t run;
    bool operator<(const Head& other) const {  // the earliest on top; of equals, the earlier run
      if (line < other.line || other.line < line) return other.line < line;
      return run > other.run;
    }
  };
  std::priority_queue<Head> heads;
  uint64_t handed = 0;
  for (size_t run = 0; run < runs_.size(); ++run) {
    Line line;
    if (read_line(runs_[run].get(), line)) heads.push({std::move(line), run});
  }
  while (!heads.empty()) {
    Head head = heads.top();
    heads.pop();
    if (!write(head.line.text)) return stopped;
    ++handed;
    if (read_line(runs_[head.run].get(), head.line)) heads.push(std::move(head));
  }
  if (handed != count_) return temporary_failed("reading failed");
  return Done{};
}

}  // namespace gridwall::import
