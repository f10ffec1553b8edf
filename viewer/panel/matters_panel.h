// Open matters with what is left of their time; a press on one goes to its grid. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/matters.h"

namespace gridwall::panel {

void draw_matters(const block::Pens& pens, const render::RectPx& rect, const view_model::MatterBoard& board,
                  const view_model::Texts& texts);

}  // namespace gridwall::panel
