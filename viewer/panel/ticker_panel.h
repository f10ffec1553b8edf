// Draws the last events. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/ticker.h"

namespace gridwall::panel {

void draw_ticker(const block::Pens& pens, const render::RectPx& rect, const view_model::Ticker& ticker);

}  // namespace gridwall::panel
