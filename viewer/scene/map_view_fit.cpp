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

// Where the county is, as a raster of its bounds with running sums: whether any of it lies in a box is four look-ups,
// however many vertices it has.
class Presence {
 public:
  Presence(std::span<const render::PointM> points, const Span& x, const Span& y)
      : x_(x), y_(y), sums_(static_cast<size_t>((kRaster + 1) * (kRaster + 1))) {
    for (const render::PointM& point : points) {
      sum(index(point.x, x_) + 1, index(point.y, y_) + 1) = 1;
    }
    for (int row = 1; row <= kRaster; ++row) {
      for (int column = 1; column <= kRaster; ++column) {
        sum(column, row) += sum(column - 1, row) + sum(column, row - 1) - sum(column - 1, row - 1);
      }
    }
  }

  bool any_within(double west, double south, double east, double north) {
    if (east < x_.low || west > x_.high || north < y_.low || south > y_.high) return false;
    const int first_column = index(west, x_), last_column = index(east, x_) + 1;
    const int first_row = index(south, y_), last_row = index(north, y_) + 1;
    return sum(last_column, last_row) - sum(first_column, last_row) - sum(last_column, first_row) +
               sum(first_column, first_row) >
           0;
  }

 private:
  static constexpr int kRaster = 160;

  static int index(double value, const Span& span) {
    const double share = (value - span.low) / std::max(1.0, span.high - span.low);
    return std::clamp(static_cast<int>(share * kRaster), 0, kRaster - 1);
  }
  int& sum(int column, int row) { return sums_[static_cast<size_t>(row * (kRaster + 1) + column)]; }

  Span x_, y_;
  std::vector<int> sums_;
};

bool is_clear(Presence& county, const render::MapView& view, std::span<const render::RectPx> obstacles,
              float margin_px) {
  return std::none_of(obstacles.begin(), obstacles.end(), [&](const render::RectPx& box) {
    const render::PointM a =
        view.world_from_px({static_cast<float>(box.x) - margin_px, static_cast<float>(box.y) - margin_px});
    const render::PointM b =
        view.world_from_px({static_cast<float>(box.right()) + margin_px, static_cast<float>(box.bottom()) + margin_px});
    return county.any_within(std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y));
  });
}

}  // namespace

MapFit fit_map_view(std::span<const render::PointM> points, const render::RectPx& rect,
                    std::span<const render::RectPx> obstacles, float margin_px) {
  Span x, y;
  for (const render::PointM& point : points) {
    x.add(point.x);
    y.add(point.y);
  }
  render::MapView view;
  view.rect_px = rect;
  if (points.empty()) return {view, 0};
  Presence county(points, x, y);
  const double wide = std::max(1.0, x.high - x.low), high = std::max(1.0, y.high - y.low);
  const double room_w = std::max(1.0, static_cast<double>(rect.w) - 2.0 * margin_px);
  const double room_h = std::max(1.0, static_cast<double>(rect.h) - 2.0 * margin_px);
  const double largest = std::min(room_w / wide, room_h / high);
  view.px_per_m = largest;
  view.center_x_m = (x.low + x.high) / 2;
  view.center_y_m = (y.low + y.high) / 2;
  MapFit best{view, 0};
  // Shares of the room that is left over beside and above the county, the middle first.
  constexpr std::array<double, 9> kPlaces = {0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1, 1};
  for (double scale = 1; scale > 0.5; scale -= 0.01) {
    view.px_per_m = largest * scale;
    if (view.px_per_m <= best.score) break;
    const double free_x = (room_w - wide * view.px_per_m) / 2, free_y = (room_h - high * view.px_per_m) / 2;
    for (const double down : kPlaces) {
      for (const double aside : kPlaces) {
        const double off_middle = std::abs(aside * free_x) / rect.w + std::abs(down * free_y) / rect.h / 2;
        const double score = view.px_per_m * (1 - off_middle);
        if (score <= best.score) continue;
        view.center_x_m = (x.low + x.high) / 2 - aside * free_x / view.px_per_m;
        view.center_y_m = (y.low + y.high) / 2 + down * free_y / view.px_per_m;
        if (is_clear(county, view, obstacles, margin_px / 2)) best = {view, score};
      }
    }
  }
  return best;
}

}  // namespace gridwall::scene
