// How departments answered the whistles of the streets, as a table. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/whistles.h"

namespace gridwall::panel {

void draw_whistles(const block::Pens& pens, const render::RectPx& rect, const view_model::WhistlePanel& whistles,
                   const view_model::Texts& texts);

}  // namespace gridwall::panel
