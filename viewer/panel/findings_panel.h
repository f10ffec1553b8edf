// Draws the hazards and disputes that stand open. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/findings.h"

namespace gridwall::panel {

void draw_findings(const block::Pens& pens, const render::RectPx& rect, const view_model::FindingsTile& findings);

}  // namespace gridwall::panel
