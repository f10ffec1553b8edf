// Where the picture is shown: a window on a monitor, or only an OpenGL context (offscreen).
// UI thread only, except wake(). Must not know what is drawn. Only one may exist: its context is current.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/app/key.h"
#include "viewer/render/rect.h"

namespace gridwall::app {

struct InputEvent {
  enum class Kind : std::uint8_t { kKey, kText, kComposing, kMouseMove, kMousePress, kMouseRelease, kWheel };
  Kind kind = Kind::kKey;
  Key key = Key::kNone;
  char32_t character = 0;  // kText: what was typed; kKey with kCharacter: the key's capital letter or digit
  float x_px = 0;          // mouse, in pixels of the picture (the burn-in shift already taken off)
  float y_px = 0;
  int button = 0;           // 0 left, 1 right, 2 middle
  float wheel = 0;          // clicks, away from the user is positive
  std::string composing{};  // kComposing: what the input method has of a text so far; empty: it has nothing
};

class Surface {
 public:
  virtual ~Surface() = default;

  virtual Status make_current() = 0;
  virtual render::SizePx size() const = 0;
  virtual bool should_close() const = 0;

  // Shows the picture in `framebuffer` (rows from the top), moved by `shift`. `damage` is what differs from the last
  // call with the same shift and size; a surface may use it to copy less.
  virtual Status present(std::uint32_t framebuffer, render::SizePx picture, render::ShiftPx shift,
                         std::span<const render::RectPx> damage) = 0;

  // True when what was shown has been lost (uncovered, resized): present again although the picture is the same.
  virtual bool needs_present() const { return false; }

  // Handles pending input and waits at most `timeout_ns` for the next input or wake(); 0 does not wait.
  virtual void wait_events(std::int64_t timeout_ns) = 0;
  virtual void wake() = 0;  // from any thread

  virtual std::vector<InputEvent> take_input() = 0;
  virtual void set_clipboard(const std::string&) {}  // does nothing without a window

  // Where a text is being written, its caret; none: nowhere, and no key goes to the input method.
  virtual void set_caret(const std::optional<render::RectPx>&) {}
  // No key that the input method has taken comes out of take_input(). Where this is not known, a key that would do
  // something for good must ask first.
  virtual bool sure_of_keys() const { return true; }
  virtual std::string description() const = 0;  // renderer and version, for the log
};

// A context with no display at all: EGL surfaceless, else the EGL device platform, else EGL's default display.
// kUnavailable says what is missing and which package provides it.
Result<std::unique_ptr<Surface>> create_offscreen_surface(render::SizePx size);

struct WindowOptions {
  render::SizePx size{1920, 1080};  // of the window; a fullscreen one has the size of the monitor
  bool fullscreen = false;
  int monitor = 0;  // counted from 0 in the order of the window system; on Wayland only a fullscreen window obeys
  std::string title = "gridwall";
  bool text_input = false;  // texts are written here: with the input method, wherever there is one
};
Result<std::unique_ptr<Surface>> create_window_surface(const WindowOptions& options);

}  // namespace gridwall::app
