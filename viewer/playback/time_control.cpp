#include "viewer/playback/time_control.h"

#include <algorithm>

namespace gridwall::playback {

void TimeControl::faster() {
  const auto next = std::upper_bound(kSpeeds.begin(), kSpeeds.end(), time_status().speed);
  set_speed(next == kSpeeds.end() ? kSpeeds.back() : *next);
}

void TimeControl::slower() {
  const auto at = std::lower_bound(kSpeeds.begin(), kSpeeds.end(), time_status().speed);
  set_speed(at == kSpeeds.begin() ? kSpeeds.front() : *std::prev(at));
}

}  // namespace gridwall::playback
