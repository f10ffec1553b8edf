// Draws at which tier matters were closed. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/tier_share.h"

namespace gridwall::panel {

void draw_tier_share(const block::Pens& pens, const render::RectPx& rect, const view_model::TierShare& tiers);

}  // namespace gridwall::panel
