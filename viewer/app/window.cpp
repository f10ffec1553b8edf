// The surface with a display: a GLFW window, or a whole monitor.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "viewer/app/part_copy.h"
#include "viewer/app/surface.h"
#include "viewer/app/x11_keys.h"

namespace gridwall::app {
namespace {

Key key_of(int glfw_key) {
  switch (glfw_key) {
    case GLFW_KEY_LEFT:
      return Key::kLeft;
    case GLFW_KEY_RIGHT:
      return Key::kRight;
    case GLFW_KEY_UP:
      return Key::kUp;
    case GLFW_KEY_DOWN:
      return Key::kDown;
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
      return Key::kEnter;
    case GLFW_KEY_ESCAPE:
      return Key::kEscape;
    case GLFW_KEY_SPACE:
      return Key::kSpace;
    case GLFW_KEY_HOME:
      return Key::kHome;
    case GLFW_KEY_END:
      return Key::kEnd;
    case GLFW_KEY_PAGE_UP:
      return Key::kPageUp;
    case GLFW_KEY_PAGE_DOWN:
      return Key::kPageDown;
    case GLFW_KEY_TAB:
      return Key::kTab;
    case GLFW_KEY_BACKSPACE:
      return Key::kBackspace;
    case GLFW_KEY_DELETE:
      return Key::kDelete;
    case GLFW_KEY_F1:
      return Key::kF1;
    default:
      break;
  }
  return glfw_key > GLFW_KEY_SPACE && glfw_key < GLFW_KEY_ESCAPE ? Key::kCharacter : Key::kNone;
}

std::string last_glfw_error() {
  const char* words = nullptr;
  glfwGetError(&words);
  return words != nullptr ? words : "no reason given";
}

// The version names the window systems that GLFW was built for: 3.3 for one, 3.4 for those it chooses from at its
// start.
bool built_for(const char* window_system) {
  return std::strstr(glfwGetVersionString(), window_system) != nullptr;
}

bool on_wayland() {
#ifdef GLFW_PLATFORM_WAYLAND
  return glfwGetPlatform() == GLFW_PLATFORM_WAYLAND;
#else
  return built_for("Wayland");
#endif
}

// A mode counts pixels; a window on Wayland is measured in units that the compositor scales.
float pixels_per_unit(GLFWmonitor* monitor) {
  float x = 1;
  float y = 1;
  if (on_wayland()) glfwGetMonitorContentScale(monitor, &x, &y);
  return x > 0 ? x : 1;
}

std::string display_variable() {
  if (!built_for("Wayland")) return "DISPLAY";
  return built_for("X11") ? "DISPLAY or WAYLAND_DISPLAY" : "WAYLAND_DISPLAY";
}

class WindowSurface : public Surface {
 public:
  explicit WindowSurface(GLFWwindow* window) : window_(window) {
    glfwSetWindowUserPointer(window_, this);
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int, int action, int) {
      if (action == GLFW_RELEASE) return;
      InputEvent event;
      event.kind = InputEvent::Kind::kKey;
      event.key = key_of(key);
      if (event.key == Key::kCharacter) event.character = static_cast<char32_t>(key);
      if (event.key != Key::kNone) of(w).input_.push_back(event);
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned code) {
      InputEvent event;
      event.kind = InputEvent::Kind::kText;
      event.character = code;
      of(w).input_.push_back(event);
    });
    glfwSetCursorPosCallback(
        window_, [](GLFWwindow* w, double x, double y) { of(w).add_mouse(InputEvent::Kind::kMouseMove, x, y, 0); });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
      double x = 0;
      double y = 0;
      glfwGetCursorPos(w, &x, &y);
      of(w).add_mouse(action == GLFW_PRESS ? InputEvent::Kind::kMousePress : InputEvent::Kind::kMouseRelease, x, y,
                      button);
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double clicks) {
      double x = 0;
      double y = 0;
      glfwGetCursorPos(w, &x, &y);
      of(w).add_mouse(InputEvent::Kind::kWheel, x, y, 0);
      of(w).input_.back().wheel = static_cast<float>(clicks);
    });
    // What was hidden or resized must be shown again although the picture did not change.
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).exposed_ = true; });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { of(w).exposed_ = true; });
  }

  ~WindowSurface() override {
    keys_.reset();
    glfwDestroyWindow(window_);
    glfwTerminate();
  }

  Status make_current() override {
    glfwGetError(nullptr);  // what a window system may refuse without harm, until now
    glfwMakeContextCurrent(window_);
    if (glfwGetError(nullptr) == GLFW_NO_ERROR) return Done{};
    return Error{ErrorCode::kUnavailable, "the window's OpenGL context was lost"};
  }

  render::SizePx size() const override {
    render::SizePx size;
    glfwGetFramebufferSize(window_, &size.w, &size.h);
    return {std::max(size.w, 1), std::max(size.h, 1)};
  }

  bool should_close() const override { return glfwWindowShouldClose(window_) == GLFW_TRUE; }

  Status present(std::uint32_t framebuffer, render::SizePx picture, render::ShiftPx shift,
                 std::span<const render::RectPx> damage) override {
    const render::SizePx window = size();
    const bool whole = exposed_ || shift != shift_ || window != picture || window != presented_size_;
    shift_ = shift;
    presented_size_ = window;
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
    glDisable(GL_SCISSOR_TEST);
    if (!whole && copies_parts_) return present_parts(framebuffer, window, damage);
    if (shift != render::ShiftPx{} || window != picture) {
      glViewport(0, 0, window.w, window.h);
      glClearColor(0.039F, 0.063F, 0.106F, 1.0F);  // the ground, where the shifted picture leaves a rim
      glClear(GL_COLOR_BUFFER_BIT);
    }
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
    // The picture's rows run from the top, the window's from the bottom.
    glBlitFramebuffer(0, 0, picture.w, picture.h, shift.x, window.h - shift.y, picture.w + shift.x,
                      window.h - shift.y - picture.h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glfwSwapBuffers(window_);
    exposed_ = false;
    return Done{};
  }

  bool needs_present() const override { return exposed_; }

  // From here on keys and texts come past GLFW, where the window system lets them.
  void take_keys() {
    keys_ = X11Keys::open(window_, [] { glfwPostEmptyEvent(); });
    if (!keys_) return;
    glfwSetKeyCallback(window_, nullptr);
    glfwSetCharCallback(window_, nullptr);
  }
  bool sure_of_keys() const override { return keys_ != nullptr; }
  void set_caret(const std::optional<render::RectPx>& caret) override {
    if (!keys_) return;
    std::optional<render::RectPx> in_window = caret;
    if (in_window) {
      in_window->x += shift_.x;
      in_window->y += shift_.y;
    }
    keys_->set_caret(in_window);
  }

  // Once the context is current.
  void find_part_copies() { copies_parts_ = can_copy_parts(); }

  void wait_events(std::int64_t timeout_ns) override {
    if (keys_) keys_->read(input_);
    if (timeout_ns <= 0 || !input_.empty()) {
      glfwPollEvents();
    } else if (timeout_ns == INT64_MAX) {
      glfwWaitEvents();
    } else {
      glfwWaitEventsTimeout(static_cast<double>(timeout_ns) * 1e-9);
    }
    if (keys_) keys_->read(input_);
  }

  void wake() override { glfwPostEmptyEvent(); }

  std::vector<InputEvent> take_input() override { return std::exchange(input_, {}); }
  void set_clipboard(const std::string& text) override { glfwSetClipboardString(window_, text.c_str()); }

  std::string description() const override {
    const auto text = [](GLenum name) {
      const GLubyte* value = glGetString(name);
      return std::string(value != nullptr ? reinterpret_cast<const char*>(value) : "?");
    };
    return "window: " + text(GL_RENDERER) + ", OpenGL " + text(GL_VERSION);
  }

 private:
  static WindowSurface& of(GLFWwindow* window) {
    return *static_cast<WindowSurface*>(glfwGetWindowUserPointer(window));
  }

  Status present_parts(std::uint32_t framebuffer, render::SizePx window, std::span<const render::RectPx> damage) {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
    parts_.clear();
    for (const render::RectPx& rect : damage) {
      const render::RectPx to =
          render::intersect({rect.x + shift_.x, rect.y + shift_.y, rect.w, rect.h}, {0, 0, window.w, window.h});
      if (to.empty()) continue;
      parts_.push_back(to);
      const int left = to.x - shift_.x;
      const int top = to.y - shift_.y;
      glBlitFramebuffer(left, top, left + to.w, top + to.h, to.x, window.h - to.y, to.right(), window.h - to.bottom(),
                        GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
    for (const render::RectPx& part : parts_) copy_part(part.x, window.h - part.bottom(), part.w, part.h);
    return Done{};
  }

  void add_mouse(InputEvent::Kind kind, double x, double y, int button) {
    int w = 0;
    int h = 0;
    glfwGetWindowSize(window_, &w, &h);
    const render::SizePx pixels = size();
    InputEvent event;
    event.kind = kind;
    event.button = button;
    event.x_px = static_cast<float>(x * pixels.w / std::max(w, 1) - shift_.x);
    event.y_px = static_cast<float>(y * pixels.h / std::max(h, 1) - shift_.y);
    input_.push_back(event);
  }

  GLFWwindow* window_;
  std::unique_ptr<X11Keys> keys_;  // null: GLFW's, which does not tell what the input method has taken
  std::vector<InputEvent> input_;
  render::ShiftPx shift_;
  render::SizePx presented_size_;
  bool exposed_ = true;
  bool copies_parts_ = false;
  std::vector<render::RectPx> parts_;
};

}  // namespace

Result<std::unique_ptr<Surface>> create_window_surface(const WindowOptions& options) {
#ifdef GLFW_PLATFORM_X11
  // GLFW 3.4 has no input method on Wayland; through X11 there is one.
  if (options.text_input && std::getenv("DISPLAY") != nullptr &&
      glfwPlatformSupported(GLFW_PLATFORM_X11) == GLFW_TRUE) {
    glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
  }
#endif
  X11Keys::hide_input_method();
  const int begun = glfwInit();
  X11Keys::show_input_method();
  if (begun != GLFW_TRUE) {
    return Error{ErrorCode::kUnavailable, "there is no display to open a window on (" + last_glfw_error() + "); set " +
                                              display_variable() + ", or draw without a display with --shot"};
  }
  GLFWmonitor* monitor = nullptr;
  render::SizePx size = options.size;
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  if (options.monitor < 0 || (options.monitor >= count && (options.fullscreen || options.monitor > 0))) {
    glfwTerminate();
    return Error{ErrorCode::kInvalidArgument, "there is no monitor " + std::to_string(options.monitor) + ": " +
                                                  std::to_string(count) + " are connected, counted from 0"};
  }
  if (options.fullscreen) {
    monitor = monitors[options.monitor];
    if (const GLFWvidmode* mode = glfwGetVideoMode(monitor); mode != nullptr) {
      const float scale = pixels_per_unit(monitor);
      size = {static_cast<int>(std::lround(static_cast<float>(mode->width) / scale)),
              static_cast<int>(std::lround(static_cast<float>(mode->height) / scale))};
      glfwWindowHint(GLFW_REFRESH_RATE, mode->refreshRate);
    }
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // a wall stays up when another screen is clicked
  GLFWwindow* window = glfwCreateWindow(size.w, size.h, options.title.c_str(), monitor, nullptr);
  if (window == nullptr) {
    const std::string reason = last_glfw_error();
    glfwTerminate();
    return Error{ErrorCode::kUnavailable, "cannot open a window with OpenGL 3.3: " + reason +
                                              "; update the graphics driver, or set LIBGL_ALWAYS_SOFTWARE=1 to draw on "
                                              "the processor"};
  }
  if (monitor == nullptr && options.monitor > 0 && !on_wayland()) {
    int x = 0;
    int y = 0;
    glfwGetMonitorPos(monitors[options.monitor], &x, &y);
    glfwSetWindowPos(window, x, y);
  }
  auto surface = std::make_unique<WindowSurface>(window);
  if (Status current = surface->make_current(); !current) return current.error();
  // A Wayland compositor never tears, and a swap that waits for it would stop the program while the screen is off.
  glfwSwapInterval(on_wayland() ? 0 : 1);
  surface->find_part_copies();
  surface->take_keys();
  if (options.fullscreen) glfwSetInputMode(window, GLFW_CURSOR, GLFW_CURSOR_NORMAL);
  return std::unique_ptr<Surface>(std::move(surface));
}

}  // namespace gridwall::app
