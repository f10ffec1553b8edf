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
  WordId by = kNone;
  bool planned = true;  // false: done, but not a step of the county's plan
  bool done() const { return done_ns != kNever; }
};

struct ModeView {
  Mode mode = Mode::kRoutine;
  uint8_t level = 0;      // 0: none given
  ModeIndex key = kNone;  // kNone: nothing was ever ordered
  AreaIndex area = kNone;
  bool whole_county = false;  // the county itself
  int64_t since_ns = kNever;  // of the present mode, level and plan
  int64_t began_ns = kNever;  // of the emergency
  WordId plan = kNone;
  const Plan* known_plan = nullptr;  // of County::plans; null when the county does not list it
  WordId by = kNone;
  bool drill = false;
  std::string reason;
  std::vector<PlanStepView> steps;  // planned ones in their order, then what was done besides
  uint32_t steps_done = 0;          // of the planned ones
  uint32_t steps_planned = 0;
  bool emergency() const { return mode == Mode::kEmergency; }
};

// The code by which the county itself is meant in a mode's area: its code or its name in the configuration.
bool names_whole_county(const County& county, std::string_view area);

// Areas in emergency: drills after the rest, the highest level first (none given last), then the whole county, then the
// earliest.
std::vector<ModeView> emergencies_in_force(const CountyState& state, const County& county);
// The county's mode: the highest of its areas. Routine with the last stand-down's time, order and reason when none is
// in emergency.
ModeView county_mode(const CountyState& state, const County& county);

}  // namespace gridwall::state
