#include "viewer/view_model/keys.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace gridwall::view_model {
namespace {

using app::Key;

constexpr Keystroke letter(char32_t character) {
  return {Key::kCharacter, character};
}
constexpr Keystroke typed(char32_t character) {
  return {Key::kNone, character};
}
constexpr Keystroke key(Key key) {
  return {key, 0};
}

void add_wall_keys(std::vector<KeyBinding>& keys) {
  using enum WallCommand;
  constexpr KeyPlace kHere = KeyPlace::kWall;
  keys.insert(keys.end(), {
                              {key(Key::kTab), "Tab", kNextScene, kHere, Text::kKeyNextScene},
                              {key(Key::kUp), "Up", kPointBack, kHere, Text::kKeyPointBack},
                              {key(Key::kDown), "Down", kPointForward, kHere, Text::kKeyPointForward},
                              {key(Key::kEnter), "Enter", kEnterPart, kHere, Text::kKeyEnter},
                              {key(Key::kBackspace), "Backspace", kLeavePart, kHere, Text::kKeyLeave},
                              {key(Key::kEscape), "Esc", kLeavePart, kHere, Text::kKeyLeave},
                              {letter(U'1'), "1", ShowMap{MapMode::kUsual}, kHere, Text::kKeyMapUsual},
                              {letter(U'2'), "2", ShowMap{MapMode::kArrived}, kHere, Text::kKeyMapArrived},
                              {letter(U'3'), "3", ShowMap{MapMode::kOpen}, kHere, Text::kKeyMapOpen},
                              {letter(U'4'), "4", ShowMap{MapMode::kOverdue}, kHere, Text::kKeyMapOverdue},
                              {letter(U'5'), "5", ShowMap{MapMode::kRate}, kHere, Text::kKeyMapRate},
                              {letter(U'6'), "6", ShowMap{MapMode::kPatrol}, kHere, Text::kKeyMapPatrol},
                              {letter(U'7'), "7", ShowMap{MapMode::kHeat}, kHere, Text::kKeyMapHeat},
                              {letter(U'8'), "8", kSwitchResources, kHere, Text::kKeyResources},
                              {letter(U'Y'), "Y", kSwitchSpan, kHere, Text::kKeySpan},
                              {typed(U'+'), "+", kZoomIn, kHere, Text::kKeyZoomIn},
                              {typed(U'-'), "-", kZoomOut, kHere, Text::kKeyZoomOut},
                              {letter(U'0'), "0", kMapHome, kHere, Text::kKeyMapHome},
                              {letter(U'H'), "H", kSwitchPerHouseholds, kHere, Text::kKeyPerHouseholds},
                              {letter(U'M'), "M", MarkComparison{}, kHere, Text::kKeyMarkComparison},
                              {letter(U'V'), "V", kSwitchCompareView, kHere, Text::kKeyCompareView},
                              {letter(U'W'), "W", kNextWindow, kHere, Text::kKeyWindow},
                              {letter(U'I'), "I", kSwitchDefinitions, kHere, Text::kKeyDefinitions},
                              {key(Key::kF1), "F1", ShowSheet{Sheet::kHelp}, kHere, Text::kKeyHelp},
                              {typed(U'?'), "?", ShowSheet{Sheet::kHelp}, kHere, Text::kKeyHelp},
                              {letter(U'R'), "R", ShowSheet{Sheet::kNotices}, kHere, Text::kKeyNotices},
                              {letter(U'P'), "P", ShowAlarm{}, kHere, Text::kKeyShowAlarm},
                              {letter(U'Q'), "Q", kMarkAlarm, kHere, Text::kKeyMarkAlarm},
                              {key(Key::kPageUp), "PageUp", kSelectPreviousAlarm, kHere, Text::kKeyPreviousAlarm},
                              {key(Key::kPageDown), "PageDown", kSelectNextAlarm, kHere, Text::kKeyNextAlarm},
                          });
  static_assert(kMapModeCount == 7);  // a key each
}

void add_desk_keys(std::vector<KeyBinding>& keys) {
  using enum DeskForm;
  constexpr KeyPlace kHere = KeyPlace::kDesk;
  keys.insert(keys.end(), {
                              {letter(U'A'), "A", Acknowledge{}, kHere, Text::kKeyAcknowledge},
                              {letter(U'G'), "G", OpenForm{kAcknowledge}, kHere, Text::kKeyAcknowledgeMany},
                              {letter(U'S'), "S", OpenForm{kShelve}, kHere, Text::kKeyShelve},
                              {letter(U'U'), "U", Unshelve{}, kHere, Text::kKeyUnshelve},
                              {letter(U'N'), "N", OpenForm{kNote}, kHere, Text::kKeyNote},
                              {letter(U'B'), "B", OpenForm{kBookmark}, kHere, Text::kKeyBookmark},
                              {letter(U'E'), "E", OpenForm{kEmergency}, kHere, Text::kKeyEmergency},
                              {letter(U'D'), "D", OpenForm{kStandDown}, kHere, Text::kKeyStandDown},
                              {letter(U'X'), "X", TickNextStep{}, kHere, Text::kKeyTick},
                              {letter(U'Z'), "Z", OpenForm{kPropose}, kHere, Text::kKeyPropose},
                              {letter(U'O'), "O", WriteSituation{}, kHere, Text::kKeySituation},
                              {letter(U'T'), "T", OpenForm{kHandover}, kHere, Text::kKeyHandover},
                          });
}

void add_form_keys(std::vector<KeyBinding>& keys) {
  using enum DeskCommand;
  constexpr KeyPlace kHere = KeyPlace::kForm;
  keys.insert(keys.end(), {
                              {key(Key::kTab), "Tab", kNextField, kHere, Text::kKeyNextField},
                              {key(Key::kDown), "Down", kNextField, kHere, Text::kKeyNextField},
                              {key(Key::kUp), "Up", kPreviousField, kHere, Text::kKeyPreviousField},
                              {key(Key::kLeft), "Left", kPreviousChoice, kHere, Text::kKeyPreviousChoice},
                              {key(Key::kRight), "Right", kNextChoice, kHere, Text::kKeyNextChoice},
                              {key(Key::kBackspace), "Backspace", kEraseCharacter, kHere, Text::kKeyErase},
                              {key(Key::kDelete), "Delete", kClearField, kHere, Text::kKeyClear},
                              {key(Key::kEnter), "Enter", kSendOrGoOn, kHere, Text::kKeySend},
                              {key(Key::kEscape), "Esc", FormCancel{}, kHere, Text::kKeyCancel},
                          });
}

void add_time_keys(std::vector<KeyBinding>& keys) {
  constexpr KeyPlace kHere = KeyPlace::kTime;
  keys.insert(keys.end(), {
                              {key(Key::kSpace), "Space", WallCommand::kSwitchPlaying, kHere, Text::kKeyPlay},
                              {key(Key::kLeft), "Left", StepSeconds{-1}, kHere, Text::kKeySecondBack},
                              {key(Key::kRight), "Right", StepSeconds{+1}, kHere, Text::kKeySecondForward},
                              {typed(U','), ",", StepEvents{-1}, kHere, Text::kKeyEventBack},
                              {typed(U'.'), ".", StepEvents{+1}, kHere, Text::kKeyEventForward},
                              {typed(U'['), "[", ChangeSpeed{false}, kHere, Text::kKeySlower},
                              {typed(U']'), "]", ChangeSpeed{true}, kHere, Text::kKeyFaster},
                              {letter(U'J'), "J", SeekMark{-1, false}, kHere, Text::kKeyMarkBack},
                              {letter(U'K'), "K", SeekMark{-1, true}, kHere, Text::kKeyMarkForward},
                              {key(Key::kHome), "Home", SeekEnd{false}, kHere, Text::kKeyLogBegin},
                              {key(Key::kEnd), "End", SeekEnd{true}, kHere, Text::kKeyLogEnd},
                              {letter(U'L'), "L", MarkLoop{}, kHere, Text::kKeyLoop},
                              {letter(U'F'), "F", FollowLive{}, kHere, Text::kKeyPresent},
                              {letter(U'C'), "C", CopyLink{}, kHere, Text::kKeyCopyLink},
                          });
}

bool is_same_action(const Action& a, const Action& b) {
  if (a.index() != b.index()) return false;
  if (const auto* form = std::get_if<OpenForm>(&a)) return form->form == std::get<OpenForm>(b).form;
  if (const auto* sheet = std::get_if<ShowSheet>(&a)) return sheet->sheet == std::get<ShowSheet>(b).sheet;
  return true;
}

constexpr std::string_view kPlaceTitles[] = {"Keys", "Keys with --desk", "Keys in a form", "Keys for the time shown"};
static_assert(std::size(kPlaceTitles) == kKeyPlaceCount);

}  // namespace

