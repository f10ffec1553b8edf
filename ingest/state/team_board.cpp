#include "ingest/state/team_board.h"

#include <algorithm>
#include <numeric>

#include "ingest/event/time.h"

namespace gridwall::inline state {

TeamBoard team_board(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places) {
  TeamBoard board;
  for (const TeamIndex index : teams_serving(state, county, places)) {
    const TeamState& team = state.teams[index];
    if (!team.reported) {
      ++board.unreported;
      continue;
    }
    if (team_is_silent(team, county, now_ns)) {
      ++board.silent;
      board.silent_headcount += team.headcount;
      continue;
    }
    const auto status = static_cast<size_t>(team.status);
    ++board.teams[status];
    board.headcount[status] += team.headcount;
  }
  return board;
}

bool team_is_silent(const TeamState& team, const County& county, int64_t now_ns) {
  if (!team.reported || team.status == TeamStatus::kOutOfService) return false;
  return now_ns - team.last_contact_ns > county.team_stale_after_s * kNsPerSecond;
}

std::vector<TeamIndex> teams_serving(const CountyState& state, const County& county, const ScopePlaces& places) {
  std::vector<TeamIndex> teams;
  if (places.whole_county()) {
    teams.resize(state.teams.size());
    std::iota(teams.begin(), teams.end(), TeamIndex(0));
    return teams;
  }
  for (const Team& team : county.teams) {
    if (team.area != kNone && !places.holds_area(team.area) && !places.lies_in_area(team.area)) continue;
    const TeamIndex index = state.team_ids.find(team.code);
    if (index != kNone) teams.push_back(index);
  }
  std::sort(teams.begin(), teams.end());
  return teams;
}

std::vector<AreaIndex> areas_of_teams(const CountyState& state, const County& county) {
  std::vector<AreaIndex> areas(state.teams.size());
  for (const Team& team : county.teams) {
    const TeamIndex index = state.team_ids.find(team.code);
    if (index != kNone) areas[index] = team.area;
  }
  return areas;
}

}  // namespace gridwall::state
