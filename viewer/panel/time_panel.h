// Draws the bar with which a person moves through time. UI thread.
#pragma once

#include "viewer/panel/canvas.h"
#include "viewer/view_model/time_bar.h"

namespace gridwall::panel {

void draw_time_bar(const Pens& pens, const render::RectPx& rect, const view_model::TimeBar& bar);

}  // namespace gridwall::panel
