#include "ingest/simulate/crew.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/simulate/places.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate {

Crew::Crew(const County& county) : county_(county), teams_(county.teams.size()) {
  for (size_t i = 0; i < teams_.size(); ++i) {
    teams_[i].headcount = county.teams[i].headcount > 0 ? county.teams[i].headcount : 12;
    teams_[i].from = teams_[i].to = county.teams[i].home;
  }
}

Position Crew::position(size_t team, int64_t now_ns) const {
  const TeamNow& now = teams_[team];
  if (now.arrive_ns <= now.leave_ns) return rounded(now.to);
  const double part = static_cast<double>(now_ns - now.leave_ns) / static_cast<double>(now.arrive_ns - now.leave_ns);
  return rounded(part_way(now.from, now.to, part));
}

std::vector<size_t> Crew::nearest_free(Position to, size_t count) const {
  std::vector<size_t> free;
  for (size_t i = 0; i < teams_.size(); ++i) {
    if (teams_[i].status == TeamStatus::kAvailable && !teams_[i].reserved) free.push_back(i);
  }
  std::stable_sort(free.begin(), free.end(),
                   [&](size_t a, size_t b) { return distance_m(home(a), to) < distance_m(home(b), to); });
  if (free.size() > count) free.resize(count);
  return free;
}

Draft Crew::report(size_t team, int64_t now_ns, std::string_view number) const {
  const TeamNow& now = teams_[team];
  Draft draft = draft_of(EventType::kEmergencyTeamStatus, now_ns, kRescueSource, county_.teams[team].code, number);
  draft.with(Field::kTeam, county_.teams[team].code)
      .with(Field::kStatus, static_cast<int64_t>(now.status))
      .with(Field::kDetail, static_cast<int64_t>(now.detail));
  if (!now.incident.empty()) draft.with(Field::kIncident, now.incident);
  draft.with(Field::kHeadcount, now.headcount);
  if (now.detail == TeamDetail::kEnRoute && now.arrive_ns > now_ns) {
    draft.with(Field::kEtaS, (now.arrive_ns - now_ns) / kNsPerSecond);
  }
  if (has_positions()) draft.position = position(team, now_ns);
  return draft;
}

}  // namespace gridwall::simulate
