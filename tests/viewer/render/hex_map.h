// A map of about `cells` hexagons with wobbling corners, cut off at an uneven county line; grids are gathered into
// communities and streets. For tests, benchmarks and the demo.
#pragma once

#include <cstdint>

#include "viewer/render/map_geometry.h"

namespace gridwall::test {

render::MapGeometry hex_map(std::uint32_t cells);

}  // namespace gridwall::test
