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
  bool plate = false;  // a plate on its point instead of a pin above it; nothing to press
  view_model::Action press{};
};
// A line between two points, with a word at its end.
struct MapLine {
  float x1_px = 0, y1_px = 0, x2_px = 0, y2_px = 0;
  std::string word{};
  bool strong = false;
};
void draw_map_lines(const block::Pens& pens, const char* window, const render::RectPx& rect,
                    std::span<const MapLine> lines);

float pin_height(const block::Pens& pens);  // above its point
void draw_map_marks(const block::Pens& pens, const char* window, const render::RectPx& rect,
                    std::span<const MapMark> marks);

}  // namespace gridwall::panel
