// Finds the alarms of a moment as plain numbers: what counting needs, and enough to build the list from. Which cause
// makes an alarm, and which alarm explains another, is decided here. Private to ingest/state; pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/state/alarms.h"

namespace gridwall::inline state {

struct FoundAlarm {
  AlarmKind kind{};
  AlarmState state = AlarmState::kActiveUnacknowledged;
  uint8_t level = 4;
  int64_t since_ns = 0;
  int64_t count = 1;
  GridIndex grid = kNone;
  // What it is about, as its kind says.
  AlarmIndex raised = kNone;
  TeamIndex team = kNone;
  AreaIndex area = kNone;  // kNone: the county
  Feed feed{};
  const AlarmAct* act = nullptr;
  size_t explained_by = SIZE_MAX;  // place among those found
  int64_t explains = 0;
};

// In no particular order.
std::vector<FoundAlarm> find_alarms(const CountyState& state, const County& county, int64_t now_ns,
                                    const AlarmHealth& health, const ScopePlaces& places);
// The middle of the identifier of one that follows from state and clock.
std::string_view subject_of(const CountyState& state, const County& county, const FoundAlarm& found);

}  // namespace gridwall::state
