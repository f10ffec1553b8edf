// The playback clock: the daemon's clock while the wall follows live, a clock of its own in a replay. Everything that
// depends on "now" is computed from it. Pure arithmetic with times passed in; UI thread.
#pragma once

#include <algorithm>
#include <cstdint>

namespace gridwall::playback {

// Follows the clock of another machine: the local monotonic clock plus an offset, never backwards.
class LiveClock {
 public:
  // `heard_ns` was the other clock when `steady_ns` was ours.
  void hear(int64_t heard_ns, int64_t steady_ns) { offset_ns_ = heard_ns - steady_ns; }
  int64_t now_ns(int64_t steady_ns) {
    // After a small step back the time stands still until it is reached; a large one is a clock that was set: follow
    // it.
    const int64_t now = steady_ns + offset_ns_;
    constexpr int64_t kSleptThroughNs = 10'000'000'000;
    last_ns_ = now < last_ns_ && last_ns_ - now < kSleptThroughNs ? last_ns_ : now;
    return last_ns_;
  }

 private:
  int64_t offset_ns_ = 0;
  int64_t last_ns_ = INT64_MIN;
};

// A clock that runs at a speed up to an end, and can be stopped.
class ReplayClock {
 public:
  ReplayClock(int64_t at_ns, int64_t end_ns) : at_ns_(at_ns), end_ns_(end_ns) {}

  // `speed` 0 stops it. Continues from where it is.
  void set_speed(double speed, int64_t steady_ns) {
    at_ns_ = now_ns(steady_ns);
    since_ns_ = steady_ns;
    speed_ = speed;
  }
  int64_t now_ns(int64_t steady_ns) const {
    if (speed_ == 0) return at_ns_;
    const double passed_ns = static_cast<double>(steady_ns - since_ns_) * speed_;
    const double left_ns = static_cast<double>(end_ns_ - at_ns_);
    return passed_ns >= left_ns ? end_ns_ : at_ns_ + static_cast<int64_t>(passed_ns);
  }
  double speed() const { return speed_; }
  bool at_end(int64_t steady_ns) const { return now_ns(steady_ns) >= end_ns_; }

 private:
  int64_t at_ns_;
  int64_t end_ns_;
  int64_t since_ns_ = 0;
  double speed_ = 0;
};

}  // namespace gridwall::playback
