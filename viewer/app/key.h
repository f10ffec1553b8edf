// The keys of a keyboard that the wall tells apart. A plain value; any thread. Must not know windows or what keys do.
#pragma once

#include <cstdint>

namespace gridwall::app {

enum class Key : std::uint8_t {
  kNone,
  kLeft,
  kRight,
  kUp,
  kDown,
  kEnter,
  kEscape,
  kSpace,
  kHome,
  kEnd,
  kPageUp,
  kPageDown,
  kTab,
  kBackspace,
  kDelete,
  kF1,
  kCharacter,  // a letter or digit: see InputEvent::character
};

}  // namespace gridwall::app
