#include "ingest/county/locate.h"

#include <algorithm>
#include <cmath>

#include "ingest/county/geometry.h"

namespace gridwall::inline county {
namespace {

bool box_contains(const Box& box, Position p) {
  return p.lon_deg >= box.west_deg && p.lon_deg <= box.east_deg && p.lat_deg >= box.south_deg &&
         p.lat_deg <= box.north_deg;
}

}  // namespace

Locator::Locator(const County& county) : box_(county::empty_box()) {
  if (!county.map.has_geometry || county.map.grids.empty()) return;
  const auto& grids = county.map.grids;
  first_edge_.push_back(0);
  for (const auto& polygons : grids) {
    Box box = county::empty_box();
    const auto add_ring = [&](const Ring& ring) {
      for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
        edges_.push_back({ring.points[i], ring.points[i + 1]});
        county::extend(box, ring.points[i]);
      }
    };
    for (const Polygon& polygon : polygons) {
      add_ring(polygon.outer);
      for (const Ring& hole : polygon.holes) add_ring(hole);
    }
    box_of_grid_.push_back(box);
    first_edge_.push_back(static_cast<uint32_t>(edges_.size()));
    if (box.west_deg > box.east_deg) continue;  // a grid without an area: no point is in it
    county::extend(box_, {box.west_deg, box.south_deg});
    county::extend(box_, {box.east_deg, box.north_deg});
  }
  // About four cells a grid, at most a million; a cell then has a handful of candidates.
  const double cells = std::clamp(4.0 * static_cast<double>(grids.size()), 16.0, 1e6);
  const auto side = static_cast<uint32_t>(std::ceil(std::sqrt(cells)));
  columns_ = rows_ = side;
  // Grids that lie on top of each other must not fill the memory: then the raster is made coarser.
  const auto candidate_count = [&] {
    size_t count = 0;
    for (const Box& box : box_of_grid_) {
      if (box.west_deg > box.east_deg) continue;
      const Cell low = cell_of({box.west_deg, box.south_deg});
      const Cell high = cell_of({box.east_deg, box.north_deg});
      count += static_cast<size_t>(high.row - low.row + 1) * (high.column - low.column + 1);
    }
    return count;
  };
  while (columns_ > 1 && candidate_count() > 64 * grids.size() + 4096) columns_ = rows_ = columns_ / 2;
  const auto for_each_cell = [&](const Box& box, auto visit) {
    if (box.west_deg > box.east_deg) return;
    const Cell low = cell_of({box.west_deg, box.south_deg});
    const Cell high = cell_of({box.east_deg, box.north_deg});
    for (uint32_t row = low.row; row <= high.row; ++row) {
      for (uint32_t column = low.column; column <= high.column; ++column) visit(row * columns_ + column);
    }
  };
  first_candidate_.assign(static_cast<size_t>(columns_) * rows_ + 1, 0);
  for (const Box& box : box_of_grid_) {
    for_each_cell(box, [&](uint32_t cell) { ++first_candidate_[cell + 1]; });
  }
  for (size_t i = 1; i < first_candidate_.size(); ++i) first_candidate_[i] += first_candidate_[i - 1];
  candidates_.resize(first_candidate_.back());
  std::vector<uint32_t> filled(first_candidate_.begin(), first_candidate_.end() - 1);
  for (size_t grid = 0; grid < box_of_grid_.size(); ++grid) {
    for_each_cell(box_of_grid_[grid], [&](uint32_t cell) { candidates_[filled[cell]++] = GridIndex(grid); });
  }
}

Locator::Cell Locator::cell_of(Position position) const {
  const auto slot = [](double value, double low, double high, uint32_t count) {
    if (high <= low) return 0U;
    const double scaled = (value - low) / (high - low) * count;
    return static_cast<uint32_t>(std::clamp(scaled, 0.0, static_cast<double>(count - 1)));
  };
  return {slot(position.lon_deg, box_.west_deg, box_.east_deg, columns_),
          slot(position.lat_deg, box_.south_deg, box_.north_deg, rows_)};
}

bool Locator::grid_contains(GridIndex grid, Position p) const {
  bool odd = false;
  for (uint32_t i = first_edge_[grid]; i < first_edge_[grid + 1]; ++i) {
    const Edge& edge = edges_[i];
    const double low_lat = std::min(edge.a.lat_deg, edge.b.lat_deg);
    const double high_lat = std::max(edge.a.lat_deg, edge.b.lat_deg);
    if (p.lat_deg < low_lat || p.lat_deg > high_lat) continue;
    const double side = county::turn(edge.a, edge.b, p);
    if (side == 0 && p.lon_deg >= std::min(edge.a.lon_deg, edge.b.lon_deg) &&
        p.lon_deg <= std::max(edge.a.lon_deg, edge.b.lon_deg)) {
      return true;
    }
    if (p.lat_deg >= high_lat) continue;  // an edge counts with its lower end and without its upper one
    if ((side > 0) == (edge.b.lat_deg > edge.a.lat_deg)) odd = !odd;
  }
  return odd;
}

GridIndex Locator::locate(Position position) const {
  if (columns_ == 0 || !box_contains(box_, position)) return kNone;  // a NaN is in no box
  const Cell cell = cell_of(position);
  const size_t slot = static_cast<size_t>(cell.row) * columns_ + cell.column;
  for (uint32_t i = first_candidate_[slot]; i < first_candidate_[slot + 1]; ++i) {
    const GridIndex grid = candidates_[i];
    if (box_contains(box_of_grid_[grid], position) && grid_contains(grid, position)) return grid;
  }
  return kNone;
}

}  // namespace gridwall::county
