// Where things happen in a county: which grids are busy, and points inside a grid. Refers to the county, which must
// outlive it. After construction any number of threads may use it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/simulate/random.h"

namespace gridwall::simulate {

class Places {
 public:
  Places(const County& county, uint64_t seed);

  // By weight: a few hot spots have many times the matters of a quiet grid. kNone when the county has no grids.
  GridIndex pick_grid(Random& random) const;
  // Inside the grid's polygons, by rejection, to six decimals; nothing when the county has no geometry.
  std::optional<Position> point_in(GridIndex grid, Random& random) const;
  bool inside(GridIndex grid, Position position) const;

  // The deepest area of a grid (a community), the topmost one (a street), as the county names them.
  const std::string& community_name(GridIndex grid) const;
  const std::string& street_name(GridIndex grid) const;
  const std::string& street_code(GridIndex grid) const;

 private:
  const County& county_;
  std::vector<double> weight_up_to_;  // running sum
  std::vector<Box> boxes_;            // of the grids' polygons
};

Position part_way(Position from, Position to, double part);
Position rounded(Position position);  // six decimals: a decimetre

}  // namespace gridwall::simulate
