// Who can help at an incident: the teams that are ready, by the way to it. Pure; any thread, between two applies.
// `now_ns` is the playback clock's. Knows no roads: the way is the straight line, made longer as the county says.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

struct NearTeam {
  TeamIndex team = kNone;
  Position position;
  std::optional<double> distance_m;  // in a straight line; nothing where the incident or the team has no place
  std::optional<int64_t> travel_s;   // by County::travel_speed_kmh; nothing where the county names none
  int64_t headcount = 0;
};

// Teams that are available and in contact, the nearest first, those without a place last; of equal ways the greater
// headcount first. Empty for an incident that is not open.
std::vector<NearTeam> nearest_teams(const CountyState& state, const County& county, IncidentIndex incident,
                                    int64_t now_ns);

// Where something is: its own position, else the middle of its grid.
std::optional<Position> position_or_center(const County& county, bool has_position, Position position, GridIndex grid);
// The same of an incident; nothing where the county has no map and so no middles.
std::optional<Position> position_of_incident(const CountyState& state, const County& county, IncidentIndex incident);

// A team as the county lists it; null for one that it does not list.
const Team* listed_team(const CountyState& state, const County& county, TeamIndex team);

}  // namespace gridwall::state
