#include "ingest/county/triangulate.h"

#include <cmath>
#include <optional>

#include "ingest/county/geos.h"

namespace gridwall::inline county {
namespace {

bool in_closed_triangle(Position a, Position b, Position c, Position p) {
  return turn(a, b, p) >= 0 && turn(b, c, p) >= 0 && turn(c, a, p) >= 0;
}

// Cuts ears off a simple, counter-clockwise ring; O(n^2) at worst, and n is small.
class EarCutter {
 public:
  // Appends indices into ring.points. False when no ear is left before the end, which only a bad ring does.
  bool cut(const Ring& ring, std::vector<uint32_t>& out) {
    points_ = &ring.points;
    const auto size = static_cast<uint32_t>(ring.points.size() - 1);
    next_.resize(size);
    previous_.resize(size);
    for (uint32_t i = 0; i < size; ++i) {
      next_[i] = (i + 1) % size;
      previous_[i] = (i + size - 1) % size;
    }
    uint32_t left = size;
    uint32_t at = 0;
    uint32_t tried = 0;
    while (left > 3) {
      if (tried > left) return false;
      if (!is_ear(at)) {
        at = next_[at];
        ++tried;
        continue;
      }
      out.insert(out.end(), {previous_[at], at, next_[at]});
      next_[previous_[at]] = next_[at];
      previous_[next_[at]] = previous_[at];
      // Going on one further spreads the cuts and avoids a fan of needles.
      at = next_[next_[at]];
      --left;
      tried = 0;
    }
    if (left == 3) out.insert(out.end(), {previous_[at], at, next_[at]});
    return true;
  }

 private:
  bool is_ear(uint32_t at) const {
    const Position a = (*points_)[previous_[at]], b = (*points_)[at], c = (*points_)[next_[at]];
    if (turn(a, b, c) <= 0) return false;
    for (uint32_t i = next_[next_[at]]; i != previous_[at]; i = next_[i]) {
      if (in_closed_triangle(a, b, c, (*points_)[i])) return false;
    }
    return true;
  }

  const std::vector<Position>* points_ = nullptr;
  std::vector<uint32_t> next_, previous_;
};

class Triangulator {
 public:
  void add(const Polygon& polygon) {
    const size_t first_point = triangles_.points.size();
    const size_t first_index = triangles_.indices.size();
    if (polygon.holes.empty() && add_by_ears(polygon.outer)) {
      if (agrees(polygon, first_index)) return;
    }
    triangles_.points.resize(first_point);
    triangles_.indices.resize(first_index);
    add_by_delaunay(polygon);
  }

  void end_grid() { triangles_.first_index_of_grid.push_back(static_cast<uint32_t>(triangles_.indices.size())); }
  Triangles take() { return std::move(triangles_); }
  void reserve(size_t points) {
    triangles_.points.reserve(points);
    triangles_.indices.reserve(points * 3);
  }

 private:
  bool add_by_ears(const Ring& ring) {
    if (ring.points.size() < 4) return false;
    const auto base = static_cast<uint32_t>(triangles_.points.size());
    const size_t first_index = triangles_.indices.size();
    if (!cutter_.cut(ring, triangles_.indices)) return false;
    for (size_t i = first_index; i < triangles_.indices.size(); ++i) triangles_.indices[i] += base;
    triangles_.points.insert(triangles_.points.end(), ring.points.begin(), ring.points.end() - 1);
    return true;
  }

  void add_by_delaunay(const Polygon& polygon) {
    if (!geos_) geos_.emplace();
    for (const Polygon& triangle : geos_->triangulate(polygon)) {
      if (triangle.outer.points.size() != 4) continue;
      for (size_t corner = 0; corner < 3; ++corner) {
        triangles_.indices.push_back(static_cast<uint32_t>(index_of(triangle.outer.points[corner])));
      }
    }
    recent_.clear();
  }

  // Triangles of one polygon share their points.
  size_t index_of(Position position) {
    for (const size_t index : recent_) {
      if (triangles_.points[index] == position) return index;
    }
    triangles_.points.push_back(position);
    recent_.push_back(triangles_.points.size() - 1);
    return recent_.back();
  }

  bool agrees(const Polygon& polygon, size_t first_index) const {
    double area = 0;
    for (size_t i = first_index; i + 2 < triangles_.indices.size(); i += 3) {
      const double twice = turn(triangles_.points[triangles_.indices[i]], triangles_.points[triangles_.indices[i + 1]],
                                triangles_.points[triangles_.indices[i + 2]]);
      if (twice < 0) return false;
      area += twice / 2;
    }
    const double expected = area_deg2(polygon);
    return std::abs(area - expected) <= 1e-9 * expected;
  }

  Triangles triangles_;
  EarCutter cutter_;
  std::optional<Geos> geos_;
  std::vector<size_t> recent_;
};

}  // namespace

Triangles triangulate(std::span<const Polygons> grids) {
  Triangulator triangulator;
  size_t points = 0;
  for (const Polygons& grid : grids) {
    for (const Polygon& polygon : grid) points += polygon.outer.points.size();
  }
  triangulator.reserve(points);
  triangulator.end_grid();
  for (const Polygons& grid : grids) {
    for (const Polygon& polygon : grid) triangulator.add(polygon);
    triangulator.end_grid();
  }
  return triangulator.take();
}

}  // namespace gridwall::county
