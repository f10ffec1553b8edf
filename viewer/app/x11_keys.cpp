#include "viewer/app/x11_keys.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/keysym.h>
#include <dlfcn.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <clocale>
#include <condition_variable>
#include <cstdlib>
#include <cwchar>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "ingest/event/utf8.h"

namespace gridwall::app {
namespace {

struct NamedKey {
  KeySym symbol;
  Key key;
};
constexpr NamedKey kNamedKeys[] = {
    {XK_Left, Key::kLeft},
    {XK_Right, Key::kRight},
    {XK_Up, Key::kUp},
    {XK_Down, Key::kDown},
    {XK_Return, Key::kEnter},
    {XK_KP_Enter, Key::kEnter},
    {XK_Escape, Key::kEscape},
    {XK_space, Key::kSpace},
    {XK_Home, Key::kHome},
    {XK_End, Key::kEnd},
    {XK_Page_Up, Key::kPageUp},
    {XK_Page_Down, Key::kPageDown},
    {XK_Tab, Key::kTab},
    {XK_ISO_Left_Tab, Key::kTab},
    {XK_BackSpace, Key::kBackspace},
    {XK_Delete, Key::kDelete},
    {XK_F1, Key::kF1},
};

// As GLFW names keys: by what stands on them without Shift, letters as capitals.
InputEvent key_event(KeySym symbol) {
  InputEvent event;
  for (const NamedKey& named : kNamedKeys) {
    if (named.symbol == symbol) event.key = named.key;
  }
  if (event.key == Key::kNone && symbol > XK_space && symbol < XK_asciitilde) {
    event.key = Key::kCharacter;
    const bool letter = symbol >= XK_a && symbol <= XK_z;
    event.character = static_cast<char32_t>(letter ? symbol - XK_a + XK_A : symbol);
  }
  return event;
}

void append_text(std::string_view bytes, std::vector<InputEvent>& input) {
  for (size_t at = 0; at < bytes.size();) {
    const Utf8Character character = decode_utf8(bytes, at);
    at += character.bytes;
    if (!character.valid || character.code < U' ' || character.code == 0x7F) continue;
    InputEvent event;
    event.kind = InputEvent::Kind::kText;
    event.character = character.code;
    input.push_back(std::move(event));
  }
}

std::string to_utf8(const XIMText& text) {
  std::string made;
  if (text.encoding_is_wchar != 0) {
    for (unsigned short i = 0; i < text.length && text.string.wide_char[i] != 0; ++i) {
      append_utf8(made, static_cast<char32_t>(text.string.wide_char[i]));
    }
  } else if (text.string.multi_byte != nullptr) {
    made = text.string.multi_byte;  // the locale is UTF-8, see Impl
  }
  return made;
}

std::string& hidden_modifiers() {
  static std::string modifiers;
  return modifiers;
}

}  // namespace

class X11Keys::Impl {
 public:
  Impl(Display* display, Window window, std::function<void()> wake)
      : display_(display), window_(window), wake_(std::move(wake)) {
    XSelectInput(display_, window_, KeyPressMask | KeyReleaseMask | FocusChangeMask);
    open_input_method();
    XSync(display_, False);
    watcher_ = std::thread([this] { watch(); });
  }

  ~Impl() {
    stopping_ = true;
    const uint64_t one = 1;
    static_cast<void>(!write(stop_, &one, sizeof one));
    {
      const std::lock_guard lock(mutex_);
      waiting_ = false;
    }
    read_.notify_all();
    watcher_.join();
    close(stop_);
    close_context();
    if (method_ != nullptr) XCloseIM(method_);
    XCloseDisplay(display_);
  }

  void read(std::vector<InputEvent>& input) {
    input_ = &input;
    while (XPending(display_) > 0) {
      XEvent event;
      XNextEvent(display_, &event);
      // Where nothing is being written the input method is not even asked.
      const bool key = event.type == KeyPress || event.type == KeyRelease;
      if ((!key || caret_) && XFilterEvent(&event, None) != False) continue;  // the input method's
      if (event.type == KeyPress) press(event.xkey);
      if (event.type == FocusIn || event.type == FocusOut) {
        focused_ = event.type == FocusIn;
        follow_focus();
      }
    }
    input_ = nullptr;
    {
      const std::lock_guard lock(mutex_);
      waiting_ = false;
    }
    read_.notify_all();
  }

  void set_caret(const std::optional<render::RectPx>& caret) {
    if (caret == caret_) return;
    const bool began = caret.has_value() != caret_.has_value();
    caret_ = caret;
    if (began) follow_focus();
    if (!caret_ || context_ == nullptr) return;
    XPoint spot{static_cast<short>(caret_->x), static_cast<short>(caret_->bottom())};
    XVaNestedList list = XVaCreateNestedList(0, XNSpotLocation, &spot, nullptr);
    XSetICValues(context_, XNPreeditAttributes, list, nullptr);
    XFree(list);
    XFlush(display_);
  }

