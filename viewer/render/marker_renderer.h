// Draws markers and tracks: one instanced draw for each rectangle they are drawn into.
// UI thread, with a context current. Must not know what a marker means.
#pragma once

#include <memory>
#include <span>

#include "ingest/event/result.h"
#include "viewer/render/marker.h"

namespace gridwall::render {

class ShaderLibrary;

class MarkerRenderer {
 public:
  static Result<std::unique_ptr<MarkerRenderer>> create(ShaderLibrary& shaders);
  ~MarkerRenderer();

  // Draws the markers that touch `rects` into the bound picture, each rectangle in its own scissor.
  // `clip_px` bounds them all.
  void draw(std::span<const Marker> markers, std::span<const RectPx> bounds_px, std::span<const RectPx> rects,
            const RectPx& clip_px, SizePx picture);

 private:
  MarkerRenderer() = default;
  struct Gl;
  std::unique_ptr<Gl> gl_;
};

}  // namespace gridwall::render
