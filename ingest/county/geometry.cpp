#include "ingest/county/geometry.h"

#include <algorithm>
#include <cmath>

namespace gridwall::inline county {
namespace {

bool before(Position a, Position b) {
  return a.lat_deg < b.lat_deg || (a.lat_deg == b.lat_deg && a.lon_deg < b.lon_deg);
}

bool on_segment(Position a, Position b, Position p) {
  return p.lon_deg >= std::min(a.lon_deg, b.lon_deg) && p.lon_deg <= std::max(a.lon_deg, b.lon_deg) &&
         p.lat_deg >= std::min(a.lat_deg, b.lat_deg) && p.lat_deg <= std::max(a.lat_deg, b.lat_deg) &&
         turn(a, b, p) == 0.0;
}

bool boxes_meet(Position a, Position b, Position c, Position d) {
  return std::min(a.lon_deg, b.lon_deg) <= std::max(c.lon_deg, d.lon_deg) &&
         std::min(c.lon_deg, d.lon_deg) <= std::max(a.lon_deg, b.lon_deg) &&
         std::min(a.lat_deg, b.lat_deg) <= std::max(c.lat_deg, d.lat_deg) &&
         std::min(c.lat_deg, d.lat_deg) <= std::max(a.lat_deg, b.lat_deg);
}

bool segments_meet(Position a, Position b, Position c, Position d) {
  if (!boxes_meet(a, b, c, d)) return false;
  const double c_side = turn(a, b, c);
  const double d_side = turn(a, b, d);
  if ((c_side > 0 && d_side > 0) || (c_side < 0 && d_side < 0)) return false;
  const double a_side = turn(c, d, a);
  const double b_side = turn(c, d, b);
  return !((a_side > 0 && b_side > 0) || (a_side < 0 && b_side < 0));
}

template <typename Visit>
void for_each_ring(const Polygons& polygons, Visit visit) {
  for (const Polygon& polygon : polygons) {
    visit(polygon.outer);
    for (const Ring& hole : polygon.holes) visit(hole);
  }
}

bool crosses_upward_ray(const Ring& ring, Position p) {  // odd number of edges to the right of p
  bool odd = false;
  for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
    const Position a = ring.points[i];
    const Position b = ring.points[i + 1];
    if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
    const bool upward = b.lat_deg > a.lat_deg;
    if ((turn(a, b, p) > 0) == upward) odd = !odd;
  }
  return odd;
}

struct Chord {
  double west = 0, east = 0;
};

Chord widest_chord(const Polygons& polygons, double lat) {
  std::vector<double> crossings;
  for_each_ring(polygons, [&](const Ring& ring) {
    for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
      const Position a = ring.points[i];
      const Position b = ring.points[i + 1];
      if ((a.lat_deg > lat) == (b.lat_deg > lat)) continue;
      crossings.push_back(a.lon_deg + (b.lon_deg - a.lon_deg) * (lat - a.lat_deg) / (b.lat_deg - a.lat_deg));
    }
  });
  std::sort(crossings.begin(), crossings.end());
  Chord widest;
  for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
    if (crossings[i + 1] - crossings[i] > widest.east - widest.west) widest = {crossings[i], crossings[i + 1]};
  }
  return widest;
}

Position centroid(const Polygons& polygons) {
  double area = 0, lon = 0, lat = 0;
  const Position origin = polygons.front().outer.points.front();
  for_each_ring(polygons, [&](const Ring& ring) {
    for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
      const double ax = ring.points[i].lon_deg - origin.lon_deg;
      const double ay = ring.points[i].lat_deg - origin.lat_deg;
      const double bx = ring.points[i + 1].lon_deg - origin.lon_deg;
      const double by = ring.points[i + 1].lat_deg - origin.lat_deg;
      const double cross = ax * by - bx * ay;
      area += cross;
      lon += (ax + bx) * cross;
      lat += (ay + by) * cross;
    }
  });
  if (area == 0) return origin;
  return {origin.lon_deg + lon / (3 * area), origin.lat_deg + lat / (3 * area)};
}

}  // namespace

double turn(Position a, Position b, Position c) {
  const bool swap = before(b, a);
  if (swap) std::swap(a, b);
  const double value =
      (b.lon_deg - a.lon_deg) * (c.lat_deg - a.lat_deg) - (b.lat_deg - a.lat_deg) * (c.lon_deg - a.lon_deg);
  return swap ? -value : value;
}

