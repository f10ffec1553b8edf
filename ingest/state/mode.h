// Routine and emergency (平急转换) of the county and its areas, seen from the state: what is in force where, since
// when, by whose order, and how far its plan is. Pure; call between two applies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

inline constexpr size_t kModeChangesKept = 2'000;  // more than five a day for a year

struct PlanStepView {
  std::string key;  // value on the wire
  Label label;      // as the county names it; the key when it does not
  int64_t done_ns = kNever;
  uint32_t by = kNoKey;  // in CountyState::words
  bool planned = true;   // false: done, but not a step of the county's plan
  bool done() const { return done_ns != kNever; }
};

struct ModeView {
  Mode mode = Mode::kRoutine;
  uint8_t level = 0;                 // 0: none given
  uint32_t key = kNoKey;             // in CountyState::mode_areas; kNoKey: nothing was ever ordered
  uint32_t area = kNoGrid;           // in County::areas
  bool whole_county = false;         // the county itself
  int64_t since_ns = kNever;         // of the present mode, level and plan
  int64_t began_ns = kNever;         // of the emergency
  uint32_t plan = kNoKey;            // in CountyState::words, as is `by`
  const Plan* known_plan = nullptr;  // of County::plans; null when the county does not list it
  uint32_t by = kNoKey;
  std::string reason;
  std::vector<PlanStepView> steps;  // planned ones in their order, then what was done besides
  uint32_t steps_done = 0;          // of the planned ones
  uint32_t steps_planned = 0;
  bool emergency() const { return mode == Mode::kEmergency; }
};

// The code by which the county itself is meant in a mode's area: its code or its name in the configuration.
bool names_whole_county(const County& county, std::string_view area);

// Areas in emergency: the highest level first (none given last), then the whole county, then the earliest.
std::vector<ModeView> emergencies_in_force(const CountyState& state, const County& county);
// The county's mode: the highest of its areas. Routine with the last stand-down's time, order and reason when none is
// in emergency.
ModeView county_mode(const CountyState& state, const County& county);
// What holds in an area (index into County::areas; kNoGrid: the county itself): the highest of its own, of what lies
// above it, and of the county.
ModeView mode_of_area(const CountyState& state, const County& county, uint32_t area);
// Changes of one area, or of all (kNoKey), newest first; as far back as they are kept.
std::vector<const ModeChange*> mode_history(const CountyState& state, uint32_t key = kNoKey);

}  // namespace gridwall::state
