// Draws the stages of the loop, one a row. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/pipeline.h"

namespace gridwall::panel {

void draw_pipeline(const block::Pens& pens, const render::RectPx& rect, const view_model::Pipeline& pipeline);

}  // namespace gridwall::panel
