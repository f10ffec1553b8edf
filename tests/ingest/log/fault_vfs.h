// A layer over SQLite's own file layer that fails on demand and records what is written, in the order it is written.
// One at a time, driven by the thread that drives the log under test.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gridwall::log {

enum class FileOperation { kOpen, kWrite, kSync, kTruncate };

struct FaultPlan {
  // Asked before every operation; a SQLite result code other than 0 is returned in its place.
  std::function<int(FileOperation operation, const std::string& file)> verdict;
};

struct RecordedOperation {
  FileOperation operation{};
  std::string file;
  int64_t offset = 0;  // of a write; the size of a truncate
  std::string bytes;
};

class FaultVfs {
 public:
  static constexpr const char* kName = "gridwall-fault";
  FaultVfs();   // registers
  ~FaultVfs();  // no log may be open under it any more

  void set_plan(FaultPlan plan) { plan_ = std::move(plan); }
  void clear_plan() { plan_ = {}; }
  void start_recording() {
    recorded_.clear();
    recording_ = true;
  }
  void stop_recording() { recording_ = false; }
  const std::vector<RecordedOperation>& recorded() const { return recorded_; }

  int judge(FileOperation operation, const std::string& file);
  void record(RecordedOperation operation);

 private:
  FaultPlan plan_;
  bool recording_ = false;
  std::vector<RecordedOperation> recorded_;
};

}  // namespace gridwall::log
