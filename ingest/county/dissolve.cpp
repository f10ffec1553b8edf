#include "ingest/county/dissolve.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_map>

namespace gridwall::inline county {
namespace {

struct PositionHash {
  size_t operator()(Position p) const {
    const uint64_t lon = std::bit_cast<uint64_t>(p.lon_deg) * 0x9e3779b97f4a7c15ULL;
    const uint64_t lat = std::bit_cast<uint64_t>(p.lat_deg) * 0xc2b2ae3d27d4eb4fULL;
    const uint64_t mixed = lon ^ std::rotl(lat, 29);
    return static_cast<size_t>(mixed ^ (mixed >> 31));
  }
};
struct SamePosition {
  bool operator()(Position a, Position b) const { return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg; }
};

struct Edge {
  uint32_t from, to;
};

// Directed edges, the area on their left, that no other member runs the other way. Sorted by their start.
struct BorderEdges {
  std::vector<Position> points;
  std::vector<Edge> edges;
  bool is_coverage = true;  // false when two members run along the same edge in the same direction: they overlap
};

BorderEdges border_edges(std::span<const Polygons* const> members) {
  BorderEdges border;
  std::unordered_map<Position, uint32_t, PositionHash, SamePosition> index_of;
  size_t count = 0;
  for (const Polygons* member : members) {
    for (const Polygon& polygon : *member) count += polygon.outer.points.size();
  }
  index_of.reserve(count);
  std::vector<Edge> all;
  all.reserve(count * 2);
  const auto add_ring = [&](const Ring& ring) {
    uint32_t previous = 0;
    for (size_t i = 0; i < ring.points.size(); ++i) {
      const auto [entry, is_new] = index_of.try_emplace(ring.points[i], static_cast<uint32_t>(border.points.size()));
      if (is_new) border.points.push_back(ring.points[i]);
      if (i > 0 && previous != entry->second) all.push_back({previous, entry->second});
      previous = entry->second;
    }
  };
  for (const Polygons* member : members) {
    for (const Polygon& polygon : *member) {
      add_ring(polygon.outer);
      for (const Ring& hole : polygon.holes) add_ring(hole);
    }
  }
  // Sorts an edge and its opposite next to each other.
  const auto low = [](Edge e) { return std::min(e.from, e.to); };
  const auto high = [](Edge e) { return std::max(e.from, e.to); };
  std::sort(all.begin(), all.end(), [&](Edge a, Edge b) {
    return low(a) != low(b) ? low(a) < low(b) : high(a) != high(b) ? high(a) < high(b) : a.from < b.from;
  });
  for (size_t i = 0; i < all.size();) {
    size_t end = i;
    while (end < all.size() && low(all[end]) == low(all[i]) && high(all[end]) == high(all[i])) ++end;
    if (end - i == 1) {
      border.edges.push_back(all[i]);
    } else if (end - i != 2 || all[i].from == all[i + 1].from) {
      border.is_coverage = false;
    }
    i = end;
  }
  std::sort(border.edges.begin(), border.edges.end(),
            [](Edge a, Edge b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
  return border;
}

// Rings without a point twice; where several meet in a point, a loop is cut off as soon as it is closed.
std::vector<Ring> rings_of(const BorderEdges& border) {
  std::vector<Ring> rings;
  std::vector<uint32_t> first(border.points.size() + 1, 0);
  for (const Edge& edge : border.edges) ++first[edge.from + 1];
  for (size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<uint32_t> next(first.begin(), first.end() - 1);  // first unused edge of each point
  std::vector<int32_t> place_on_path(border.points.size(), -1);
  std::vector<uint32_t> path;
  for (const Edge& start : border.edges) {
    uint32_t at = start.from;
    while (next[at] < first[at + 1]) {
      place_on_path[at] = static_cast<int32_t>(path.size());
      path.push_back(at);
      at = border.edges[next[at]++].to;
      if (place_on_path[at] < 0) continue;
      Ring ring;
      const auto loop_start = static_cast<size_t>(place_on_path[at]);
      for (size_t i = loop_start; i < path.size(); ++i) {
        ring.points.push_back(border.points[path[i]]);
        place_on_path[path[i]] = -1;
      }
      ring.points.push_back(border.points[at]);
      path.resize(loop_start);
      rings.push_back(std::move(ring));
    }
    for (const uint32_t point : path) place_on_path[point] = -1;
    path.clear();
  }
  return rings;
}

Polygons polygons_of(std::vector<Ring> rings) {
  Polygons polygons;
  std::vector<Ring> holes;
  for (Ring& ring : rings) {
    if (signed_area_deg2(ring) > 0) {
      polygons.push_back({std::move(ring), {}});
    } else {
      holes.push_back(std::move(ring));
    }
  }
  for (Ring& hole : holes) {
    Polygon* owner = nullptr;
    for (Polygon& polygon : polygons) {
      const Polygons shell = {{polygon.outer, {}}};
      // A hole may touch its shell in a point; one of its points lies truly inside.
      const bool inside = std::any_of(hole.points.begin(), hole.points.end(),
                                      [&](Position p) { return contains(shell, p) && !is_on_boundary(shell, p); });
      if (!inside) continue;
      if (!owner || area_deg2(Polygon{polygon.outer, {}}) < area_deg2(Polygon{owner->outer, {}})) owner = &polygon;
    }
    if (owner) owner->holes.push_back(std::move(hole));
  }
  return polygons;
}

}  // namespace

Polygons dissolve(const Geos& geos, std::span<const Polygons* const> members) {
  if (members.size() == 1) return *members.front();
  const BorderEdges border = border_edges(members);
  if (border.is_coverage) {
    Polygons result = polygons_of(rings_of(border));
    double area = 0;
    for (const Polygons* member : members) area += area_deg2(*member);
    const bool same_area = std::abs(area_deg2(result) - area) <= 1e-9 * area;
    if (!result.empty() && same_area && geos.is_valid(result)) return result;
  }
  Polygons all;
  for (const Polygons* member : members) all.insert(all.end(), member->begin(), member->end());
  return geos.unite(all);
}

}  // namespace gridwall::county
