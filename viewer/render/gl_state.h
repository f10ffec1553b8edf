// Small operations shared by all renderers: uploading, texture parameters, framebuffers, colours. Private to
// viewer/render. UI thread, with a context current.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ingest/event/result.h"
#include "viewer/render/gl_objects.h"

namespace gridwall::render {

struct Color {
  float r, g, b, a;
};

inline Color unpack(std::uint32_t rgba) {
  const auto part = [rgba](int shift) { return static_cast<float>((rgba >> shift) & 0xFFU) / 255.0F; };
  return {part(0), part(8), part(16), part(24)};
}

// Leaves the buffer bound to `target`. The whole content is replaced, so nothing waits for draws under way.
template <typename T>
void upload(GLenum target, const Buffer& buffer, std::span<const T> values, GLenum usage) {
  glBindBuffer(target, buffer.name());
  glBufferData(target, static_cast<GLsizeiptr>(values.size_bytes()), values.empty() ? nullptr : values.data(), usage);
}

inline void set_nearest() {
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

// Makes `framebuffer` draw into `texture`; `what` names it in the error.
inline Status attach(Framebuffer& framebuffer, const Texture& texture, const char* what) {
  framebuffer = Framebuffer::make();
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture.name(), 0);
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (status == GL_FRAMEBUFFER_COMPLETE) return Done{};
  return Error{ErrorCode::kUnavailable, std::string("the graphics driver refuses a framebuffer for ") + what +
                                            " (status " + std::to_string(status) + "); is the size too large for it?"};
}

}  // namespace gridwall::render
