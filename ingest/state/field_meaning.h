// What a number in a record may be: a time, a count, a handle of something that is there ... Said in describe.h with
// each field, checked by state_check.cpp. Private to ingest/state; any thread.
#pragma once

#include <cstdint>

#include "ingest/event/time.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

// What a handle is the place in. kNowhere: the number is no handle.
enum class Table : uint8_t {
  kNowhere,
  kWords,
  kSources,
  kGrids,
  kRequests,
  kOpenRequests,
  kTeams,
  kIncidents,
  kAlarms,
  kModeAreas
};
inline constexpr int kTableCount = static_cast<int>(Table::kModeAreas) + 1;

// What a number may be: between two bounds (of a handle: below the size of its table), or the one that means none.
struct Meaning {
  int64_t least = 0, most = 0;
  int64_t none = least;
  Table table = Table::kNowhere;
};

// Numbers of which any two can be added up or subtracted.
inline constexpr Meaning kTime{-kFarthestNs, kFarthestNs, kNever};
inline constexpr Meaning kCount{-(int64_t{1} << 40), int64_t{1} << 40};
constexpr Meaning number_of(int64_t span_ns) {
  return {-kFarthestNs / span_ns, kFarthestNs / span_ns};
}
inline constexpr Meaning kDay = number_of(kNsPerDay);
inline constexpr Meaning kSlot = number_of(CountyState::kSlotNs);
inline constexpr Meaning kAnyNumber{INT64_MIN, INT64_MAX};

constexpr Meaning within(int64_t least, int64_t most) {
  return {least, most};
}
template <typename Enum>
constexpr Meaning up_to(Enum last) {
  return {0, static_cast<int64_t>(last)};
}
inline constexpr Meaning kFlag = within(0, 1);
inline constexpr Meaning kTier = within(0, kTierCount - 1);
inline constexpr Meaning kEventType = within(0, kEventTypeCount - 1);
inline constexpr Meaning kLevel = within(1, 4);       // of an incident or an alarm
inline constexpr Meaning kLevelIfAny = within(0, 4);  // 0: none given

constexpr Meaning handle(Table table) {  // may be none
  return {0, 0, kNone, table};
}
constexpr Meaning present(Table table) {
  return {0, 0, -1, table};
}
inline constexpr Meaning kWord = handle(Table::kWords);
inline constexpr Meaning kGrid = handle(Table::kGrids);
inline constexpr Meaning kIncident = handle(Table::kIncidents);
inline constexpr Meaning kAlarm = handle(Table::kAlarms);
inline constexpr Meaning kPresentRequest = present(Table::kRequests);

}  // namespace gridwall::state
