#include "ingest/county/draw/cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "ingest/county/dissolve.h"

namespace gridwall::inline county::draw {
namespace {

constexpr double kPrecisionDeg = 1e-6;

uint64_t mix(uint64_t a, uint64_t b) {
  return Random(a ^ (b * 0x9e3779b97f4a7c15ULL)).next();
}
uint64_t key_of(LocalPoint p) {
  return mix(static_cast<uint64_t>(std::llround(p.east_m * 100)), static_cast<uint64_t>(std::llround(p.north_m * 100)));
}

// Midpoint displacement: appends the points after `a` up to and including `b`.
void bend(LocalPoint a, LocalPoint b, int depth, uint64_t seed, std::vector<LocalPoint>& out) {
  const double east = b.east_m - a.east_m, north = b.north_m - a.north_m;
  if (depth == 0 || std::hypot(east, north) < 120) {
    out.push_back(b);
    return;
  }
  const double amount = (Random(mix(seed, key_of(a) ^ key_of(b))).unit() - 0.5) * 0.16;
  const LocalPoint middle{(a.east_m + b.east_m) / 2 - north * amount, (a.north_m + b.north_m) / 2 + east * amount};
  bend(a, middle, depth - 1, seed, out);
  bend(middle, b, depth - 1, seed, out);
}

std::vector<std::vector<LocalPoint>> voronoi_edges(const Geos& geos, const std::vector<Site>& sites, LocalPoint low,
                                                   LocalPoint high) {
  // The Positions handed to GEOS here are metres.
  std::vector<Position> points;
  for (const Site& site : sites) points.push_back({site.at.east_m, site.at.north_m});
  const double margin = std::max(high.east_m - low.east_m, high.north_m - low.north_m);
  const Geos::Geometry frame =
      geos.from_line({{low.east_m - margin, low.north_m - margin}, {high.east_m + margin, high.north_m + margin}});
  Geos::Geometry cloud = points.size() > 1 ? geos.from_line(points) : geos.wrap(nullptr);
  std::vector<std::vector<LocalPoint>> edges;
  if (!cloud) return edges;
  const Geos::Geometry diagram = geos.wrap(GEOSVoronoiDiagram_r(geos.context(), cloud.get(), frame.get(), 0.0, 1));
  if (!diagram) return edges;
  for (const auto& line : geos.to_lines(diagram.get())) {
    for (size_t i = 0; i + 1 < line.size(); ++i) {
      edges.push_back({{line[i].lon_deg, line[i].lat_deg}, {line[i + 1].lon_deg, line[i + 1].lat_deg}});
    }
  }
  return edges;
}

Position rounded(Position p) {
  return {std::round(p.lon_deg * 1e6) / 1e6, std::round(p.lat_deg * 1e6) / 1e6};
}

// All pieces between the bent edges and the outline.
Polygons cut_faces(const Geos& geos, const Polygons& outline, const std::vector<std::vector<LocalPoint>>& edges,
                   const LocalPlane& plane, uint64_t seed, int bends) {
  std::vector<Geos::Geometry> lines;
  for (const auto& edge : edges) {
    // Always from the lower end, so that both neighbours bend the edge in the same way.
    LocalPoint a = edge.front(), b = edge.back();
    if (std::tie(b.east_m, b.north_m) < std::tie(a.east_m, a.north_m)) std::swap(a, b);
    std::vector<LocalPoint> bent = {a};
    bend(a, b, bends, seed, bent);
    std::vector<Position> points;
    for (const LocalPoint point : bent) points.push_back(rounded(plane.position(point)));
    lines.push_back(geos.from_line(points));
  }
  for (const Polygon& polygon : outline) {
    lines.push_back(geos.from_line(polygon.outer.points));
    for (const Ring& hole : polygon.holes) lines.push_back(geos.from_line(hole.points));
  }
  const Geos::Geometry all = geos.collection(std::move(lines));
  if (!all) return {};
  const Geos::Geometry noded = geos.wrap(GEOSUnaryUnionPrec_r(geos.context(), all.get(), kPrecisionDeg));
  if (!noded) return {};
  const GEOSGeometry* const input[] = {noded.get()};
  const Geos::Geometry faces = geos.wrap(GEOSPolygonize_r(geos.context(), input, 1));
  Polygons inside;
  for (Polygon& face : geos.to_polygons(faces.get())) {
    const auto round_ring = [](Ring& ring) {
      std::transform(ring.points.begin(), ring.points.end(), ring.points.begin(), rounded);
    };
    round_ring(face.outer);
    for (Ring& hole : face.holes) round_ring(hole);
    if (contains(outline, interior_point({face}))) inside.push_back(std::move(face));
  }
  return inside;
}

uint32_t nearest_site(const std::vector<Site>& sites, LocalPoint point) {
  uint32_t best = 0;
  double best_distance = 1e30;
  for (uint32_t i = 0; i < sites.size(); ++i) {
    const double distance = std::hypot(sites[i].at.east_m - point.east_m, sites[i].at.north_m - point.north_m);
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}

struct FaceBorder {
  uint32_t a, b;  // faces
  double length_deg;
};

std::vector<FaceBorder> face_borders(const Polygons& faces) {
  using Key = std::tuple<double, double, double, double>;
  std::map<Key, uint32_t> open;
  std::vector<FaceBorder> borders;
  for (uint32_t face = 0; face < faces.size(); ++face) {
    const auto add_ring = [&](const Ring& ring) {
      for (size_t i = 0; i + 1 < ring.points.size(); ++i) {
        Position a = ring.points[i], b = ring.points[i + 1];
        if (std::tie(b.lon_deg, b.lat_deg) < std::tie(a.lon_deg, a.lat_deg)) std::swap(a, b);
        const auto [entry, is_new] = open.try_emplace(Key{a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg}, face);
        if (is_new || entry->second == face) continue;
        borders.push_back({entry->second, face, std::hypot(b.lon_deg - a.lon_deg, b.lat_deg - a.lat_deg)});
      }
    };
    add_ring(faces[face].outer);
    for (const Ring& hole : faces[face].holes) add_ring(hole);
  }
  return borders;
}

// Gives pieces that lie apart from the main piece of their site to the neighbour they border on most.
void reassign_loose_faces(const Polygons& faces, const std::vector<FaceBorder>& borders, size_t sites,
                          std::vector<uint32_t>& owner) {
  for (int round = 0; round < 8; ++round) {
    std::vector<int64_t> main_face(sites, -1);
    for (uint32_t face = 0; face < faces.size(); ++face) {
      int64_t& main = main_face[owner[face]];
      if (main < 0 || area_deg2(faces[face]) > area_deg2(faces[static_cast<size_t>(main)])) main = face;
    }
    // A face hangs together with its site's main face when a chain of borders leads there.
    std::vector<bool> attached(faces.size(), false);
    for (const int64_t main : main_face) {
      if (main >= 0) attached[static_cast<size_t>(main)] = true;
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const FaceBorder& border : borders) {
        if (owner[border.a] != owner[border.b] || attached[border.a] == attached[border.b]) continue;
        attached[border.a] = attached[border.b] = true;
        changed = true;
      }
    }
    std::map<uint32_t, std::map<uint32_t, double>> length_to;  // loose face -> site -> length
    for (const FaceBorder& border : borders) {
      if (!attached[border.a] && attached[border.b]) length_to[border.a][owner[border.b]] += border.length_deg;
      if (!attached[border.b] && attached[border.a]) length_to[border.b][owner[border.a]] += border.length_deg;
    }
    if (length_to.empty()) return;  // what is still loose is an island
    for (const auto& [face, lengths] : length_to) {
      owner[face] = std::max_element(lengths.begin(), lengths.end(), [](const auto& x, const auto& y) {
                      return x.second < y.second;
                    })->first;
    }
  }
}

}  // namespace

Cells cut_cells(const Geos& geos, const Polygons& outline, const std::vector<Site>& sites, const LocalPlane& plane,
                uint64_t seed, int bends) {
  const Box box = box_of(outline);
  const auto edges = voronoi_edges(geos, sites, plane.local({box.west_deg, box.south_deg}),
                                   plane.local({box.east_deg, box.north_deg}));
  const Polygons faces = cut_faces(geos, outline, edges, plane, seed, bends);
  std::vector<uint32_t> owner;
  for (const Polygon& face : faces) owner.push_back(nearest_site(sites, plane.local(interior_point({face}))));
  const std::vector<FaceBorder> between = face_borders(faces);
  reassign_loose_faces(faces, between, sites.size(), owner);

  Cells cells;
  std::vector<Polygons> pieces(sites.size());
  for (size_t face = 0; face < faces.size(); ++face) pieces[owner[face]].push_back(faces[face]);
  for (const Polygons& own : pieces) {
    std::vector<Polygons> single;
    for (const Polygon& piece : own) single.push_back({piece});
    std::vector<const Polygons*> members;
    for (const Polygons& piece : single) members.push_back(&piece);
    cells.polygons.push_back(own.size() <= 1 ? own : dissolve(geos, members));
  }
  std::map<std::pair<uint32_t, uint32_t>, double> length;
  for (const FaceBorder& border : between) {
    const auto [a, b] = std::minmax(owner[border.a], owner[border.b]);
    if (a != b) length[{a, b}] += border.length_deg;
  }
  for (const auto& [pair, length_deg] : length) cells.borders.push_back({pair.first, pair.second, length_deg});
  return cells;
}

}  // namespace gridwall::county::draw
