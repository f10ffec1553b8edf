// The board of emergency rescue teams: counts by status, then the teams, those first that matter now. Pure; any thread.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/view_model/data_age.h"

namespace gridwall::view_model {

struct TeamCount {
  std::string label;
  std::string teams;
  Change change;
};

struct TeamRow {
  uint32_t team = 0;  // index into CountyState::teams
  bool reported = false;
  TeamStatus status = TeamStatus::kAvailable;
  bool lost = false;   // no contact for County::team_stale_after_s
  std::string name;    // without the county and what most names end with
  std::string detail;  // what it does, and since when; or for how long nobody has heard of it
  std::string note;    // when it arrives, or what it is out for
  std::string headcount;
};

struct TeamBoard {
  std::string title;
  std::string summary;  // teams and people
  Change people_change;
  std::string why;  // there are none
  DataAge age;
  bool greyed = false;              // not live: a quiet feed alone does not make a team unknown
  std::array<TeamCount, 3> counts;  // by TeamStatus
  std::vector<TeamRow> rows;        // all of them; a panel shows as many as it has room for
};
TeamBoard build_team_board(const ViewContext& context);

}  // namespace gridwall::view_model
