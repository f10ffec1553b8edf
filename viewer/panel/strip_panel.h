// Draws the strip of 24 hours. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/day_strip.h"

namespace gridwall::panel {

void draw_day_strip(const block::Pens& pens, const render::RectPx& rect, const view_model::DayStrip& strip);

}  // namespace gridwall::panel
