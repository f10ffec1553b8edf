// Incidents being handled: level, what and where, for how long, who is on it, the last word from there. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct IncidentRow {
  std::string incident;  // its id
  uint8_t level = 4;
  bool drill = false;
  bool selected = false;
  std::string mark;   // the level's numeral
  std::string title;  // kind, after the drill's mark
  std::string place;
  std::string age;
  std::string teams;  // how many are under way and on the scene, and people
  std::string news;   // the last update, and when
};

struct IncidentBoard {
  std::string title;
  std::string summary;  // how many
  Change change;        // of these
  std::string why;      // none
  DataAge age;
  std::vector<IncidentRow> rows;  // by level, then the newest; drills last
};
IncidentBoard build_incident_board(const ViewContext& context);

// The incident the scene is about: the one selected while it is open, else the first of the board; kNoKey for none.
IncidentIndex incident_in_focus(const ViewContext& context);
bool any_drill(const ViewContext& context);  // an open incident is one: the picture must say so

}  // namespace gridwall::view_model
