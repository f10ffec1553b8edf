#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

void add_ring(std::vector<render::Polyline>& lines, const LocalPlane& plane, const Ring& ring) {
  if (ring.points.size() < 4) return;
  render::Polyline line;
  line.closed = true;
  line.points.reserve(ring.points.size() - 1);
  for (size_t i = 0; i + 1 < ring.points.size(); ++i) line.points.push_back(to_metres(plane, ring.points[i]));
  lines.push_back(std::move(line));
}

void add_polygons(std::vector<render::Polyline>& lines, const LocalPlane& plane, const std::vector<Polygon>& polygons) {
  for (const Polygon& polygon : polygons) {
    add_ring(lines, plane, polygon.outer);
    for (const Ring& hole : polygon.holes) add_ring(lines, plane, hole);
  }
}

// Grids may share points; the renderer wants every vertex in one cell only.
void add_cells(render::MapGeometry& geometry, const LocalPlane& plane, const Triangles& triangles) {
  constexpr uint32_t kNone = 0xffffffff;
  std::vector<uint32_t> cell_of_point(triangles.points.size(), kNone);
  std::vector<uint32_t> vertex_of_point(triangles.points.size(), 0);
  geometry.triangles.reserve(triangles.indices.size());
  geometry.vertices.reserve(triangles.points.size() * 2);
  geometry.vertex_cells.reserve(triangles.points.size() * 2);
  const size_t cells = triangles.first_index_of_grid.empty() ? 0 : triangles.first_index_of_grid.size() - 1;
  for (uint32_t cell = 0; cell < cells; ++cell) {
    geometry.cell_first_index.push_back(static_cast<uint32_t>(geometry.triangles.size()));
    for (uint32_t i = triangles.first_index_of_grid[cell]; i < triangles.first_index_of_grid[cell + 1]; ++i) {
      const uint32_t point = triangles.indices[i];
      if (cell_of_point[point] != cell) {
        cell_of_point[point] = cell;
        vertex_of_point[point] = static_cast<uint32_t>(geometry.vertices.size());
        geometry.vertices.push_back(to_metres(plane, triangles.points[point]));
        geometry.vertex_cells.push_back(cell);
      }
      geometry.triangles.push_back(vertex_of_point[point]);
    }
  }
  geometry.cell_first_index.push_back(static_cast<uint32_t>(geometry.triangles.size()));
}

}  // namespace

LocalPlane plane_of(const County& county) {
  return LocalPlane(
      {(county.box.west_deg + county.box.east_deg) / 2, (county.box.south_deg + county.box.north_deg) / 2});
}

render::PointM to_metres(const LocalPlane& plane, Position position) {
  const LocalPoint point = plane.local(position);
  return {static_cast<float>(point.east_m), static_cast<float>(point.north_m)};
}

std::vector<render::Polyline> outline_of(const County& county, const LocalPlane& plane, Scope scope) {
  std::vector<render::Polyline> lines;
  if (scope.grid < county.map.grids.size()) {
    add_polygons(lines, plane, county.map.grids[scope.grid]);
  } else if (scope.grid == kNone && scope.area < county.map.areas.size()) {
    add_polygons(lines, plane, county.map.areas[scope.area]);
  }
  return lines;
}

render::MapGeometry build_geometry(const County& county) {
  render::MapGeometry geometry;
  const LocalPlane plane = plane_of(county);
  add_cells(geometry, plane, county.map.triangles);
  for (const auto& grid : county.map.grids) {
    add_polygons(geometry.lines[static_cast<size_t>(render::LineRank::kGrid)], plane, grid);
  }
  const size_t deepest = county.hierarchy.empty() ? 0 : county.hierarchy.size() - 1;
  for (size_t area = 0; area < county.map.areas.size() && area < county.areas.size(); ++area) {
    const bool is_community = deepest > 0 && county.areas[area].depth == deepest;
    // A province's prefectures hold counties: two kinds of border that must not look alike.
    const bool is_region = deepest > 1 && county.areas[area].depth == 0;
    const auto rank = is_community ? render::LineRank::kCommunity
                      : is_region  ? render::LineRank::kRegion
                                   : render::LineRank::kStreet;
    add_polygons(geometry.lines[static_cast<size_t>(rank)], plane, county.map.areas[area]);
  }
  add_polygons(geometry.lines[static_cast<size_t>(render::LineRank::kCounty)], plane, county.map.outline);
  return geometry;
}

}  // namespace gridwall::view_model
