// How a person moves through time: play, pause, step, seek, speed, follow the present, loop a part. The same for a log
// file and for the live wall. Commands take effect with the session's next step(); none of them waits. UI thread.
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

// What faster() and slower() go through; set_speed() takes any value between the first and the last.
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

class TimeControl {
 public:
  virtual ~TimeControl() = default;

  virtual TimeStatus time_status() const = 0;

  virtual void play() = 0;   // from where it stands; in the past only (while following it runs anyway)
  virtual void pause() = 0;  // while following: stands still at the present, which goes on behind it
  // Clamped to kSpeeds' ends. Does not start a clock that stands.
  virtual void set_speed(double speed) = 0;
  // Single events (negative: back) or seconds of the clock; both stop a running clock.
  virtual void step_events(int64_t count) = 0;
  virtual void step_seconds(double seconds) = 0;
  // Forward to a moment, event by event from where it stands; a running clock runs on from there. What lies behind is
  // not gone to.
  virtual void advance_to(int64_t at_ns) = 0;
  // To a moment or an event; beyond the ends means the end. A running clock runs on from there.
  virtual void seek_time(int64_t at_ns) = 0;
  virtual void seek_seq(uint64_t seq) = 0;
  // The present: at once, since it is followed all the time. In a log file: its end.
  virtual void follow_live() = 0;
  // Plays [from, to] again and again; the clock moves to `from` when it lies outside. nullopt ends it.
  virtual void set_loop(std::optional<TimeRange> range) = 0;

  void toggle() { time_status().playing ? pause() : play(); }
  void faster();  // the next of kSpeeds
  void slower();
};

}  // namespace gridwall::playback
