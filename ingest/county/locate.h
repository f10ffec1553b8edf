// Finds the grid of a position, through a raster of candidates. Built once from the map of a county, with its own copy
// of the borders; afterwards any number of threads may use it.
#pragma once

#include <vector>

#include "ingest/county/county.h"

namespace gridwall::inline county {

class Locator {
 public:
  Locator() = default;  // finds no grid
  explicit Locator(const County& county);

  // Index of the grid that holds the position, kNone outside of all. A point on a border belongs to the grid with the
  // lowest index of those it touches.
  GridIndex locate(Position position) const;

 private:
  struct Edge {
    Position a, b;
  };
  struct Cell {
    uint32_t column, row;
  };
  Cell cell_of(Position position) const;
  bool grid_contains(GridIndex grid, Position position) const;

  Box box_{};
  uint32_t columns_ = 0, rows_ = 0;
  std::vector<Box> box_of_grid_;
  std::vector<uint32_t> first_edge_;  // of each grid, plus the end
  std::vector<Edge> edges_;
  std::vector<uint32_t> first_candidate_;  // of each raster cell, plus the end
  std::vector<GridIndex> candidates_;      // grids whose box meets the cell, ascending
};

}  // namespace gridwall::county
