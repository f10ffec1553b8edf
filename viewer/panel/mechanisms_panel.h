// Promise, joint meetings and units reporting in, one section each. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/mechanisms.h"

namespace gridwall::panel {

void draw_mechanisms(const block::Pens& pens, const render::RectPx& rect, const view_model::Mechanisms& mechanisms);

}  // namespace gridwall::panel
