// Finds the cell at a point of the map: triangles sorted into a coarse grid. Any thread once built.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "viewer/render/map_geometry.h"

namespace gridwall::render {

class MapIndex {
 public:
  MapIndex() = default;
  explicit MapIndex(const MapGeometry& geometry);

  std::optional<std::uint32_t> cell_at(PointM p) const;
  const BoundsM& cell_bounds(std::uint32_t cell) const { return cell_bounds_[cell]; }
  const BoundsM& bounds() const { return bounds_; }

 private:
  struct Triangle {
    PointM a, b, c;
    std::uint32_t cell;
  };
  int column_of(float x_m) const;
  int row_of(float y_m) const;

  BoundsM bounds_;
  std::vector<BoundsM> cell_bounds_;
  std::vector<Triangle> triangles_;
  std::vector<std::uint32_t> bucket_first_;  // buckets + 1
  std::vector<std::uint32_t> bucket_triangles_;
  int columns_ = 0;
  int rows_ = 0;
  float bucket_w_m_ = 1;
  float bucket_h_m_ = 1;
};

}  // namespace gridwall::render
