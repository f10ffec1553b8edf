// A configuration and the grids of its map -> a County with areas, borders, triangles and label points. Any thread.
#pragma once

#include "ingest/county/config.h"
#include "ingest/county/map_records.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

Result<County> assemble(CountyConfig config, MapContent content);

}  // namespace gridwall::county
