#include "viewer/render/map_index.h"

#include <algorithm>
#include <cmath>

namespace gridwall::render {
namespace {

float cross(PointM a, PointM b, PointM p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

bool inside(PointM a, PointM b, PointM c, PointM p) {
  const float ab = cross(a, b, p);
  const float bc = cross(b, c, p);
  const float ca = cross(c, a, p);
  return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
}

}  // namespace

MapIndex::MapIndex(const MapGeometry& geometry) : bounds_(bounds_of(geometry)) {
  const std::uint32_t cells = geometry.cell_count();
  cell_bounds_.reserve(cells);
  triangles_.reserve(geometry.triangles.size() / 3);
  for (std::uint32_t cell = 0; cell < cells; ++cell) {
    cell_bounds_.push_back(bounds_of_cell(geometry, cell));
    for (std::uint32_t i = geometry.cell_first_index[cell]; i + 2 < geometry.cell_first_index[cell + 1]; i += 3) {
      triangles_.push_back({geometry.vertices[geometry.triangles[i]], geometry.vertices[geometry.triangles[i + 1]],
                            geometry.vertices[geometry.triangles[i + 2]], cell});
    }
  }
  columns_ = rows_ = std::clamp(static_cast<int>(std::sqrt(static_cast<double>(triangles_.size()))), 1, 256);
  bucket_w_m_ = std::max((bounds_.max_x - bounds_.min_x) / static_cast<float>(columns_), 1e-3F);
  bucket_h_m_ = std::max((bounds_.max_y - bounds_.min_y) / static_cast<float>(rows_), 1e-3F);

  const auto for_buckets = [&](const Triangle& t, auto&& visit) {
    const auto [left, right] = std::minmax({t.a.x, t.b.x, t.c.x});
    const auto [low, high] = std::minmax({t.a.y, t.b.y, t.c.y});
    for (int row = row_of(low); row <= row_of(high); ++row) {
      for (int column = column_of(left); column <= column_of(right); ++column) {
        visit(static_cast<std::size_t>(row * columns_ + column));
      }
    }
  };
  bucket_first_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  for (const Triangle& t : triangles_) for_buckets(t, [&](std::size_t bucket) { ++bucket_first_[bucket + 1]; });
  for (std::size_t i = 1; i < bucket_first_.size(); ++i) bucket_first_[i] += bucket_first_[i - 1];
  bucket_triangles_.resize(bucket_first_.back());
  std::vector<std::uint32_t> fill(bucket_first_.begin(), bucket_first_.end() - 1);
  for (std::uint32_t i = 0; i < triangles_.size(); ++i) {
    for_buckets(triangles_[i], [&](std::size_t bucket) { bucket_triangles_[fill[bucket]++] = i; });
  }
}

int MapIndex::column_of(float x_m) const {
  return std::clamp(static_cast<int>((x_m - bounds_.min_x) / bucket_w_m_), 0, columns_ - 1);
}

int MapIndex::row_of(float y_m) const {
  return std::clamp(static_cast<int>((y_m - bounds_.min_y) / bucket_h_m_), 0, rows_ - 1);
}

std::optional<std::uint32_t> MapIndex::cell_at(PointM p) const {
  if (triangles_.empty() || p.x < bounds_.min_x || p.x > bounds_.max_x || p.y < bounds_.min_y || p.y > bounds_.max_y) {
    return std::nullopt;
  }
  const auto bucket = static_cast<std::size_t>(row_of(p.y) * columns_ + column_of(p.x));
  for (std::uint32_t i = bucket_first_[bucket]; i < bucket_first_[bucket + 1]; ++i) {
    const Triangle& t = triangles_[bucket_triangles_[i]];
    if (inside(t.a, t.b, t.c, p)) return t.cell;
  }
  return std::nullopt;
}

}  // namespace gridwall::render
