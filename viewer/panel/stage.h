// Where on its screen something stands. Pure; any thread.
#pragma once

#include "viewer/render/rect.h"

namespace gridwall::panel {

inline constexpr float kBarMargin = 28;  // at both ends of a bar, for 1,080 lines

// What lies over everything.
inline render::RectPx in_the_middle(const render::RectPx& stage, int w, int h) {
  return {stage.x + (stage.w - w) / 2, stage.y + (stage.h - h) / 2, w, h};
}

}  // namespace gridwall::panel
