// Where a person stands in time, and how fast it passes: the same for a log file and for the live wall. Values only;
// any thread. Knows nothing of keys, buttons or where the events come from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace gridwall::playback {

struct TimeRange {
  int64_t from_ns = 0;
  int64_t to_ns = 0;  // included
  bool operator==(const TimeRange&) const = default;
};

// What Session::faster() and slower() go through; set_speed() takes any value between the first and the last.
inline constexpr std::array<double, 15> kSpeeds = {0.25, 0.5, 1,   2,    4,    10,   30,    60,
                                                   120,  300, 600, 1200, 3600, 5000, 10'000};

struct TimeStatus {
  bool can_go_back = false;  // there is a past to go to: false only for a source without one
  bool following = false;    // shows the present; the clock is the daemon's
  bool playing = false;      // the clock runs (always while following)
  bool at_end = false;       // stands on the last event of a log, or of what is sound of it
  double speed = 1;          // wanted
  double actual_speed = 1;   // as folding keeps up, over the last second; less than `speed` under a dense log
  int64_t now_ns = 0;        // the clock: what had been received by then is shown
  uint64_t seq = 0;          // of the last event shown
  int64_t first_ns = 0;      // receipt of the log's first event
  int64_t last_ns = 0;       // and of its last one, which grows while somebody writes it
  uint64_t first_seq = 0, last_seq = 0;
  std::optional<int64_t> seeking_ns;  // the state there is being found, the one before is still shown; 0: by number
  std::optional<TimeRange> loop;
  std::string problem;  // why the past cannot be shown, or not all of it; empty when it can
  friend bool operator==(const TimeStatus&, const TimeStatus&) = default;
};

}  // namespace gridwall::playback
