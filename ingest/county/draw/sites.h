// Where the grids of a generated map are: one point per grid, spread by weight over the land of its street and
// community. Deterministic in the specification and its seed; pure, any thread.
#pragma once

#include <vector>

#include "ingest/county/draw/map_spec.h"
#include "ingest/county/project.h"

namespace gridwall::inline county::draw {

struct Site {
  LocalPoint at;
  uint32_t street = 0;         // index into MapSpec::streets
  uint32_t community = kNone;  // index into StreetSpec::communities
};

// Streets share the land by a power diagram around their seats whose weights are balanced until every street has its
// share (after Aurenhammer, "Power diagrams", 1987); inside, Lloyd's iteration on weighted sample points places first
// the communities and then the grids. `outline` in degrees, sites on `plane`.
std::vector<Site> place_sites(const Polygons& outline, const MapSpec& spec, const LocalPlane& plane);

// `count` points spread evenly over an outline, for unknown seats.
std::vector<Position> spread_seats(const Polygons& outline, size_t count, uint64_t seed);

// Splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next();
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }  // [0, 1)

 private:
  uint64_t state_;
};

}  // namespace gridwall::county::draw
