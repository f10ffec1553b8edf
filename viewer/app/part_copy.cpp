#include "viewer/app/part_copy.h"

#include <cstdlib>
#include <cstring>

#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <epoxy/glx.h>

namespace gridwall::app {

bool can_copy_parts() {
  const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  if (renderer == nullptr) return false;
  const bool software = std::strstr(renderer, "llvmpipe") != nullptr || std::strstr(renderer, "softpipe") != nullptr;
  // Without an X server, asking GLX would end the process.
  if (!software || std::getenv("DISPLAY") == nullptr || eglGetCurrentContext() != EGL_NO_CONTEXT) return false;
  Display* display = glXGetCurrentDisplay();
  return display != nullptr && epoxy_has_glx_extension(display, DefaultScreen(display), "GLX_MESA_copy_sub_buffer");
}

void copy_part(int x, int y, int w, int h) {
  glXCopySubBufferMESA(glXGetCurrentDisplay(), glXGetCurrentDrawable(), x, y, w, h);
}

}  // namespace gridwall::app
