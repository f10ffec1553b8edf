// Owners of OpenGL objects: each deletes what it holds. They are counted, so that tests can find leaks.
// UI thread, with a context current. Must not know what is drawn with them.
#pragma once

#include <utility>

#include <epoxy/gl.h>

namespace gridwall::render {

// How many OpenGL objects the owners below hold in the whole program.
int live_gl_objects();

namespace detail {
GLuint make_buffer();
GLuint make_texture();
GLuint make_vertex_array();
GLuint make_framebuffer();
GLuint make_renderbuffer();
GLuint make_program();
void drop_buffer(GLuint name);
void drop_texture(GLuint name);
void drop_vertex_array(GLuint name);
void drop_framebuffer(GLuint name);
void drop_renderbuffer(GLuint name);
void drop_program(GLuint name);
}  // namespace detail

template <GLuint (*Make)(), void (*Drop)(GLuint)>
class GlObject {
 public:
  GlObject() = default;
  static GlObject make() { return GlObject(Make()); }
  GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0U)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0U);
    }
    return *this;
  }
  ~GlObject() { reset(); }

  void reset() {
    if (name_ != 0) Drop(std::exchange(name_, 0U));
  }
  GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }

 private:
  explicit GlObject(GLuint name) : name_(name) {}
  GLuint name_ = 0;
};

using Buffer = GlObject<detail::make_buffer, detail::drop_buffer>;
using Texture = GlObject<detail::make_texture, detail::drop_texture>;
using VertexArray = GlObject<detail::make_vertex_array, detail::drop_vertex_array>;
using Framebuffer = GlObject<detail::make_framebuffer, detail::drop_framebuffer>;
using Renderbuffer = GlObject<detail::make_renderbuffer, detail::drop_renderbuffer>;
using ProgramObject = GlObject<detail::make_program, detail::drop_program>;

}  // namespace gridwall::render
