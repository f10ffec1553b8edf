// Markers on the map: incidents, teams, workers and the trail behind them. Plain structs in pixels.
#pragma once

#include <cstdint>

#include "viewer/render/rect.h"

namespace gridwall::render {

enum class MarkerShape : std::uint8_t { kDot, kSquare, kDiamond, kTriangle, kRing, kTrack };

// One instance of the marker draw. A track is a chain of kTrack instances, each from (x, y) to (x2, y2).
struct Marker {
  MarkerShape shape = MarkerShape::kDot;
  float x_px = 0, y_px = 0;    // centre, or where a piece of track begins
  float x2_px = 0, y2_px = 0;  // kTrack only: where it ends
  float size_px = 8;           // width of the shape; of the line for kTrack and kRing's stroke is a sixth of it
  std::uint32_t rgba = 0xFFFFFFFF;
  std::uint32_t end_rgba = 0;   // kTrack only: the colour at (x2, y2), so that a trail fades
  std::uint32_t halo_rgba = 0;  // a rim around the shape; alpha 0 for none
  float halo_px = 0;
  float pulse = 0;     // 0 none; else a ring growing from the shape (0+) and gone at 1
  float pulse_px = 0;  // how far that ring grows
};

// The pixels a marker can touch.
RectPx marker_bounds_px(const Marker& marker);

}  // namespace gridwall::render