std::span<const KeyBinding> key_bindings() {
  static const std::vector<KeyBinding> kBindings = [] {
    std::vector<KeyBinding> keys;
    add_wall_keys(keys);
    add_desk_keys(keys);
    add_form_keys(keys);
    add_time_keys(keys);
    return keys;
  }();
  return kBindings;
}

const KeyBinding* find_key(Keystroke stroke, KeyPlace place) {
  const std::span<const KeyBinding> all = key_bindings();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const KeyBinding& one) { return one.place == place && one.stroke == stroke; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view key_name(const Action& action) {
  for (const KeyBinding& one : key_bindings()) {
    const auto* meant = std::get_if<Action>(&one.meaning);
    if (meant != nullptr && is_same_action(*meant, action)) return one.name;
    const auto* command = std::get_if<WallCommand>(&one.meaning);
    const bool marks = command != nullptr && *command == WallCommand::kMarkAlarm;
    if (marks && std::holds_alternative<MarkAlarm>(action)) return one.name;
  }
  return {};
}

std::string keys_help() {
  // The texts are compiled in; a test reads them.
  const Texts texts = Texts::builtin(Language::kEnglish).value();
  std::string text;
  for (int place = 0; place < kKeyPlaceCount; ++place) {
    text += fmt::format("{}:\n", kPlaceTitles[place]);
    for (const KeyBinding& one : key_bindings()) {
      if (one.place == static_cast<KeyPlace>(place)) text += fmt::format("  {:<10} {}\n", one.name, texts[one.help]);
    }
  }
  return text;
}

}  // namespace gridwall::view_model
