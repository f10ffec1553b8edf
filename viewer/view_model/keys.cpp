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
  keys.insert(
      keys.end(),
      {
          {key(Key::kTab), "Tab", kNextScene, kHere, "shows the next scene"},
          {key(Key::kUp), "Up", kPointBack, kHere, "points to the previous area on the map"},
          {key(Key::kDown), "Down", kPointForward, kHere, "points to the next area on the map"},
          {key(Key::kEnter), "Enter", kEnterPart, kHere, "goes into the area pointed to"},
          {key(Key::kBackspace), "Backspace", kLeavePart, kHere, "goes back to the area above"},
          {key(Key::kEscape), "Esc", kLeavePart, kHere, "goes back to the area above"},
          {letter(U'1'), "1", ShowMap{MapMode::kHeat}, kHere, "colours the map by heat"},
          {letter(U'2'), "2", ShowMap{MapMode::kOpen}, kHere, "colours the map by open requests"},
          {letter(U'3'), "3", ShowMap{MapMode::kOverdue}, kHere, "colours the map by overdue requests"},
          {letter(U'4'), "4", ShowMap{MapMode::kRate}, kHere, "colours the map by resolution rate"},
          {letter(U'5'), "5", ShowMap{MapMode::kPatrol}, kHere, "colours the map by patrol"},
          {letter(U'H'), "H", kSwitchPerHouseholds, kHere, "switches the map to figures per 100 households, and back"},
          {letter(U'M'), "M", MarkComparison{}, kHere, "marks the moment to compare with, or ends the comparison"},
          {letter(U'V'), "V", kSwitchCompareView, kHere,
           "while comparing: switches between the difference and two maps"},
          {letter(U'W'), "W", kNextWindow, kHere, "changes the window of the rates"},
          {typed(U'?'), "?", kSwitchDefinitions, kHere,
           "shows what each figure of the scene means, and the figures again"},
          {key(Key::kPageUp), "PageUp", kSelectPreviousAlarm, kHere, "selects the previous alarm"},
          {key(Key::kPageDown), "PageDown", kSelectNextAlarm, kHere, "selects the next alarm"},
      });
  static_assert(kMapModeCount == 5);  // a key each
}

void add_desk_keys(std::vector<KeyBinding>& keys) {
  using enum DeskForm;
  constexpr KeyPlace kHere = KeyPlace::kDesk;
  keys.insert(keys.end(),
              {
                  {letter(U'A'), "A", Acknowledge{}, kHere, "acknowledges the selected alarm, or the most urgent one"},
                  {letter(U'S'), "S", OpenForm{kShelve}, kHere, "shelves an alarm for a time"},
                  {letter(U'U'), "U", Unshelve{}, kHere, "brings a shelved alarm back"},
                  {letter(U'N'), "N", OpenForm{kNote}, kHere, "writes a note"},
                  {letter(U'B'), "B", OpenForm{kBookmark}, kHere, "bookmarks the moment"},
                  {letter(U'E'), "E", OpenForm{kEmergency}, kHere, "switches an area to emergency mode"},
                  {letter(U'D'), "D", OpenForm{kStandDown}, kHere, "stands an area down from emergency mode"},
                  {letter(U'X'), "X", DeskCommand::kTickNextStep, kHere, "ticks off the next step of the plan"},
                  {letter(U'T'), "T", OpenForm{kHandover}, kHere, "hands over the shift"},
              });
}

void add_form_keys(std::vector<KeyBinding>& keys) {
  using enum DeskCommand;
  constexpr KeyPlace kHere = KeyPlace::kForm;
  keys.insert(keys.end(),
              {
                  {key(Key::kTab), "Tab", kNextField, kHere, "goes to the next field"},
                  {key(Key::kDown), "Down", kNextField, kHere, "goes to the next field"},
                  {key(Key::kUp), "Up", kPreviousField, kHere, "goes to the previous field"},
                  {key(Key::kLeft), "Left", kPreviousChoice, kHere, "takes the previous choice"},
                  {key(Key::kRight), "Right", kNextChoice, kHere, "takes the next choice"},
                  {key(Key::kBackspace), "Backspace", kEraseCharacter, kHere, "removes the last character"},
                  {key(Key::kEnter), "Enter", kNextFieldOrSend, kHere, "goes to the next field; sends from the last"},
                  {key(Key::kEscape), "Esc", FormCancel{}, kHere, "closes the form without sending"},
              });
}

void add_time_keys(std::vector<KeyBinding>& keys) {
  constexpr KeyPlace kHere = KeyPlace::kTime;
  keys.insert(keys.end(),
              {
                  {key(Key::kSpace), "Space", WallCommand::kSwitchPlaying, kHere, "plays, pauses"},
                  {key(Key::kLeft), "Left", StepSeconds{-1}, kHere, "goes back by a second"},
                  {key(Key::kRight), "Right", StepSeconds{+1}, kHere, "goes forward by a second"},
                  {typed(U','), ",", StepEvents{-1}, kHere, "goes back by an event"},
                  {typed(U'.'), ".", StepEvents{+1}, kHere, "goes forward by an event"},
                  {typed(U'['), "[", ChangeSpeed{false}, kHere, "slows down"},
                  {typed(U']'), "]", ChangeSpeed{true}, kHere, "speeds up"},
                  {letter(U'J'), "J", SeekMark{-1, false}, kHere, "goes to the previous mark on the strip"},
                  {letter(U'K'), "K", SeekMark{-1, true}, kHere, "goes to the next mark on the strip"},
                  {key(Key::kHome), "Home", SeekEnd{false}, kHere, "goes to the beginning of the log"},
                  {key(Key::kEnd), "End", SeekEnd{true}, kHere, "goes to the end of the log"},
                  {letter(U'L'), "L", MarkLoop{}, kHere, "sets the beginning of a loop, then its end, then removes it"},
                  {letter(U'F'), "F", FollowLive{}, kHere, "returns to the present"},
                  {letter(U'C'), "C", CopyLink{}, kHere, "copies the command that shows this moment again"},
              });
}

bool is_same_desk_action(const Action& a, const Action& b) {
  if (a.index() != b.index()) return false;
  const auto* form = std::get_if<OpenForm>(&a);
  return form == nullptr || form->form == std::get<OpenForm>(b).form;
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

std::string_view desk_key_name(const Action& action) {
  for (const KeyBinding& one : key_bindings()) {
    if (one.place != KeyPlace::kDesk) continue;
    const auto* meant = std::get_if<Action>(&one.meaning);
    if (meant != nullptr && is_same_desk_action(*meant, action)) return one.name;
  }
  return {};
}

std::string keys_help() {
  std::string text;
  for (int place = 0; place < kKeyPlaceCount; ++place) {
    text += fmt::format("{}:\n", kPlaceTitles[place]);
    for (const KeyBinding& one : key_bindings()) {
      if (one.place == static_cast<KeyPlace>(place)) text += fmt::format("  {:<10} {}\n", one.name, one.help);
    }
  }
  return text;
}

}  // namespace gridwall::view_model
