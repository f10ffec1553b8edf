// The surface without a display: an EGL context with no window, on whatever driver the machine has.
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include "viewer/app/surface.h"

namespace gridwall::app {
namespace {

bool has_word(const char* words, std::string_view word) {
  if (words == nullptr) return false;
  const std::string_view all(words);
  for (std::size_t at = all.find(word); at != std::string_view::npos; at = all.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || all[at - 1] == ' ') && (end == all.size() || all[end] == ' ')) return true;
  }
  return false;
}

// The ways to a display that needs no display, best first.
std::vector<EGLDisplay> candidate_displays() {
  std::vector<EGLDisplay> displays;
  const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  if (has_word(extensions, "EGL_EXT_platform_base")) {
    if (has_word(extensions, "EGL_MESA_platform_surfaceless")) {
      displays.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    }
    if (has_word(extensions, "EGL_EXT_platform_device") && has_word(extensions, "EGL_EXT_device_enumeration")) {
      std::array<EGLDeviceEXT, 8> devices{};
      EGLint count = 0;
      if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
        for (EGLint i = 0; i < count; ++i) {
          displays.push_back(
              eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
        }
      }
    }
  }
  displays.push_back(eglGetDisplay(EGL_DEFAULT_DISPLAY));
  return displays;
}

class OffscreenSurface : public Surface {
 public:
  explicit OffscreenSurface(render::SizePx size) : size_(size) {}

  ~OffscreenSurface() override {
    if (display_ == EGL_NO_DISPLAY) return;
    if (eglGetCurrentContext() == context_) eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (pbuffer_ != EGL_NO_SURFACE) eglDestroySurface(display_, pbuffer_);
    if (context_ != EGL_NO_CONTEXT) eglDestroyContext(display_, context_);
    // The display stays initialized: EGL hands the same one to every surface of the process.
  }

  // True if a context of OpenGL 3.3 core was created; otherwise `reason` says what failed.
  bool open(EGLDisplay display, std::string& reason) {
    EGLint major = 0;
    EGLint minor = 0;
    if (display == EGL_NO_DISPLAY || eglInitialize(display, &major, &minor) != EGL_TRUE) {
      reason = "EGL finds no driver";
      return false;
    }
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
      reason = "EGL has no desktop OpenGL";
      return false;
    }
    constexpr std::array<EGLint, 5> kConfig = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                               EGL_NONE};
    constexpr std::array<EGLint, 3> kAnyConfig = {EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    const bool pbuffers = eglChooseConfig(display, kConfig.data(), &config, 1, &count) == EGL_TRUE && count > 0;
    if (!pbuffers && (eglChooseConfig(display, kAnyConfig.data(), &config, 1, &count) != EGL_TRUE || count == 0)) {
      reason = "EGL offers no OpenGL configuration";
      return false;
    }
    constexpr std::array<EGLint, 7> kContext = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, kContext.data());
    if (context == EGL_NO_CONTEXT) {
      reason = "the driver has no OpenGL 3.3 core";
      return false;
    }
    EGLSurface pbuffer = EGL_NO_SURFACE;
    if (!has_word(eglQueryString(display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context")) {
      constexpr std::array<EGLint, 5> kTiny = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
      pbuffer = eglCreatePbufferSurface(display, config, kTiny.data());
    }
    if (eglMakeCurrent(display, pbuffer, pbuffer, context) != EGL_TRUE) {
      if (pbuffer != EGL_NO_SURFACE) eglDestroySurface(display, pbuffer);
      eglDestroyContext(display, context);
      reason = "EGL cannot make its context current";
      return false;
    }
    display_ = display;
    context_ = context;
    pbuffer_ = pbuffer;
    return true;
  }

  Status make_current() override {
    if (eglMakeCurrent(display_, pbuffer_, pbuffer_, context_) == EGL_TRUE) return Done{};
    return Error{ErrorCode::kUnavailable, "the offscreen OpenGL context was lost"};
  }

  render::SizePx size() const override { return size_; }
  bool should_close() const override { return false; }

  // There is nowhere to show it; but the frame is finished when this returns, as after a swap.
  Status present(std::uint32_t, render::SizePx, render::ShiftPx, std::span<const render::RectPx>) override {
    glFinish();
    return Done{};
  }

  void wait_events(std::int64_t timeout_ns) override {
    std::unique_lock lock(mutex_);
    const auto woken = [this] { return woken_; };
    if (timeout_ns == INT64_MAX) {
      wakened_.wait(lock, woken);
    } else if (timeout_ns > 0) {
      wakened_.wait_for(lock, std::chrono::nanoseconds(timeout_ns), woken);
    }
    woken_ = false;
  }

  void wake() override {
    {
      const std::lock_guard lock(mutex_);
      woken_ = true;
    }
    wakened_.notify_one();
  }

  std::vector<InputEvent> take_input() override { return {}; }

  std::string description() const override {
    const auto text = [](GLenum name) {
      const GLubyte* value = glGetString(name);
      return std::string(value != nullptr ? reinterpret_cast<const char*>(value) : "?");
    };
    return "offscreen: " + text(GL_RENDERER) + ", OpenGL " + text(GL_VERSION);
  }

 private:
  render::SizePx size_;
  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLContext context_ = EGL_NO_CONTEXT;
  EGLSurface pbuffer_ = EGL_NO_SURFACE;
  std::mutex mutex_;
  std::condition_variable wakened_;
  bool woken_ = false;
};

}  // namespace

Result<std::unique_ptr<Surface>> create_offscreen_surface(render::SizePx size) {
  if (size.w <= 0 || size.h <= 0) {
    return Error{ErrorCode::kInvalidArgument, "an offscreen picture needs a size such as 1920x1080"};
  }
  std::string reason = "EGL has no display";
  for (const EGLDisplay display : candidate_displays()) {
    auto surface = std::make_unique<OffscreenSurface>(size);
    if (surface->open(display, reason)) return std::unique_ptr<Surface>(std::move(surface));
  }
  return Error{ErrorCode::kUnavailable,
               "cannot draw offscreen: " + reason +
                   "; install the graphics driver's EGL, or libegl1 with libgl1-mesa-dri to draw on the processor"};
}

}  // namespace gridwall::app
