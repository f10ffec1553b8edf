#include "ingest/county/repair.h"

#include <algorithm>

namespace gridwall::inline county {
namespace {

void note(Repaired& result, const char* what) {
  if (std::find(result.repairs.begin(), result.repairs.end(), what) == result.repairs.end())
    result.repairs.emplace_back(what);
}

void tidy_ring(Ring& ring, Repaired& result) {
  auto& points = ring.points;
  if (points.empty()) return;
  const auto end = std::unique(points.begin(), points.end());
  if (end != points.end()) {
    points.erase(end, points.end());
    note(result, "repeated points were dropped");
  }
  if (points.front() != points.back()) {
    points.push_back(points.front());
    note(result, "a ring that was not closed was closed");
  }
}

bool is_surely_valid(const Polygons& polygons) {
  return polygons.size() == 1 && polygons.front().holes.empty() && is_surely_simple(polygons.front().outer);
}

}  // namespace

Repaired repair(const Geos& geos, Polygons polygons) {
  Repaired result;
  for (Polygon& polygon : polygons) {
    tidy_ring(polygon.outer, result);
    for (Ring& hole : polygon.holes) tidy_ring(hole, result);
    const auto too_short = [](const Ring& hole) { return hole.points.size() < 4; };
    if (std::erase_if(polygon.holes, too_short) > 0) note(result, "a hole without an area was dropped");
    orient(polygon);
  }
  const auto too_short = [](const Polygon& polygon) { return polygon.outer.points.size() < 4; };
  const size_t dropped = std::erase_if(polygons, too_short);
  if (polygons.empty()) {
    result.fault = "a ring has fewer than 4 points (three corners and the first one again)";
    return result;
  }
  if (dropped > 0) note(result, "a part with fewer than 4 points was dropped");
  if (is_surely_valid(polygons) || geos.is_valid(polygons)) {
    result.polygons = std::move(polygons);
  } else {
    // What is left of a collapsed ring by rounding is a millionth of its box, no area.
    double enclosed = 0;
    for (const Polygon& polygon : polygons) {
      const Box box = box_of({polygon});
      enclosed += (box.east_deg - box.west_deg) * (box.north_deg - box.south_deg);
    }
    result.polygons = geos.make_valid(polygons);
    note(result, "rings that cross were taken apart");
    if (area_deg2(result.polygons) <= 1e-6 * enclosed) result.polygons.clear();
  }
  if (result.polygons.empty() || area_deg2(result.polygons) <= 0) {
    result.polygons.clear();
    result.fault = "its rings cross or collapse so that no area is left";
  }
  return result;
}

}  // namespace gridwall::county
