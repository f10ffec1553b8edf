// The position and speed of the playback clock: the same for a log file and for a live wall. Values only; any thread.
// Knows nothing of keys, buttons or where the events come from.
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

// The steps of Session::faster() and slower(); set_speed() accepts any value between the first and the last.
inline constexpr std::array<double, 15> kSpeeds = {0.25, 0.5, 1,   2,    4,    10,   30,    60,
                                                   120,  300, 600, 1200, 3600, 5000, 10'000};

struct TimeStatus {
  bool can_go_back = false;  // there is a past to seek in
  bool following = false;    // shows the present, by the clock of the daemon
  bool playing = false;      // the clock runs (always while following)
  bool at_end = false;       // at the last event of a log, or the last sound one
  double speed = 1;          // wanted
  double actual_speed = 1;   // as folding keeps up, over the last second; less than `speed` under a dense log
  int64_t now_ns = 0;        // the clock: events received by then are shown
  uint64_t seq = 0;          // of the last event shown
  int64_t first_ns = 0;      // when the first event of the log was received
  int64_t last_ns = 0;       // and its last one, which grows while the log is written
  uint64_t first_seq = 0, last_seq = 0;
  std::optional<int64_t> seeking_ns;  // the target of a seek; the old state is still shown; 0: a seek by number
  std::optional<TimeRange> loop;
  std::string problem;  // why some or all of the past cannot be shown; empty: all can
  friend bool operator==(const TimeStatus&, const TimeStatus&) = default;
};

}  // namespace gridwall::playback