double signed_area_deg2(const Ring& ring) {
  double twice = 0;
  if (ring.points.empty()) return 0;
  const Position origin = ring.points.front();
  for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
    const Position a = ring.points[i];
    const Position b = ring.points[i + 1];
    twice += (a.lon_deg - origin.lon_deg) * (b.lat_deg - origin.lat_deg) -
             (b.lon_deg - origin.lon_deg) * (a.lat_deg - origin.lat_deg);
  }
  return twice / 2;
}

double area_deg2(const Polygon& polygon) {
  double area = std::abs(signed_area_deg2(polygon.outer));
  for (const Ring& hole : polygon.holes) area -= std::abs(signed_area_deg2(hole));
  return area;
}

double area_deg2(const Polygons& polygons) {
  double area = 0;
  for (const Polygon& polygon : polygons) area += area_deg2(polygon);
  return area;
}

Box empty_box() {
  return {180, 90, -180, -90};
}

void extend(Box& box, Position position) {
  box.west_deg = std::min(box.west_deg, position.lon_deg);
  box.east_deg = std::max(box.east_deg, position.lon_deg);
  box.south_deg = std::min(box.south_deg, position.lat_deg);
  box.north_deg = std::max(box.north_deg, position.lat_deg);
}

Box box_of(const Polygons& polygons) {
  Box box = empty_box();
  for (const Polygon& polygon : polygons) {
    for (const Position position : polygon.outer.points) extend(box, position);
  }
  return box;
}

void orient(Polygon& polygon) {
  if (signed_area_deg2(polygon.outer) < 0) std::reverse(polygon.outer.points.begin(), polygon.outer.points.end());
  for (Ring& hole : polygon.holes) {
    if (signed_area_deg2(hole) > 0) std::reverse(hole.points.begin(), hole.points.end());
  }
}

bool is_surely_simple(const Ring& ring) {
  const auto& points = ring.points;
  if (points.size() < 4 || points.size() > 401) return false;
  const size_t edges = points.size() - 1;
  for (size_t i = 0; i < edges; ++i) {
    // Neighbouring edges may only fold back onto each other, which is a straight turn towards the own start.
    const Position a = points[i], b = points[i + 1], c = points[(i + 2) % edges];
    if (turn(a, b, c) == 0 && (on_segment(a, b, c) || on_segment(b, c, a))) return false;
    for (size_t j = i + 2; j < edges; ++j) {
      if (i == 0 && j == edges - 1) continue;
      if (segments_meet(a, b, points[j], points[j + 1])) return false;
    }
  }
  return true;
}

bool is_on_boundary(const Polygons& polygons, Position position) {
  bool found = false;
  for_each_ring(polygons, [&](const Ring& ring) {
    for (size_t i = 0; i + 1 < ring.points.size() && !found; ++i) {
      found = on_segment(ring.points[i], ring.points[i + 1], position);
    }
  });
  return found;
}

bool contains(const Polygons& polygons, Position position) {
  if (is_on_boundary(polygons, position)) return true;
  bool odd = false;
  for_each_ring(polygons, [&](const Ring& ring) { odd ^= crosses_upward_ray(ring, position); });
  return odd;
}

Position interior_point(const Polygons& polygons) {
  const Box box = box_of(polygons);
  const Position middle = centroid(polygons);
  if (contains(polygons, middle)) {
    const Chord chord = widest_chord(polygons, middle.lat_deg);
    const double room = std::min(middle.lon_deg - chord.west, chord.east - middle.lon_deg);
    if (room > 0.15 * (box.east_deg - box.west_deg)) return middle;
  }
  Position best = middle;
  double best_width = -1;
  constexpr int kRows = 15;
  for (int row = 1; row < kRows; ++row) {
    const double lat = box.south_deg + (box.north_deg - box.south_deg) * row / kRows;
    const Chord chord = widest_chord(polygons, lat);
    const double inset = 1.0 - std::abs(2.0 * row / kRows - 1.0);  // prefers rows away from top and bottom
    const double width = (chord.east - chord.west) * (0.3 + inset);
    if (chord.east > chord.west && width > best_width) {
      best_width = width;
      best = {(chord.west + chord.east) / 2, lat};
    }
  }
  return best;
}

}  // namespace gridwall::county
