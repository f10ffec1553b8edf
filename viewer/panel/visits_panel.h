// Draws the visits of three windows, and who is out on patrol. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/visits.h"

namespace gridwall::panel {

void draw_visits(const block::Pens& pens, const render::RectPx& rect, const view_model::VisitsTile& visits);
void draw_shifts(const block::Pens& pens, const render::RectPx& rect, const view_model::ShiftsTile& shifts);

}  // namespace gridwall::panel
