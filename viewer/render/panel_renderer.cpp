#include "viewer/render/panel_renderer.h"

#include <cstddef>
#include <map>
#include <vector>

#include "viewer/render/gl_state.h"
#include "viewer/render/shader_library.h"

namespace gridwall::render {
namespace {

struct Batch {
  RectPx scissor;
  std::uint32_t texture;
  std::size_t first_index;
  std::size_t index_count;
};

struct CoverageTexture {
  Texture texture;
  int width = 0;
  int height = 0;
};

}  // namespace

struct PanelRenderer::Gl {
  const Program* program = nullptr;
  VertexArray array;
  Buffer vertices, indices;
  std::map<std::uint32_t, CoverageTexture> textures;
  std::vector<Vertex> gathered_vertices;
  std::vector<std::uint32_t> gathered_indices;
  std::vector<Batch> batches;

  void gather(const Window& window, const DrawElement& element) {
    const std::uint16_t* indices16 = window.indices.data() + element.first_index;
    const Vertex* corners = window.vertices.data() + element.first_vertex;
    const auto base = static_cast<std::uint32_t>(gathered_vertices.size());
    gathered_vertices.insert(gathered_vertices.end(),
                             {corners[indices16[0]], corners[indices16[1]], corners[indices16[2]]});
    gathered_indices.insert(gathered_indices.end(), {base, base + 1, base + 2});
    if (element.index_count == 6) {
      gathered_vertices.push_back(corners[indices16[5]]);
      gathered_indices.insert(gathered_indices.end(), {base, base + 2, base + 3});
    }
  }
};

PanelRenderer::~PanelRenderer() = default;

Result<std::unique_ptr<PanelRenderer>> PanelRenderer::create(ShaderLibrary& shaders) {
  Result<const Program*> program = shaders.program("panel");
  if (!program) return program.error();
  std::unique_ptr<PanelRenderer> renderer(new PanelRenderer);
  renderer->gl_ = std::make_unique<Gl>();
  Gl& gl = *renderer->gl_;
  gl.program = *program;
  gl.array = VertexArray::make();
  gl.vertices = Buffer::make();
  gl.indices = Buffer::make();
  glBindVertexArray(gl.array.name());
  glBindBuffer(GL_ARRAY_BUFFER, gl.vertices.name());
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, gl.indices.name());
  const auto at = [](std::size_t offset) { return reinterpret_cast<const void*>(offset); };
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), at(offsetof(Vertex, x_px)));
  glEnableVertexAttribArray(1);
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), at(offsetof(Vertex, u_texel)));
  glEnableVertexAttribArray(2);
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Vertex), at(offsetof(Vertex, rgba)));
  glBindVertexArray(0);
  return renderer;
}

bool PanelRenderer::has_texture(std::uint32_t id) const {
  return gl_->textures.contains(id);
}

void PanelRenderer::set_texture(std::uint32_t id, int width, int height, const std::uint8_t* texels, int first_row,
                                int end_row) {
  CoverageTexture& texture = gl_->textures[id];
  if (!texture.texture) texture.texture = Texture::make();
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture.texture.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (texture.width != width || texture.height != height) {
    set_nearest();
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, nullptr);
    texture.width = width;
    texture.height = height;
  }
  if (end_row > first_row) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, first_row, width, end_row - first_row, GL_RED, GL_UNSIGNED_BYTE,
                    texels + static_cast<std::ptrdiff_t>(first_row) * width);
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void PanelRenderer::draw(const Window& window, std::span<const DrawElement> elements, std::span<const RectPx> rects,
                         SizePx picture) {
  Gl& gl = *gl_;
  gl.gathered_vertices.clear();
  gl.gathered_indices.clear();
  gl.batches.clear();
  for (const RectPx& rect : rects) {
    bool fresh = true;  // rectangles never share a batch
    for (const DrawElement& element : elements) {
      if (!rect.overlaps(element.bounds_px)) continue;
      // The clip only matters to elements it cuts; all others share the rectangle's scissor and one draw.
      const RectPx scissor = element.clipped ? intersect(rect, element.clip_px) : rect;
      if (fresh || gl.batches.back().scissor != scissor || gl.batches.back().texture != element.texture) {
        gl.batches.push_back({scissor, element.texture, gl.gathered_indices.size(), 0});
        fresh = false;
      }
      gl.gather(window, element);
      gl.batches.back().index_count += element.index_count;
    }
  }
  if (gl.batches.empty()) return;

  glBindVertexArray(gl.array.name());
  upload(GL_ARRAY_BUFFER, gl.vertices, std::span<const Vertex>(gl.gathered_vertices), GL_STREAM_DRAW);
  upload(GL_ELEMENT_ARRAY_BUFFER, gl.indices, std::span<const std::uint32_t>(gl.gathered_indices), GL_STREAM_DRAW);
  gl.program->use();
  glUniform2f(gl.program->uniform("u_picture_px"), static_cast<float>(picture.w), static_cast<float>(picture.h));
  glUniform1i(gl.program->uniform("u_coverage"), 0);
  glActiveTexture(GL_TEXTURE0);
  glEnable(GL_BLEND);
  // The picture stays opaque whatever is drawn on it.
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  for (const Batch& batch : gl.batches) {
    const auto texture = gl.textures.find(batch.texture);
    if (texture == gl.textures.end()) continue;
    glBindTexture(GL_TEXTURE_2D, texture->second.texture.name());
    glScissor(batch.scissor.x, batch.scissor.y, batch.scissor.w, batch.scissor.h);
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(batch.index_count), GL_UNSIGNED_INT,
                   reinterpret_cast<const void*>(batch.first_index * sizeof(std::uint32_t)));
  }
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  glBindVertexArray(0);
}

}  // namespace gridwall::render
