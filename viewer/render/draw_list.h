// What is to be drawn in a UI window, as plain structs: the interface between the panels and the renderer.
// The spans are borrowed for one call of RetainedPicture::draw. Must not know ImGui or OpenGL.
#pragma once

#include <cstdint>
#include <span>

#include "viewer/render/rect.h"

namespace gridwall::render {

struct Vertex {
  float x_px, y_px;        // in the picture
  float u_texel, v_texel;  // in the texture, in texels: a texture may grow without moving what is in it
  std::uint32_t rgba;      // red in the lowest byte, straight alpha
};
static_assert(sizeof(Vertex) == 20);

struct DrawCommand {
  RectPx clip_px;
  std::uint32_t texture = 0;
  std::uint32_t first_index = 0;
  std::uint32_t index_count = 0;   // three a triangle
  std::uint32_t first_vertex = 0;  // added to every index
};

// One UI window. `id` says which window of the last frame this is; unique in a frame.
struct Window {
  std::uint64_t id = 0;
  std::span<const Vertex> vertices;
  std::span<const std::uint16_t> indices;
  std::span<const DrawCommand> commands;
};

// The hash of all that is visible of a window: positions, texels, colours, clips and textures.
std::uint64_t content_hash(const Window& window);

}  // namespace gridwall::render
