// A map out of an outline and numbers: streets, communities and grids that were never published as geometry.
// Deterministic in outline, specification and seed. Any thread.
#pragma once

#include <string>
#include <vector>

#include "ingest/county/geojson.h"
#include "ingest/county/map_spec.h"

namespace gridwall::county {

// Grid records in the order streets, communities, then north-west to south-east. Every street has one grid of level 1
// (around its seat), every community one of level 2 (its middle), all others are of level 3. Every community and every
// street hangs together wherever the outline does.
Result<std::vector<GridRecord>> generate_map(const Polygons& outline, const MapSpec& spec);

// The same as GeoJSON text, six decimals, one feature a line, with the properties code, name, name_en, street,
// street_name, street_en, community, community_name, community_en, level, households, people.
std::string write_map(const std::vector<GridRecord>& grids);

// Outlines as GeoJSON text, properties code, name, name_en.
std::string write_outlines(const std::vector<Outline>& outlines, int decimals);

}  // namespace gridwall::county
