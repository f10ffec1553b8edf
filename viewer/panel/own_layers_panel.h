// Draws what a county has drawn over its map. UI thread. Must not know what it is.
#pragma once

#include <vector>

#include "viewer/block/canvas.h"
#include "viewer/render/map_geometry.h"
#include "viewer/view_model/own_layers.h"

namespace gridwall::panel {

block::Shape shape_of(view_model::LayerSymbol symbol);

// The parts of a line that are seen: their corners in pixels, without those that change nothing.
std::vector<std::vector<block::PointF>> seen_of(const view_model::OwnLayer::Run& run, const render::MapView& view);

// Areas, then lines, then symbols.
void draw_own_layer(const block::Pens& pens, const char* window, const render::MapView& view,
                    const view_model::OwnLayer& layer);

}  // namespace gridwall::panel
