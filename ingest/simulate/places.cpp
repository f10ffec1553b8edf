#include "ingest/simulate/places.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gridwall::simulate {
namespace {

constexpr uint64_t kStream = 0x706C61636573;  // "places"
constexpr double kHotShare = 0.04;
constexpr double kHotWeight = 7;
constexpr int kTries = 200;

bool ring_contains(const Ring& ring, Position at) {
  bool inside = false;
  for (size_t i = 1; i < ring.points.size(); ++i) {
    const Position a = ring.points[i - 1], b = ring.points[i];
    if ((a.lat_deg > at.lat_deg) == (b.lat_deg > at.lat_deg)) continue;
    const double lon = a.lon_deg + (at.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
    if (at.lon_deg < lon) inside = !inside;
  }
  return inside;
}

bool contains(const Polygon& polygon, Position at) {
  if (!ring_contains(polygon.outer, at)) return false;
  return std::none_of(polygon.holes.begin(), polygon.holes.end(),
                      [&](const Ring& hole) { return ring_contains(hole, at); });
}

Box box_of(const std::vector<Polygon>& polygons) {
  Box box{180, 90, -180, -90};
  for (const Polygon& polygon : polygons) {
    for (const Position& point : polygon.outer.points) {
      box.west_deg = std::min(box.west_deg, point.lon_deg);
      box.east_deg = std::max(box.east_deg, point.lon_deg);
      box.south_deg = std::min(box.south_deg, point.lat_deg);
      box.north_deg = std::max(box.north_deg, point.lat_deg);
    }
  }
  return box;
}

}  // namespace

Places::Places(const County& county, uint64_t seed) : county_(county) {
  double sum = 0;
  for (size_t i = 0; i < county.grids.size(); ++i) {
    Random random(seed_of(seed, kStream, static_cast<int64_t>(i)));
    const double homes = county.grids[i].households > 0 ? county.grids[i].households / 300.0 : 1.0;
    double weight = std::clamp(homes, 0.3, 4.0) * random.log_normal(1, 0.5);
    if (random.chance(kHotShare)) weight *= kHotWeight;
    weight_up_to_.push_back(sum += weight);
  }
  if (county.map.has_geometry) {
    for (const std::vector<Polygon>& polygons : county.map.grids) boxes_.push_back(box_of(polygons));
  }
}

GridIndex Places::pick_grid(Random& random) const {
  if (weight_up_to_.empty()) return kNone;
  const double at = random.uniform() * weight_up_to_.back();
  const auto found = std::upper_bound(weight_up_to_.begin(), weight_up_to_.end(), at);
  return GridIndex(std::min<ptrdiff_t>(found - weight_up_to_.begin(), std::ssize(weight_up_to_) - 1));
}

bool Places::inside(GridIndex grid, Position position) const {
  if (grid >= boxes_.size() || !boxes_[grid].contains(position)) return false;
  const std::vector<Polygon>& polygons = county_.map.grids[grid];
  return std::any_of(polygons.begin(), polygons.end(),
                     [&](const Polygon& polygon) { return contains(polygon, position); });
}

std::optional<Position> Places::point_in(GridIndex grid, Random& random) const {
  if (grid >= boxes_.size()) return std::nullopt;
  const Box& box = boxes_[grid];
  for (int i = 0; i < kTries; ++i) {
    const double lon = random.between(box.west_deg, box.east_deg);
    const Position at = rounded({lon, random.between(box.south_deg, box.north_deg)});
    if (inside(grid, at)) return at;
  }
  return rounded(county_.grids[grid].center);
}

const std::string& Places::community_name(GridIndex grid) const {
  if (grid >= county_.grids.size() || county_.grids[grid].area >= county_.areas.size()) return county_.name.zh;
  return county_.areas[county_.grids[grid].area].name.zh;
}

const std::string& Places::street_name(GridIndex grid) const {
  const AreaIndex area = county_.area_of_grid(grid, 0);
  return area == kNone ? county_.name.zh : county_.areas[area].name.zh;
}

const std::string& Places::street_code(GridIndex grid) const {
  const AreaIndex area = county_.area_of_grid(grid, 0);
  return area == kNone ? county_.code : county_.areas[area].code;
}

Position part_way(Position from, Position to, double part) {
  const double kept = std::clamp(part, 0.0, 1.0);
  return {from.lon_deg + (to.lon_deg - from.lon_deg) * kept, from.lat_deg + (to.lat_deg - from.lat_deg) * kept};
}

Position rounded(Position position) {
  return {std::round(position.lon_deg * 1e6) / 1e6, std::round(position.lat_deg * 1e6) / 1e6};
}

}  // namespace gridwall::simulate
