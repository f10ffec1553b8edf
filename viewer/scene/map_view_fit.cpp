#include "viewer/scene/map_view_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace gridwall::scene {
namespace {

struct Span {
  double low = std::numeric_limits<double>::max(), high = -std::numeric_limits<double>::max();
  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

// One point a square of a coarse raster is enough to know where the county is, and keeps the search short.
std::vector<render::PointM> thinned(const render::MapGeometry& geometry, const render::BoundsM& bounds) {
  constexpr int kRaster = 160;
  const float w = std::max(1.0F, bounds.max_x - bounds.min_x), h = std::max(1.0F, bounds.max_y - bounds.min_y);
  std::vector<char> seen(kRaster * kRaster);
  std::vector<render::PointM> points;
  for (const render::PointM& point : geometry.vertices) {
    const int column = std::clamp(static_cast<int>((point.x - bounds.min_x) / w * kRaster), 0, kRaster - 1);
    const int row = std::clamp(static_cast<int>((point.y - bounds.min_y) / h * kRaster), 0, kRaster - 1);
    char& taken = seen[static_cast<size_t>(row * kRaster + column)];
    if (taken != 0) continue;
    taken = 1;
    points.push_back(point);
  }
  return points;
}

bool is_clear(const std::vector<render::PointM>& points, const render::MapView& view, std::span<const render::RectPx> obstacles,
              float margin_px) {
  for (const render::PointM& point : points) {
    const render::PointPx at = view.px_from_world(point);
    for (const render::RectPx& box : obstacles) {
      if (at.x > static_cast<float>(box.x) - margin_px && at.x < static_cast<float>(box.right()) + margin_px &&
          at.y > static_cast<float>(box.y) - margin_px && at.y < static_cast<float>(box.bottom()) + margin_px) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

render::MapView fit_map_view(const render::MapGeometry& geometry, const render::RectPx& rect,
                             std::span<const render::RectPx> obstacles, float margin_px) {
  render::BoundsM bounds;
  Span x, y;
  for (const render::PointM& point : geometry.vertices) {
    x.add(point.x);
    y.add(point.y);
  }
  render::MapView view;
  view.rect_px = rect;
  if (geometry.vertices.empty()) return view;
  bounds = {static_cast<float>(x.low), static_cast<float>(y.low), static_cast<float>(x.high), static_cast<float>(y.high)};
  const std::vector<render::PointM> points = thinned(geometry, bounds);
  const double wide = std::max(1.0, x.high - x.low), high = std::max(1.0, y.high - y.low);
  const double room_w = std::max(1.0, static_cast<double>(rect.w) - 2.0 * margin_px);
  const double room_h = std::max(1.0, static_cast<double>(rect.h) - 2.0 * margin_px);
  const double largest = std::min(room_w / wide, room_h / high);
  // Places in the room that is left over, the middle first.
  constexpr std::array<double, 7> kPlaces = {0, -0.33, 0.33, -0.66, 0.66, -1, 1};
  for (double scale = 1; scale > 0.5; scale -= 0.01) {
    view.px_per_m = largest * scale;
    const double free_x = (room_w - wide * view.px_per_m) / 2, free_y = (room_h - high * view.px_per_m) / 2;
    for (const double down : kPlaces) {
      for (const double aside : kPlaces) {
        view.center_x_m = (x.low + x.high) / 2 - aside * free_x / view.px_per_m;
        view.center_y_m = (y.low + y.high) / 2 + down * free_y / view.px_per_m;
        if (is_clear(points, view, obstacles, margin_px / 2)) return view;
      }
    }
  }
  view.px_per_m = largest;
  view.center_x_m = (x.low + x.high) / 2;
  view.center_y_m = (y.low + y.high) / 2;
  return view;
}

}  // namespace gridwall::scene