 private:
  // The connection may have something: wakes the UI thread and waits until it has been read, so that it is not woken
  // again and again for the same.
  void watch() {
    while (!stopping_) {
      std::array<pollfd, 2> descriptors{{{ConnectionNumber(display_), POLLIN, 0}, {stop_, POLLIN, 0}}};
      if (poll(descriptors.data(), descriptors.size(), -1) <= 0 || stopping_) continue;
      {
        const std::lock_guard lock(mutex_);
        waiting_ = true;
      }
      wake_();
      std::unique_lock lock(mutex_);
      read_.wait(lock, [&] { return !waiting_ || stopping_.load(); });
    }
  }

  void open_input_method() {
    method_ = XOpenIM(display_, nullptr, nullptr, nullptr);
    if (method_ == nullptr) {
      // It may start later than the wall does.
      XRegisterIMInstantiateCallback(display_, nullptr, nullptr, nullptr, &Impl::on_method_there, as_pointer());
      return;
    }
    XIMCallback gone{as_pointer(), [](XIM, XPointer self, XPointer) { of(self).on_method_gone(); }};
    XSetIMValues(method_, XNDestroyCallback, &gone, nullptr);
    open_context();
  }

  static void on_method_there(Display*, XPointer self, XPointer) {
    Impl& impl = of(self);
    if (impl.method_ != nullptr) return;
    XUnregisterIMInstantiateCallback(impl.display_, nullptr, nullptr, nullptr, &Impl::on_method_there, self);
    impl.open_input_method();
    impl.follow_focus();
  }

  void on_method_gone() {
    method_ = nullptr;
    context_ = nullptr;  // Xlib frees both
    say_composing({});
    XRegisterIMInstantiateCallback(display_, nullptr, nullptr, nullptr, &Impl::on_method_there, as_pointer());
  }

  bool offers(XIMStyle style) const {
    XIMStyles* styles = nullptr;
    if (XGetIMValues(method_, XNQueryInputStyle, &styles, nullptr) != nullptr || styles == nullptr) return false;
    bool found = false;
    for (unsigned short i = 0; i < styles->count_styles; ++i) found = found || styles->supported_styles[i] == style;
    XFree(styles);
    return found;
  }

  // Where it can, the input method hands over what it composes, and the form draws it at its caret; its window of
  // candidates stands at the spot that set_caret() names.
  void open_context() {
    XIMCallback start{as_pointer(), nullptr}, done = start, draw = start, caret = start;
    start.callback = reinterpret_cast<XIMProc>(reinterpret_cast<void (*)()>(&Impl::on_start));
    done.callback = &Impl::on_done;
    draw.callback = &Impl::on_draw;
    caret.callback = &Impl::on_caret;
    if (offers(XIMPreeditCallbacks | XIMStatusNothing)) {
      XPoint spot{0, 0};
      XVaNestedList list =
          XVaCreateNestedList(0, XNPreeditStartCallback, &start, XNPreeditDoneCallback, &done, XNPreeditDrawCallback,
                              &draw, XNPreeditCaretCallback, &caret, XNSpotLocation, &spot, nullptr);
      context_ = XCreateIC(method_, XNInputStyle, XIMPreeditCallbacks | XIMStatusNothing, XNClientWindow, window_,
                           XNFocusWindow, window_, XNPreeditAttributes, list, nullptr);
      XFree(list);
    }
    if (context_ == nullptr) {
      context_ = XCreateIC(method_, XNInputStyle, XIMPreeditNothing | XIMStatusNothing, XNClientWindow, window_,
                           XNFocusWindow, window_, nullptr);
    }
    if (context_ == nullptr) return;
    unsigned long wanted = 0;
    XGetICValues(context_, XNFilterEvents, &wanted, nullptr);
    XSelectInput(display_, window_, KeyPressMask | KeyReleaseMask | FocusChangeMask | static_cast<long>(wanted));
  }

  void close_context() {
    if (context_ == nullptr) return;
    XDestroyIC(context_);
    context_ = nullptr;
  }

  // Only what is written goes by the input method. Letting go of it gives up what was being composed.
  void follow_focus() {
    if (context_ == nullptr) return;
    if (focused_ && caret_) {
      XSetICFocus(context_);
    } else {
      if (char* rest = Xutf8ResetIC(context_); rest != nullptr) XFree(rest);
      XUnsetICFocus(context_);
      say_composing({});
    }
    XFlush(display_);
  }

  void press(XKeyEvent& event) {
    const bool with_modifier = (event.state & (ControlMask | Mod1Mask | Mod4Mask)) != 0;
    if (event.keycode != 0 && !with_modifier) {  // 0: a text that the input method has made
      InputEvent key = key_event(XLookupKeysym(&event, 0));
      if (key.key != Key::kNone) input_->push_back(std::move(key));
    }
    std::array<char, 256> some{};
    Status status = 0;
    if (context_ == nullptr) {
      KeySym symbol = 0;
      const int bytes = XLookupString(&event, some.data(), static_cast<int>(some.size()), &symbol, nullptr);
      if (!with_modifier && bytes > 0) append_text({some.data(), static_cast<size_t>(bytes)}, *input_);
      return;
    }
    std::string text(some.size(), '\0');
    int bytes = Xutf8LookupString(context_, &event, text.data(), static_cast<int>(text.size()), nullptr, &status);
    if (status == XBufferOverflow) {
      text.resize(static_cast<size_t>(bytes));
      bytes = Xutf8LookupString(context_, &event, text.data(), bytes, nullptr, &status);
    }
    const bool typed = status == XLookupChars || status == XLookupBoth;
    if (typed && bytes > 0 && (event.keycode == 0 || !with_modifier)) {
      append_text(std::string_view(text).substr(0, static_cast<size_t>(bytes)), *input_);
    }
  }

