// The bar with which a person moves through time: the clock, how fast it runs, and a day of the log to press on. Plain
// values, filled by whoever owns the clock; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/event/event.h"

namespace gridwall::view_model {

inline constexpr int kTimeMarkKinds = 5;  // incidents, mode changes, alarms, bookmarks, gaps in the data

struct TimeMark {
  int kind = 0;
  float at = 0;    // share of the strip
  float end = -1;  // of a span; below 0: a moment
  uint8_t level = 0;
  bool drill = false;
  bool quiet = false;  // a feed that paused: no more than a shade
};

struct TimeTick {
  float at = 0;
  std::string text;
};

struct TimeBar {
  std::string clock;  // date and time shown
  std::string speed;  // "×60"
  std::string note;   // seeking, at the end, what cannot be shown
  bool note_alarming = false;
  bool playing = false;
  bool has_live = false;  // there is a present to go back to
  std::string live;       // what stands there unacknowledged; empty: nothing
  uint8_t live_level = 0;
  int64_t from_ns = 0, to_ns = 0;  // of the strip
  float position = 0;              // share of the strip; outside 0 to 1 when the clock stands elsewhere
  std::optional<std::array<float, 2>> loop;
  std::optional<float> loop_from;                      // where a loop will begin, its end not chosen yet
  std::optional<float> compared;                       // the moment this one is compared with; may lie outside
  std::vector<std::array<float, kFeedCount>> density;  // a column each, of the highest column
  std::vector<TimeMark> marks;
  std::vector<TimeTick> ticks;
  std::array<std::string, kTimeMarkKinds> kinds;  // their names, with how many are in the strip
};

}  // namespace gridwall::view_model
