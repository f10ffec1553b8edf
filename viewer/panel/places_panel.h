// Draws coverage by place, rounds of visits with one aim, and one grid in detail. UI thread.
#pragma once

#include "viewer/block/canvas.h"
#include "viewer/view_model/grid_detail.h"
#include "viewer/view_model/places.h"

namespace gridwall::panel {

// Rows go to their place when pressed. Campaigns take room below, where there are any.
void draw_places(const block::Pens& pens, const render::RectPx& rect, const view_model::PlacesTile& places,
                 const view_model::CampaignsTile& campaigns);
void draw_grid_detail(const block::Pens& pens, const render::RectPx& rect, const view_model::GridDetail& grid,
                      const view_model::CampaignsTile& campaigns);

}  // namespace gridwall::panel
