// Who could help at the incident the wall is about, in words: for the form that proposes a team, the map's lines and
// the tiles. Pure; any thread. Must not know how it is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

inline constexpr size_t kNearestInForm = 6, kNearestOnMap = 3;

struct NearestTeam {
  TeamIndex team = kNone;
  std::string name;
  std::string way;  // "3.2 km about 8 min"; empty: not known
  std::string skills;
  int64_t headcount = 0;
  bool proposed = false;  // for this incident, and not answered yet
  Position position;
  bool has_place = false;
};
// Those not proposed yet first, by the way; at most `most`. None without an incident in focus.
std::vector<NearestTeam> nearest_to_focus(const ViewContext& context, size_t most);

// How long a team has been proposed for, as "proposed 3 min"; empty: it is not.
std::string told_proposal(const ViewContext& context, TeamIndex team);
int64_t proposals_for(const ViewContext& context, IncidentIndex incident);

}  // namespace gridwall::view_model
