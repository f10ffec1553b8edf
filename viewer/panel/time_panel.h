// Draws what a person moves through time with: the controls, and a day of the log to press on. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/time_bar.h"

namespace gridwall::panel {

// Their first button stands `inset_px` from the left.
void draw_time_controls(const block::Pens& pens, const render::RectPx& rect, int inset_px,
                        const view_model::TimeBar& bar);
void draw_time_strip(const block::Pens& pens, const render::RectPx& rect, const view_model::TimeBar& bar);

}  // namespace gridwall::panel
