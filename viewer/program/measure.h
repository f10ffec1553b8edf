// How well a wall keeps up: frames, latency (from the daemon's receipt of an event to the start of the frame after the
// one that showed it), processor time and memory. Collected by the UI thread, written once at the end as JSON. For
// benchmarks and for tuning a machine.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/event/time.h"

namespace gridwall::program {

class Measure {
 public:
  // At the start of a tick, with the time of day: the picture of the previous tick is on the screen now.
  void begin_tick(int64_t time_of_day_ns);
  // An event received at that time is in this tick's picture.
  void shown(int64_t received_ns) { shown_ns_.push_back(received_ns); }
  bool waits_for_next_tick() const { return !shown_ns_.empty(); }
  void end_tick(bool picture_changed, int64_t build_ns);

  // Discards what was measured before: call when the wall has settled.
  void restart(int64_t time_of_day_ns);
  Status write(const std::filesystem::path& file, int64_t time_of_day_ns) const;

 private:
  int64_t started_ns_ = 0;
  double started_cpu_s_ = 0;
  uint64_t ticks_ = 0;
  uint64_t pictures_ = 0;
  int64_t first_picture_ns_ = 0;  // since the process began
  std::vector<int64_t> shown_ns_;
  std::vector<float> latency_ms_;
  std::vector<float> build_ms_;
};

}  // namespace gridwall::program
