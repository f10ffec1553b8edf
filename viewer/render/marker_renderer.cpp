#include "viewer/render/marker_renderer.h"

#include <cmath>
#include <vector>

#include "viewer/render/gl_state.h"
#include "viewer/render/shader_library.h"

namespace gridwall::render {
namespace {

struct Instance {
  float ends_px[4];
  float size_halo_pulse[4];
  std::uint32_t shape_colors[4];
};

}  // namespace

RectPx marker_bounds_px(const Marker& m) {
  float reach = m.size_px * 0.5F + m.halo_px + 2.0F;
  if (m.shape != MarkerShape::kTrack && m.pulse > 0) reach += m.pulse_px + 1.0F;
  const bool track = m.shape == MarkerShape::kTrack;
  const float left = std::fmin(m.x_px, track ? m.x2_px : m.x_px) - reach;
  const float right = std::fmax(m.x_px, track ? m.x2_px : m.x_px) + reach;
  const float top = std::fmin(m.y_px, track ? m.y2_px : m.y_px) - reach;
  const float bottom = std::fmax(m.y_px, track ? m.y2_px : m.y_px) + reach;
  const auto whole = [](float v) { return static_cast<int>(std::fmin(std::fmax(v, -1e6F), 1e6F)); };
  const int x = whole(std::floor(left));
  const int y = whole(std::floor(top));
  return {x, y, whole(std::ceil(right)) - x, whole(std::ceil(bottom)) - y};
}

struct MarkerRenderer::Gl {
  const Program* program = nullptr;
  VertexArray array;
  Buffer instances;
  std::vector<Instance> gathered;
  std::vector<std::pair<RectPx, std::pair<GLint, GLsizei>>> batches;  // scissor, first and count
};

MarkerRenderer::~MarkerRenderer() = default;

Result<std::unique_ptr<MarkerRenderer>> MarkerRenderer::create(ShaderLibrary& shaders) {
  Result<const Program*> program = shaders.program("marker");
  if (!program) return program.error();
  std::unique_ptr<MarkerRenderer> renderer(new MarkerRenderer);
  renderer->gl_ = std::make_unique<Gl>();
  Gl& gl = *renderer->gl_;
  gl.program = *program;
  gl.array = VertexArray::make();
  gl.instances = Buffer::make();
  glBindVertexArray(gl.array.name());
  for (GLuint attribute = 0; attribute < 3; ++attribute) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
  return renderer;
}

void MarkerRenderer::draw(std::span<const Marker> markers, std::span<const RectPx> bounds_px,
                          std::span<const RectPx> rects, const RectPx& clip_px, SizePx picture) {
  Gl& gl = *gl_;
  gl.gathered.clear();
  gl.batches.clear();
  for (const RectPx& rect : rects) {
    const RectPx scissor = intersect(rect, clip_px);
    if (scissor.empty()) continue;
    const auto first = static_cast<GLint>(gl.gathered.size());
    for (std::size_t i = 0; i < markers.size(); ++i) {
      if (!scissor.overlaps(bounds_px[i])) continue;
      const Marker& m = markers[i];
      gl.gathered.push_back({{m.x_px, m.y_px, m.x2_px, m.y2_px},
                             {m.size_px, m.halo_px, m.pulse, m.pulse_px},
                             {static_cast<std::uint32_t>(m.shape), m.rgba, m.end_rgba, m.halo_rgba}});
    }
    const auto count = static_cast<GLsizei>(gl.gathered.size()) - first;
    if (count > 0) gl.batches.push_back({scissor, {first, count}});
  }
  if (gl.batches.empty()) return;

  glBindVertexArray(gl.array.name());
  upload(GL_ARRAY_BUFFER, gl.instances, std::span<const Instance>(gl.gathered), GL_STREAM_DRAW);
  gl.program->use();
  glUniform2f(gl.program->uniform("u_picture_px"), static_cast<float>(picture.w), static_cast<float>(picture.h));
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  for (const auto& [scissor, range] : gl.batches) {
    // OpenGL 3.3 cannot begin at an instance: the attributes are pointed at the first one instead.
    // An offset into the buffer, which OpenGL takes as a pointer: added up as a number, since there is no array there.
    const std::uintptr_t first = static_cast<std::uintptr_t>(range.first) * sizeof(Instance);
    const auto at = [&](std::uintptr_t offset) { return reinterpret_cast<const void*>(first + offset); };
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(Instance), at(0));
    glVertexAttribPointer(1, 4, GL_FLOAT, GL_FALSE, sizeof(Instance), at(16));
    glVertexAttribIPointer(2, 4, GL_UNSIGNED_INT, sizeof(Instance), at(32));
    glScissor(scissor.x, scissor.y, scissor.w, scissor.h);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, range.second);
  }
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  glBindVertexArray(0);
}

}  // namespace gridwall::render
