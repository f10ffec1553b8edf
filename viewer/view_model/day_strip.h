// The last 23 hours and the hour under way: how many events each feed brought, and what happened. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

enum class StripMarkKind : uint8_t { kAlarm, kModeChange, kIncident };

struct StripMark {
  StripMarkKind kind{};
  uint8_t level = 0;  // 1 to 4; 0: none
  int slot = 0;
  bool emergency = false;  // kModeChange: into it
};

struct StripTick {
  int slot = 0;
  std::string text;
  bool midnight = false;
};

struct DayStrip {
  static constexpr int kSlots = 24 * 3600 / 300;
  std::string title;
  std::string scale;  // what the full height of each feed's lane stands for
  std::string why;    // nothing happened
  bool greyed = false;
  std::array<std::string, kFeedCount> feeds;
  std::array<std::array<float, kFeedCount>, kSlots> density{};  // shares of the height of each feed's own lane
  int now_slot = 0;                                             // the slot under way; later ones are to come
  std::vector<StripTick> ticks;
  std::vector<StripMark> marks;  // at most one of a kind a slot, the gravest
  std::string incident_key, mode_key, alarm_key;
};
DayStrip build_day_strip(const ViewContext& context);

// The least of 10, 15, 20, 30, 50, 75, 100, ... that is not below `most`.
int64_t strip_full_scale(int64_t most);

}  // namespace gridwall::view_model
