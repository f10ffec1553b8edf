// What the viewer chose to see on the map. Plain values; any thread.
#pragma once

#include <cstdint>

namespace gridwall::view_model {

enum class MapMode : uint8_t { kHeat, kOpen, kOverdue, kRate, kPatrol };
inline constexpr int kMapModeCount = 5;

struct MapChoice {
  MapMode mode = MapMode::kHeat;
  bool per_households = false;  // of the modes that count something
  friend bool operator==(const MapChoice&, const MapChoice&) = default;
};

// A share and a staleness are the same however many live there.
inline bool can_be_per_households(MapMode mode) {
  return mode == MapMode::kHeat || mode == MapMode::kOpen || mode == MapMode::kOverdue;
}
inline bool is_per_households(const MapChoice& choice) {
  return choice.per_households && can_be_per_households(choice.mode);
}

}  // namespace gridwall::view_model
