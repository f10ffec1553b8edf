#include "viewer/scene/map_camera.h"

#include <algorithm>

namespace gridwall::scene {

render::MapView MapCamera::view(const render::MapView& home) const {
  if (!moved_) return home;
  render::MapView view = home;
  view.center_x_m = center_x_m_;
  view.center_y_m = center_y_m_;
  view.px_per_m = home.px_per_m * nearer_;
  return view;
}

void MapCamera::zoom(const render::MapView& home, render::PointPx px, double factor, int64_t frame_ns) {
  render::MapView now = view(home);
  const double nearer = std::clamp(now.px_per_m / home.px_per_m * factor, 1.0, kClosest);
  if (nearer <= 1.0) return go_home();
  // In double: near, a pixel is less than what a float tells apart.
  const double off_x = px.x - (now.rect_px.x + now.rect_px.w / 2.0),
               off_y = px.y - (now.rect_px.y + now.rect_px.h / 2.0);
  const double before = 1 / now.px_per_m, after = 1 / (home.px_per_m * nearer);
  center_x_m_ = now.center_x_m + off_x * (before - after);
  center_y_m_ = now.center_y_m - off_y * (before - after);
  nearer_ = nearer;
  moved_ = true;
  touched_ns_ = frame_ns;
}

void MapCamera::go_to(double center_x_m, double center_y_m, double nearer, int64_t frame_ns) {
  center_x_m_ = center_x_m;
  center_y_m_ = center_y_m;
  nearer_ = std::clamp(nearer, 1.0, kClosest);
  moved_ = nearer_ > 1;
  touched_ns_ = frame_ns;
}

void MapCamera::drag(const render::MapView& home, const render::BoundsM& map, render::PointPx from, render::PointPx to,
                     int64_t frame_ns) {
  const render::MapView now = view(home);
  center_x_m_ = std::clamp<double>(now.center_x_m - (to.x - from.x) / now.px_per_m, map.min_x, map.max_x);
  center_y_m_ = std::clamp<double>(now.center_y_m + (to.y - from.y) / now.px_per_m, map.min_y, map.max_y);
  nearer_ = now.px_per_m / home.px_per_m;
  moved_ = true;
  touched_ns_ = frame_ns;
}

}  // namespace gridwall::scene
