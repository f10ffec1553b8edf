// Generates a map from an outline and numbers: streets, communities and grids that were never published as geometry.
// Deterministic in outline, specification and seed. Any thread.
#pragma once

#include <string>
#include <vector>

#include "ingest/county/draw/map_spec.h"
#include "ingest/county/geojson.h"

namespace gridwall::inline county::draw {

// Grid records in the order streets, communities, then north-west to south-east. Every street has one grid of level 1
// (around its seat), every community one of level 2 (its middle), all others are of level 3. Every community and
// every street is connected wherever the outline is.
Result<std::vector<GridRecord>> generate_map(const Polygons& outline, const MapSpec& spec);

// Divides the outlines of a province's counties, each among its streets; grids are in the order of the specification
// and have three areas: prefecture, county, street. Neighbouring counties share every border point. The result does not
// depend on the number of threads.
Result<std::vector<GridRecord>> generate_province(const std::vector<Outline>& outlines, const ProvinceSpec& spec,
                                                  unsigned threads);

// Grids as GeoJSON text, six decimals, one feature a line, with the properties code, name, name_en, for every depth its
// code and, with the first grid of an area only, its names (street, street_name, street_en), level, households, people,
// responsible.
std::string write_map(const std::vector<GridRecord>& grids,
                      const std::vector<std::string>& depths = {"street", "community"});

// Outlines as GeoJSON text, properties code, name, name_en.
std::string write_outlines(const std::vector<Outline>& outlines, int decimals);

}  // namespace gridwall::county::draw
