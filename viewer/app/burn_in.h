// Shifts the whole picture by a few pixels, differently every few minutes, so that no pixel of the screen shows the
// same edge all year. A pure function; any thread.
#pragma once

#include <cstdint>

#include "viewer/render/rect.h"

namespace gridwall::app {

struct BurnInShift {
  bool enabled = true;
  std::int64_t period_ns = 240'000'000'000;  // four minutes per position
  int reach_px = 4;                          // at most this far from the middle

  // The shift at `now_ns`. It goes round a closed path of neighbouring positions, so that a step is never more than
  // reach_px / 2 (rounded up) on an axis.
  render::ShiftPx at(std::int64_t now_ns) const;
};

}  // namespace gridwall::app
