// Draws the tile of rates. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/rates.h"

namespace gridwall::panel {

void draw_rates(const block::Pens& pens, const render::RectPx& rect, const view_model::Rates& rates);

}  // namespace gridwall::panel
