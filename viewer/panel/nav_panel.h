// Draws the bar under the title: scenes, the way down, sizes. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/nav_bar.h"

namespace gridwall::panel {

void draw_nav_bar(const block::Pens& pens, const render::RectPx& rect, const view_model::NavBar& bar);

}  // namespace gridwall::panel
