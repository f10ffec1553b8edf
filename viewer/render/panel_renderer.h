// Draws UI draw lists: of each window only the elements that touch a rectangle, in that rectangle's scissor.
// UI thread, with a context current. Must not know ImGui or what the windows show.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "ingest/event/result.h"
#include "viewer/render/draw_list_diff.h"

namespace gridwall::render {

class ShaderLibrary;

class PanelRenderer {
 public:
  static Result<std::unique_ptr<PanelRenderer>> create(ShaderLibrary& shaders);
  ~PanelRenderer();

  // A texture of coverage, one byte a texel, that draw commands name by `id`. A call with another size creates it again
  // (all rows must then be given); otherwise rows [first_row, end_row) of `texels` (the whole image) are uploaded.
  void set_texture(std::uint32_t id, int width, int height, const std::uint8_t* texels, int first_row, int end_row);
  bool has_texture(std::uint32_t id) const;

  void draw(const Window& window, std::span<const DrawElement> elements, std::span<const RectPx> rects, SizePx picture);

 private:
  PanelRenderer() = default;
  struct Gl;
  std::unique_ptr<Gl> gl_;
};

}  // namespace gridwall::render
