// Draws the alarms over the map, and says what of its marks can be pressed. UI thread. Must not know what an alarm is.
#pragma once

#include <span>
#include <string>

#include "viewer/block/canvas.h"

namespace gridwall::panel {

// A pin that stands on a point, or only a place that can be pressed.
struct MapMark {
  float x_px = 0, y_px = 0;
  block::Mark badge{};  // of no shape: the map has drawn it already
  std::string count{};  // beside the pin
  bool selected = false;
  view_model::Action press{};
};
float pin_height(const block::Pens& pens);  // above its point
void draw_map_marks(const block::Pens& pens, const char* window, const render::RectPx& rect,
                    std::span<const MapMark> marks);

}  // namespace gridwall::panel
