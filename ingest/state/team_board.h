// Teams as alarms, figures and the wall count them: who serves a place, who is silent, how many there are. Pure; any
// thread, between two applies. `now_ns` is the playback clock's. Knows no names and no order to show them in.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct TeamBoard {                     // teams the county lists or that reported; each is in one of these
  std::array<int64_t, 3> teams{};      // by TeamStatus, those in contact
  std::array<int64_t, 3> headcount{};  // of these
  int64_t unreported = 0;              // listed, never heard of
  int64_t silent = 0;                  // team_is_silent: what they said last need not be so any more
  int64_t silent_headcount = 0;        // of these
};
TeamBoard team_board(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places);

// Somebody waits for its word: no report for County::team_stale_after_s, though it reported once and is not out of
// service.
bool team_is_silent(const TeamState& team, const County& county, int64_t now_ns);

// Ascending: those of the areas in `places`, of the areas above it, and of the county. A team
// that the county does not list has no place: it is on the whole county's board only.
std::vector<TeamIndex> teams_serving(const CountyState& state, const County& county, const ScopePlaces& places);

// Of each of CountyState::teams the area it belongs to, as the county lists it; kNone for others.
std::vector<AreaIndex> areas_of_teams(const CountyState& state, const County& county);

}  // namespace gridwall::state
