// What a press or a key asks for. Panels say where on the picture each may be asked for; the wall does what concerns
// the view, and hands the rest on to the program: events of the desk, the replay's clock. Plain values; any thread.
#pragma once

#include <string>
#include <variant>

#include "ingest/event/event.h"
#include "viewer/view_model/map_choice.h"
#include "viewer/view_model/navigation.h"

namespace gridwall::view_model {

struct GoTo {  // drill down or up
  Scope scope;
};
struct ShowScene {
  Scene scene;
};
struct ShowMap {
  MapMode mode;
};
struct ShowPerHouseholds {
  bool on;
};
struct ShowWindow {
  Window window;
};
struct SelectIncident {
  std::string incident;  // empty: none
};
struct SelectAlarm {
  std::string alarm;  // empty: none
};

// What the duty officer does becomes an event under the desk's own identity; `place` where one is needed.
struct DutyEvent {
  EventType type{};
  std::vector<std::pair<Field, std::string>> texts;
  std::vector<std::pair<Field, int64_t>> integers;  // levels, words by their number, times in nanoseconds
};

// The replay's clock.
struct Play {
  bool on;
};
struct StepEvents {
  int events;  // back when below 0
};
struct StepSeconds {
  int seconds;
};
struct SetSpeed {
  double speed;
};
struct SeekTo {
  int64_t at_ns;
};
struct SeekMark {  // to the next or previous of a kind, see playback
  int kind;
  bool forward;
};
struct FollowLive {};
struct LoopSelection {
  bool on;
};
struct CopyLink {};

using Action =
    std::variant<GoTo, ShowScene, ShowMap, ShowPerHouseholds, ShowWindow, SelectIncident, SelectAlarm, DutyEvent, Play,
                 StepEvents, StepSeconds, SetSpeed, SeekTo, SeekMark, FollowLive, LoopSelection, CopyLink>;

}  // namespace gridwall::view_model
