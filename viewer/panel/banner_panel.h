// Draws what says that the wall is not current, and the frame round a replay. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/banner.h"

namespace gridwall::panel {

// Stands in the middle of the top of `rect`.
void draw_banner(const block::Pens& pens, const render::RectPx& rect, const view_model::Banner& banner);

void draw_replay_frame(const block::Pens& pens, const render::SizePx& screen);

}  // namespace gridwall::panel
