// Gives grids that were cut from neighbouring outlines the border points of their neighbours too, so that they dissolve
// without slivers. Pure, any thread.
#pragma once

#include <vector>

#include "ingest/county/map_records.h"

namespace gridwall::inline county::draw {

// Two maps have different points on their common border. A point of one that lies on an edge of the other, within two
// millionths of a degree (rounding moves both sides by up to half of one), is put into that edge.
void share_borders(std::vector<GridRecord>& grids);

}  // namespace gridwall::county::draw
