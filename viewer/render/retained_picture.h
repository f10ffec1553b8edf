// The picture of the wall, kept in an offscreen framebuffer from frame to frame. A frame passes all its layers; only
// where they differ from the last frame's they are drawn, from the bottom layer up. Drawing everything gives the same
// pixels. UI thread, with a context current. After the context is lost: destroy, and create again with the new context.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/render/layer.h"

namespace gridwall::render {

class PanelRenderer;
class ShaderLibrary;

struct FrameReport {
  bool changed = false;
  std::span<const RectPx> rects;  // what was drawn again; valid until the next draw
  long pixels = 0;                // their area
};

class RetainedPicture {
 public:
  static Result<std::unique_ptr<RetainedPicture>> create(ShaderLibrary& shaders, SizePx size,
                                                         std::uint32_t ground_rgba);
  ~RetainedPicture();

  PanelRenderer& panels();
  SizePx size() const;
  std::uint32_t framebuffer() const;  // OpenGL's name of it, for Surface::present

  // Draws what differs. The first call, and the first after resize(), draws everything.
  Result<FrameReport> draw(std::span<const Layer> layers);
  // Draws everything, whatever was drawn before.
  Result<FrameReport> draw_all(std::span<const Layer> layers);

  Status resize(SizePx size);

  // RGBA, top row first. Waits for the picture to be finished.
  std::vector<std::uint8_t> read_pixels() const;

 private:
  RetainedPicture() = default;
  struct Parts;
  Result<FrameReport> draw_damage(std::span<const Layer> layers);
  std::unique_ptr<Parts> parts_;
};

}  // namespace gridwall::render
