// Where the whole picture stands at a moment: a few pixels off, another few every few minutes, so that no pixel of the
// screen shows the same edge all year. A pure function; any thread.
#pragma once

#include <cstdint>

#include "viewer/render/rect.h"

namespace gridwall::app {

struct BurnInShift {
  bool enabled = true;
  std::int64_t period_ns = 240'000'000'000;  // four minutes a place
  int reach_px = 4;                          // at most this far from the middle

  // The place at `now_ns`. Walks a closed round of neighbouring places, so that a step is never more than
  // reach_px / 2 (rounded up) on an axis.
  render::ShiftPx at(std::int64_t now_ns) const;
};

}  // namespace gridwall::app
