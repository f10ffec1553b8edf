#include "ingest/state/nearest_help.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "ingest/state/team_board.h"

namespace gridwall::inline state {

const Team* listed_team(const CountyState& state, const County& county, TeamIndex team) {
  const std::string_view code = state.team_ids.text(team);
  const auto found =
      std::find_if(county.teams.begin(), county.teams.end(), [&](const Team& one) { return one.code == code; });
  return found == county.teams.end() ? nullptr : &*found;
}

std::optional<Position> position_or_center(const County& county, bool has_position, Position position, GridIndex grid) {
  if (has_position) return position;
  if (grid < county.grids.size()) return county.grids[grid].center;
  return std::nullopt;
}

std::optional<Position> position_of_incident(const CountyState& state, const County& county, IncidentIndex index) {
  const Incident& incident = state.incidents[index];
  if (!incident.has_position && !county.map.has_geometry) return std::nullopt;
  return position_or_center(county, incident.has_position, incident.position, incident.grid);
}

std::vector<NearTeam> nearest_teams(const CountyState& state, const County& county, IncidentIndex incident,
                                    int64_t now_ns) {
  std::vector<NearTeam> near;
  if (incident == kNone || !state.incidents[incident].open()) return near;
  const std::optional<Position> to = position_of_incident(state, county, incident);
  for (TeamIndex index{0}; index < state.teams.size(); ++index) {
    const TeamState& team = state.teams[index];
    if (!team.reported || team.status != TeamStatus::kAvailable || team_is_silent(team, county, now_ns)) continue;
    NearTeam& one = near.emplace_back();
    one.team = index;
    one.headcount = team.headcount;
    one.position = team.position;
    const bool placed = team.has_position || (county.map.has_geometry && listed_team(state, county, index) != nullptr);
    if (!to || !placed) continue;
    one.distance_m = distance_m(team.position, *to);
    if (county.travel_speed_kmh > 0) {
      one.travel_s = std::llround(*one.distance_m * county.travel_detour / (county.travel_speed_kmh / 3.6));
    }
  }
  std::sort(near.begin(), near.end(), [](const NearTeam& a, const NearTeam& b) {
    const auto key = [](const NearTeam& one) {
      return std::tuple(one.distance_m.value_or(std::numeric_limits<double>::max()), -one.headcount, one.team);
    };
    return key(a) < key(b);
  });
  return near;
}

}  // namespace gridwall::state
