// Draws a tile: its card, and its blocks in the room there is. UI thread, within a frame of the bridge. Must not know
// what the tile is about.
#pragma once

#include "viewer/block/block.h"
#include "viewer/block/canvas.h"

namespace gridwall::block {

// `name` is the tile's, the same in every frame and no other tile's. `page` counts how often its line "n more" was
// pressed: from which rows on are shown.
void draw_tile(const Pens& pens, std::string_view name, const render::RectPx& rect, const Tile& tile, int64_t page = 0);

// How high it would like to be: all it has, without stretching.
float wanted_height(const app::Metrics& metrics, const Tile& tile);

// As a fully opaque colour; of greyed data all but levels and tracks are one quiet tone.
Rgba color_of(Tone tone, bool greyed = false);

}  // namespace gridwall::block
