// Keys and texts of a window on X11, read over a connection of their own, so that the input method comes first: a key
// that it has taken never comes out here. (GLFW 3.3 and 3.4 report such keys, and say not which they are.) While no
// caret is set no key goes to the input method, and letters are keys of the wall.
// UI thread, but for the thread inside, which only wakes the UI thread when the connection has something to read.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "viewer/app/surface.h"

struct GLFWwindow;

namespace gridwall::app {

class X11Keys {
 public:
  // Round glfwInit(): GLFW must not talk to the input method, too, or it would compose everything twice.
  static void hide_input_method();
  static void show_input_method();
  // Takes the keys of the window away from GLFW. Null where the window is none of X11.
  static std::unique_ptr<X11Keys> open(GLFWwindow* window, std::function<void()> wake);
  ~X11Keys();
  X11Keys(const X11Keys&) = delete;
  X11Keys& operator=(const X11Keys&) = delete;

  // Appends what has been pressed, typed and composed since the last call.
  void read(std::vector<InputEvent>& input);
  // The caret within the window, in its own pixels; none: nothing is being written.
  void set_caret(const std::optional<render::RectPx>& caret);

 private:
  class Impl;
  explicit X11Keys(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::app
