// Where somebody moved the map to: a view of his own, until it goes home to the one that shows all that is looked at.
// Pure; UI thread. Must not know input devices.
#pragma once

#include <cstdint>

#include "viewer/render/map_geometry.h"

namespace gridwall::scene {

class MapCamera {
 public:
  static constexpr int64_t kHomeNs = 180'000'000'000;  // after nobody touched it for three minutes
  static constexpr double kClosest = 60;               // times as near as at home

  bool moved() const { return moved_; }
  // The view to show in the room of `home`, which shows everything.
  render::MapView view(const render::MapView& home) const;

  // Nearer by a factor above 1, farther below; what lies under `px` stays there. Never farther than at home.
  void zoom(const render::MapView& home, render::PointPx px, double factor, int64_t frame_ns);
  // What lay under `from` comes to lie under `to`; the middle of the view stays over the map.
  void drag(const render::MapView& home, const render::BoundsM& map, render::PointPx from, render::PointPx to,
            int64_t frame_ns);
  void go_to(double center_x_m, double center_y_m, double nearer, int64_t frame_ns);
  void go_home() { moved_ = false; }
  // When it goes home by itself; INT64_MAX when it is there.
  int64_t home_at_ns() const { return moved_ ? touched_ns_ + kHomeNs : INT64_MAX; }

 private:
  bool moved_ = false;
  double center_x_m_ = 0, center_y_m_ = 0, nearer_ = 1;
  int64_t touched_ns_ = 0;  // on the frame clock
};

}  // namespace gridwall::scene
