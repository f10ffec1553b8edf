#include "ingest/county/draw/share_borders.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace gridwall::inline county::draw {
namespace {

constexpr double kToleranceDeg = 2e-6;
constexpr double kBucketDeg = 0.01;

struct PointKey {  // millionths of a degree, as maps are written
  int64_t lon, lat;
  bool operator==(const PointKey&) const = default;
};
struct EdgeKey {
  PointKey from, to;
  bool operator==(const EdgeKey&) const = default;
};
uint64_t mixed(uint64_t seed, int64_t value) {
  return (seed ^ static_cast<uint64_t>(value)) * 0x9e3779b97f4a7c15ULL;
}
struct Hash {
  size_t operator()(const PointKey& key) const { return mixed(mixed(1, key.lon) >> 7, key.lat); }
  size_t operator()(const EdgeKey& key) const {
    return mixed((*this)(key.from) >> 9, static_cast<int64_t>((*this)(key.to)));
  }
};

PointKey key_of(Position p) {
  return {std::llround(p.lon_deg * 1e6), std::llround(p.lat_deg * 1e6)};
}
PointKey bucket_of(double lon_deg, double lat_deg) {
  return {static_cast<int64_t>(std::floor(lon_deg / kBucketDeg)),
          static_cast<int64_t>(std::floor(lat_deg / kBucketDeg))};
}

void for_each_ring(std::vector<GridRecord>& grids, auto&& visit) {
  for (GridRecord& grid : grids) {
    for (Polygon& polygon : grid.polygons) {
      visit(polygon.outer);
      for (Ring& hole : polygon.holes) visit(hole);
    }
  }
}

// Points at the ends of edges that no neighbour runs back along, by bucket.
class OpenPoints {
 public:
  void add(Position point) {
    if (seen_.insert(key_of(point)).second) buckets_[bucket_of(point.lon_deg, point.lat_deg)].push_back(point);
  }

  // Those on the edge, strictly between its ends, in its direction.
  std::vector<Position> on_edge(Position a, Position b) const {
    const double east = b.lon_deg - a.lon_deg, north = b.lat_deg - a.lat_deg;
    const double length = std::hypot(east, north);
    std::vector<std::pair<double, Position>> found;
    const PointKey low =
        bucket_of(std::min(a.lon_deg, b.lon_deg) - kToleranceDeg, std::min(a.lat_deg, b.lat_deg) - kToleranceDeg);
    const PointKey high =
        bucket_of(std::max(a.lon_deg, b.lon_deg) + kToleranceDeg, std::max(a.lat_deg, b.lat_deg) + kToleranceDeg);
    for (int64_t lon = low.lon; lon <= high.lon; ++lon) {
      for (int64_t lat = low.lat; lat <= high.lat; ++lat) {
        const auto bucket = buckets_.find({lon, lat});
        if (bucket == buckets_.end()) continue;
        for (const Position point : bucket->second) {
          const double to_east = point.lon_deg - a.lon_deg, to_north = point.lat_deg - a.lat_deg;
          const double along = (to_east * east + to_north * north) / length;
          const double aside = std::abs(to_east * north - to_north * east) / length;
          const bool is_end = key_of(point) == key_of(a) || key_of(point) == key_of(b);
          if (!is_end && along > 0 && along < length && aside <= kToleranceDeg) found.emplace_back(along, point);
        }
      }
    }
    std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
    std::vector<Position> points;
    for (const auto& [along, point] : found) points.push_back(point);
    return points;
  }

 private:
  std::unordered_set<PointKey, Hash> seen_;
  std::unordered_map<PointKey, std::vector<Position>, Hash> buckets_;
};

}  // namespace

void share_borders(std::vector<GridRecord>& grids) {
  std::unordered_set<EdgeKey, Hash> edges;
  for_each_ring(grids, [&](Ring& ring) {
    for (size_t i = 0; i + 1 < ring.points.size(); ++i)
      edges.insert({key_of(ring.points[i]), key_of(ring.points[i + 1])});
  });
  const auto is_open = [&](Position a, Position b) { return !edges.contains({key_of(b), key_of(a)}); };
  OpenPoints points;
  for_each_ring(grids, [&](Ring& ring) {
    for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
      if (!is_open(ring.points[i], ring.points[i + 1])) continue;
      points.add(ring.points[i]);
      points.add(ring.points[i + 1]);
    }
  });
  for_each_ring(grids, [&](Ring& ring) {
    std::vector<Position> fuller;
    fuller.reserve(ring.points.size());
    for (size_t i = 0; i < ring.points.size(); ++i) {
      fuller.push_back(ring.points[i]);
      if (i + 1 == ring.points.size() || !is_open(ring.points[i], ring.points[i + 1])) continue;
      const std::vector<Position> between = points.on_edge(ring.points[i], ring.points[i + 1]);
      fuller.insert(fuller.end(), between.begin(), between.end());
    }
    ring.points = std::move(fuller);
  });
}

}  // namespace gridwall::county::draw
