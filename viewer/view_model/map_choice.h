// What the viewer chose to see on the map. Plain values; any thread.
#pragma once

#include <cstdint>

#include "ingest/event/position.h"
#include "ingest/state/arrivals.h"

namespace gridwall::view_model {

// What came in against what usually does; what came in; open; overdue; closing rate; patrol; heat that fades.
enum class MapMode : uint8_t { kUsual, kArrived, kOpen, kOverdue, kRate, kPatrol, kHeat };
inline constexpr int kMapModeCount = 7;

struct MapChoice {
  MapMode mode = MapMode::kUsual;
  bool per_households = false;             // of the modes that count something
  ArrivalSpan span = ArrivalSpan::k7Days;  // of the modes that look at what came in
  friend bool operator==(const MapChoice&, const MapChoice&) = default;
};

// Where somebody moved the map to: the place in its middle, and how many times nearer than all of it.
struct MapPlace {
  Position center;
  double nearer = 1;
};

// A share, a ratio and a staleness are the same however many live there.
inline bool can_be_per_households(MapMode mode) {
  return mode == MapMode::kArrived || mode == MapMode::kOpen || mode == MapMode::kOverdue || mode == MapMode::kHeat;
}
inline bool is_per_households(const MapChoice& choice) {
  return choice.per_households && can_be_per_households(choice.mode);
}
inline bool has_span(MapMode mode) {
  return mode == MapMode::kUsual || mode == MapMode::kArrived;
}

}  // namespace gridwall::view_model