  void say_composing(std::string text) {
    if (text == composing_) return;
    composing_ = std::move(text);
    if (input_ == nullptr) return;
    InputEvent event;
    event.kind = InputEvent::Kind::kComposing;
    event.composing = composing_;
    input_->push_back(std::move(event));
  }

  // Replaces a part of what is composed, counted in characters.
  void draw(const XIMPreeditDrawCallbackStruct& change) {
    std::string before(cut_to_characters(composing_, static_cast<size_t>(std::max(change.chg_first, 0))));
    const std::string_view taken =
        cut_to_characters(composing_, static_cast<size_t>(std::max(change.chg_first + change.chg_length, 0)));
    const std::string after = composing_.substr(taken.size());
    if (change.text != nullptr && change.text->string.multi_byte != nullptr) before += to_utf8(*change.text);
    say_composing(before + after);
  }

  static Impl& of(XPointer self) { return *reinterpret_cast<Impl*>(self); }
  XPointer as_pointer() { return reinterpret_cast<XPointer>(this); }
  static int on_start(XIC, XPointer, XPointer) { return -1; }  // of any length
  static void on_done(XIM, XPointer self, XPointer) { of(self).say_composing({}); }
  static void on_draw(XIM, XPointer self, XPointer call) {
    if (call != nullptr) of(self).draw(*reinterpret_cast<XIMPreeditDrawCallbackStruct*>(call));
  }
  static void on_caret(XIM, XPointer, XPointer) {}  // the caret stands behind what is composed

  Display* display_;
  const Window window_;
  const std::function<void()> wake_;
  XIM method_ = nullptr;
  XIC context_ = nullptr;
  bool focused_ = true;
  std::optional<render::RectPx> caret_;
  std::string composing_;
  std::vector<InputEvent>* input_ = nullptr;  // while read() runs

  const int stop_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::condition_variable read_;
  bool waiting_ = false;  // the UI thread was woken and has not read yet
  std::thread watcher_;
};

X11Keys::X11Keys(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
X11Keys::~X11Keys() = default;

void X11Keys::hide_input_method() {
  if (const char* modifiers = std::getenv("XMODIFIERS"); modifiers != nullptr) hidden_modifiers() = modifiers;
  setenv("XMODIFIERS", "@im=none", 1);
}

void X11Keys::show_input_method() {
  if (const std::string& modifiers = hidden_modifiers(); !modifiers.empty()) {
    setenv("XMODIFIERS", modifiers.c_str(), 1);
  } else {
    unsetenv("XMODIFIERS");
  }
}

std::unique_ptr<X11Keys> X11Keys::open(GLFWwindow* of_glfw, std::function<void()> wake) {
  // A GLFW that was built for Wayland alone has neither.
  const auto window_of = reinterpret_cast<unsigned long (*)(GLFWwindow*)>(dlsym(RTLD_DEFAULT, "glfwGetX11Window"));
  const auto display_of = reinterpret_cast<Display* (*)()>(dlsym(RTLD_DEFAULT, "glfwGetX11Display"));
  const Window window = window_of == nullptr ? 0 : window_of(of_glfw);
  Display* glfw_display = display_of == nullptr || window == 0 ? nullptr : display_of();
  if (glfw_display == nullptr) return nullptr;
  // Texts come as UTF-8 whatever the locale; which input method there is, XMODIFIERS says.
  if (std::setlocale(LC_CTYPE, "") == nullptr || std::string_view(std::setlocale(LC_CTYPE, nullptr)) == "C") {
    std::setlocale(LC_CTYPE, "C.UTF-8");
  }
  Display* display = XOpenDisplay(nullptr);
  if (display == nullptr) return nullptr;
  XSetLocaleModifiers("");
  XWindowAttributes attributes;
  if (XGetWindowAttributes(glfw_display, window, &attributes) != 0) {  // GLFW is told of no keys any more
    XSelectInput(glfw_display, window, attributes.your_event_mask & ~(KeyPressMask | KeyReleaseMask));
    XFlush(glfw_display);
  }
  return std::unique_ptr<X11Keys>(new X11Keys(std::make_unique<Impl>(display, window, std::move(wake))));
}

void X11Keys::read(std::vector<InputEvent>& input) {
  impl_->read(input);
}
void X11Keys::set_caret(const std::optional<render::RectPx>& caret) {
  impl_->set_caret(caret);
}

}  // namespace gridwall::app
