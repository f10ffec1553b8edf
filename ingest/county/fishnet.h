// Equal cells over a box, for a city whose own grid is not at hand. Pure, any thread.
#pragma once

#include "ingest/county/config.h"
#include "ingest/county/map_records.h"

namespace gridwall::inline county {

// Cells as near to `cell_m` as divides the box evenly, coded by row from the north and column from the west:
// `r012c034`. Fails above kMaxGrids cells.
Result<MapContent> build_fishnet(const Fishnet& fishnet);

}  // namespace gridwall::county
