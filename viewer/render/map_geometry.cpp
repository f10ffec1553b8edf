#include "viewer/render/map_geometry.h"

#include <algorithm>
#include <cmath>

namespace gridwall::render {
namespace {

void widen(BoundsM& bounds, PointM p) {
  bounds.min_x = std::min(bounds.min_x, p.x);
  bounds.min_y = std::min(bounds.min_y, p.y);
  bounds.max_x = std::max(bounds.max_x, p.x);
  bounds.max_y = std::max(bounds.max_y, p.y);
}

BoundsM nothing() {
  return {INFINITY, INFINITY, -INFINITY, -INFINITY};
}

BoundsM or_zero(const BoundsM& bounds) {
  return bounds.min_x > bounds.max_x ? BoundsM{} : bounds;
}

}  // namespace

BoundsM bounds_of(const MapGeometry& geometry) {
  BoundsM bounds = nothing();
  for (const PointM p : geometry.vertices) widen(bounds, p);
  for (const auto& rank : geometry.lines) {
    for (const Polyline& line : rank) {
      for (const PointM p : line.points) widen(bounds, p);
    }
  }
  return or_zero(bounds);
}

double area_of_cell(const MapGeometry& geometry, std::uint32_t cell) {
  double area = 0;
  for (std::uint32_t i = geometry.cell_first_index[cell]; i + 2 < geometry.cell_first_index[cell + 1]; i += 3) {
    const PointM a = geometry.vertices[geometry.triangles[i]];
    const PointM b = geometry.vertices[geometry.triangles[i + 1]];
    const PointM c = geometry.vertices[geometry.triangles[i + 2]];
    area += std::abs((static_cast<double>(b.x) - a.x) * (static_cast<double>(c.y) - a.y) -
                     (static_cast<double>(b.y) - a.y) * (static_cast<double>(c.x) - a.x)) *
            0.5;
  }
  return area;
}

double area_of(const MapGeometry& geometry) {
  double area = 0;
  for (std::uint32_t cell = 0; cell < geometry.cell_count(); ++cell) area += area_of_cell(geometry, cell);
  return area;
}

BoundsM bounds_of_cell(const MapGeometry& geometry, std::uint32_t cell) {
  BoundsM bounds = nothing();
  for (std::uint32_t i = geometry.cell_first_index[cell]; i < geometry.cell_first_index[cell + 1]; ++i) {
    widen(bounds, geometry.vertices[geometry.triangles[i]]);
  }
  return or_zero(bounds);
}

PointPx MapView::px_from_world(PointM p) const {
  return {static_cast<float>(rect_px.x + rect_px.w * 0.5 + (p.x - center_x_m) * px_per_m),
          static_cast<float>(rect_px.y + rect_px.h * 0.5 - (p.y - center_y_m) * px_per_m)};
}

PointM MapView::world_from_px(PointPx p) const {
  const double dx_px = static_cast<double>(p.x) - rect_px.x - rect_px.w * 0.5;
  const double dy_px = static_cast<double>(p.y) - rect_px.y - rect_px.h * 0.5;
  return {static_cast<float>(center_x_m + dx_px / px_per_m), static_cast<float>(center_y_m - dy_px / px_per_m)};
}

MapView MapView::fitting(const BoundsM& bounds, RectPx rect_px, float margin_px) {
  MapView view;
  view.rect_px = rect_px;
  view.center_x_m = (static_cast<double>(bounds.min_x) + bounds.max_x) * 0.5;
  view.center_y_m = (static_cast<double>(bounds.min_y) + bounds.max_y) * 0.5;
  const double w_m = std::max(1e-3, static_cast<double>(bounds.max_x) - bounds.min_x);
  const double h_m = std::max(1e-3, static_cast<double>(bounds.max_y) - bounds.min_y);
  const double w_px = std::max(1.0, rect_px.w - 2.0 * margin_px);
  const double h_px = std::max(1.0, rect_px.h - 2.0 * margin_px);
  view.px_per_m = std::min(w_px / w_m, h_px / h_m);
  return view;
}

}  // namespace gridwall::render
