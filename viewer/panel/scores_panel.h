// The figures of the requests side by side, in one band across the wall. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/scores.h"

namespace gridwall::panel {

void draw_scores(const block::Pens& pens, const render::RectPx& rect, const view_model::Scores& scores);

}  // namespace gridwall::panel
