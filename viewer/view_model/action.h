// What a press or a key asks for. Panels say where on the picture each may be asked for; the wall does what concerns
// the view, and hands the rest on to the program: events of the desk, the replay's clock. Plain values; any thread.
#pragma once

#include <string>
#include <variant>

#include "ingest/event/draft.h"
#include "viewer/view_model/comparison.h"
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
struct ShowSpan {
  ArrivalSpan span;
};
struct ShowOwnLayer {  // by its number in the file
  size_t layer = 0;
  bool on = true;
};
struct ShowPerHouseholds {
  bool on;
};
struct ShowCompared {
  CompareView view;
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
struct MarkAlarm {  // into the selection that is acknowledged together, or out of it
  std::string alarm;
};
struct OpenAlarms {  // a row that stands for several: shows each of them
  std::string row;   // empty: all rows again
};
struct ShowAlarm {    // its place on the map and its incident
  std::string alarm;  // empty: the one selected, else the first
};
struct SelectTeam {
  std::string team;  // empty: none
};
struct SelectMode {  // which emergency's plan is shown
  std::string area;
};

enum class Sheet : uint8_t { kNone, kHelp, kNotices, kSituation };  // what lies over the wall until it is put away
struct ShowSheet {
  Sheet sheet;
};

struct TurnPage {  // of a tile that has more than finds room
  std::string tile;
  bool back = false;
};

enum class DeskForm : uint8_t { kShelve, kNote, kBookmark, kEmergency, kStandDown, kHandover, kAcknowledge, kPropose };
struct OpenForm {
  DeskForm form;
};
struct FormPick {  // a field, and one of its choices (-1: none, the field is written)
  int field;
  int choice;
};
struct FormSend {};
struct FormCancel {};
struct Acknowledge {};  // the alarms marked, else what is selected, else the first that nobody has acknowledged
struct Unshelve {};
struct TickStep {
  std::string plan, step;
};
struct TickNextStep {};  // of the plan shown
struct WriteSituation {  // of the incident shown: on the screen, and into a folder
  std::string incident;  // empty: the one the wall is about
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
struct ChangeSpeed {
  bool faster;
};
struct SeekTo {
  int64_t at_ns;
};
struct SeekMark {  // to the next or previous moment of a kind, see TimeMark::kind; below 0: of any
  int kind;
  bool forward;
};
struct SeekEnd {  // of the log
  bool last;
};
struct FollowLive {};
struct MarkLoop {};        // here it begins; here it ends; no more of it
struct MarkComparison {};  // with this moment others are compared; no more of it
struct CopyLink {};

// A draft is what the duty officer did, on its way to becoming an event under the desk's own identity.
using Action =
    std::variant<GoTo, ShowScene, ShowMap, ShowSpan, ShowOwnLayer, ShowPerHouseholds, ShowCompared, ShowWindow,
                 SelectIncident, SelectAlarm, MarkAlarm, OpenAlarms, ShowAlarm, SelectTeam, SelectMode, ShowSheet,
                 TurnPage, Draft, OpenForm, FormPick, FormSend, FormCancel, Acknowledge, Unshelve, TickStep,
                 TickNextStep, WriteSituation, Play, StepEvents, StepSeconds, ChangeSpeed, SeekTo, SeekMark, SeekEnd,
                 FollowLive, MarkLoop, MarkComparison, CopyLink>;

}  // namespace gridwall::view_model
