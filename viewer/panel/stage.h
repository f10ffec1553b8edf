// Where on its screen something stands that lies over everything. Pure; any thread.
#pragma once

#include "viewer/render/rect.h"

namespace gridwall::panel {

inline render::RectPx in_the_middle(const render::RectPx& stage, int w, int h) {
  return {stage.x + (stage.w - w) / 2, stage.y + (stage.h - h) / 2, w, h};
}

}  // namespace gridwall::panel
