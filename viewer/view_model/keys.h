// Every key of the wall, once: what is pressed, how people call it, what it does and where. Input looks keys up here;
// buttons, `gridwall --help` and a test of docs/OPERATIONS.md take their names from here. Plain values; any thread.
// Must not know how a key is carried out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "viewer/app/key.h"
#include "viewer/view_model/action.h"
#include "viewer/view_model/text.h"

namespace gridwall::view_model {

// Where a key holds. While a form is open only its own keys do; otherwise those of the other three, which share no key.
enum class KeyPlace : uint8_t {
  kWall,
  kDesk,  // only where somebody may act
  kForm,
  kTime,
};
inline constexpr int kKeyPlaceCount = 4;

// What is pressed: a key of the keyboard or, with Key::kNone, a character as it was typed.
struct Keystroke {
  app::Key key = app::Key::kNone;
  char32_t character = 0;  // with Key::kCharacter the capital letter or digit
  friend bool operator==(const Keystroke&, const Keystroke&) = default;
};

// What depends on how the wall stands, so that no Action can be written down for it.
enum class WallCommand : uint8_t {
  kNextScene,
  kPointBack,
  kPointForward,
  kEnterPart,
  kLeavePart,
  kZoomIn,
  kZoomOut,
  kMapHome,
  kSwitchSpan,
  kSwitchPerHouseholds,
  kNextWindow,
  kSwitchCompareView,
  kSelectPreviousAlarm,
  kSelectNextAlarm,
  kMarkAlarm,
  kSwitchPlaying,
  kSwitchDefinitions,
  kSwitchResources,
};
enum class DeskCommand : uint8_t {
  kNextField,
  kPreviousField,
  kNextChoice,
  kPreviousChoice,
  kSendOrGoOn,
  kEraseCharacter,
  kClearField,
};

struct KeyBinding {
  Keystroke stroke;
  std::string_view name;  // "Home", "[", "E"
  std::variant<Action, WallCommand, DeskCommand> meaning;
  KeyPlace place;
  Text help;
};

std::span<const KeyBinding> key_bindings();
const KeyBinding* find_key(Keystroke stroke, KeyPlace place);  // null: it does nothing there

// The name of the key for an act of the desk or a sheet; empty when it has none.
std::string_view key_name(const Action& action);

// All of them with their help in English, a line each, for the command line.
std::string keys_help();

}  // namespace gridwall::view_model
