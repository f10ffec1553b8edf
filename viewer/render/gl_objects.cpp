#include "viewer/render/gl_objects.h"

namespace gridwall::render {
namespace {
int live_count = 0;

template <typename Generate>
GLuint generate_one(Generate generate) {
  GLuint name = 0;
  generate(1, &name);
  if (name != 0) ++live_count;
  return name;
}

template <typename Delete>
void delete_one(Delete drop, GLuint name) {
  drop(1, &name);
  --live_count;
}
}  // namespace

int live_gl_objects() {
  return live_count;
}

namespace detail {
// epoxy's entry points are macros over function pointers that are resolved on first use.
GLuint make_buffer() {
  return generate_one([](GLsizei n, GLuint* names) { glGenBuffers(n, names); });
}
GLuint make_texture() {
  return generate_one([](GLsizei n, GLuint* names) { glGenTextures(n, names); });
}
GLuint make_vertex_array() {
  return generate_one([](GLsizei n, GLuint* names) { glGenVertexArrays(n, names); });
}
GLuint make_framebuffer() {
  return generate_one([](GLsizei n, GLuint* names) { glGenFramebuffers(n, names); });
}
GLuint make_renderbuffer() {
  return generate_one([](GLsizei n, GLuint* names) { glGenRenderbuffers(n, names); });
}
GLuint make_program() {
  return generate_one([](GLsizei, GLuint* names) { *names = glCreateProgram(); });
}

void drop_buffer(GLuint name) {
  delete_one([](GLsizei n, const GLuint* names) { glDeleteBuffers(n, names); }, name);
}
void drop_texture(GLuint name) {
  delete_one([](GLsizei n, const GLuint* names) { glDeleteTextures(n, names); }, name);
}
void drop_vertex_array(GLuint name) {
  delete_one([](GLsizei n, const GLuint* names) { glDeleteVertexArrays(n, names); }, name);
}
void drop_framebuffer(GLuint name) {
  delete_one([](GLsizei n, const GLuint* names) { glDeleteFramebuffers(n, names); }, name);
}
void drop_renderbuffer(GLuint name) {
  delete_one([](GLsizei n, const GLuint* names) { glDeleteRenderbuffers(n, names); }, name);
}
void drop_program(GLuint name) {
  delete_one([](GLsizei, const GLuint* names) { glDeleteProgram(*names); }, name);
}
}  // namespace detail

}  // namespace gridwall::render
