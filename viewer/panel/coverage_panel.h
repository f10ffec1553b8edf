// Draws the coverage of patrols. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/coverage.h"

namespace gridwall::panel {

void draw_coverage(const block::Pens& pens, const render::RectPx& rect, const view_model::CoverageTile& coverage);

}  // namespace gridwall::panel
