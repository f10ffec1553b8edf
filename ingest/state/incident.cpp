#include "ingest/state/incident.h"

#include <algorithm>
#include <tuple>

namespace gridwall::inline state {

IncidentView incident_view(const CountyState& state, const County& county, IncidentIndex index) {
  const Incident& incident = state.incidents[index];
  IncidentView view;
  view.incident = index;
  view.open = incident.open();
  view.drill = incident.drill;
  view.level = incident.level;
  view.opened_ns = incident.opened_ns;
  view.closed_ns = incident.closed_ns;
  view.last_news_ns = incident.updated_ns;
  if (!incident.timeline.empty()) view.last_news_ns = std::max(view.last_news_ns, incident.timeline.back().at_ns);
  if (incident.grid != kNone) view.area = county.area_of_grid(incident.grid, 0);
  for (TeamIndex i{0}; i < state.teams.size(); ++i) {
    const TeamState& team = state.teams[i];
    if (team.incident != index) continue;
    view.teams.push_back(i);
    view.headcount += team.headcount;
    if (team.detail == TeamDetail::kOnScene) ++view.teams_on_scene;
    if (team.detail == TeamDetail::kDispatched || team.detail == TeamDetail::kEnRoute) ++view.teams_under_way;
  }
  return view;
}

std::vector<IncidentView> open_incidents(const CountyState& state, const County& county) {
  std::vector<IncidentView> views;
  for (IncidentIndex i{0}; i < state.incidents.size(); ++i) {
    if (state.incidents[i].open()) views.push_back(incident_view(state, county, i));
  }
  std::sort(views.begin(), views.end(), [](const IncidentView& a, const IncidentView& b) {
    return std::tuple(a.drill, a.level, -a.opened_ns, a.incident) <
           std::tuple(b.drill, b.level, -b.opened_ns, b.incident);
  });
  return views;
}

WarningsInForce warnings_in_force(const CountyState& state, int64_t now_ns) {
  WarningsInForce in_force;
  for (WarningIndex i{0}; i < state.warnings.size(); ++i) {
    const Warning& warning = state.warnings[i];
    if (warning.issued_ns == kNever || warning.lifted_ns != kNever || warning.until_ns <= now_ns) continue;
    if (warning.status == WarningStatus::kActual) in_force.actual.push_back(i);
    if (warning.status == WarningStatus::kExercise) in_force.exercise.push_back(i);
    if (warning.status == WarningStatus::kTest) in_force.test.push_back(i);
  }
  for (std::vector<WarningIndex>* list : {&in_force.actual, &in_force.exercise, &in_force.test}) {
    std::sort(list->begin(), list->end(), [&](WarningIndex a, WarningIndex b) {
      const auto key = [&](WarningIndex i) {
        return std::tuple(state.warnings[i].level, -state.warnings[i].issued_ns, i);
      };
      return key(a) < key(b);
    });
  }
  return in_force;
}

std::vector<const DutyNote*> duty_log(const CountyState& state) {
  uint64_t from_seq = 0;
  for (const DutyNote& note : state.notes) {
    if (note.type == EventType::kEmergencyHandover) from_seq = note.seq;
  }
  std::vector<const DutyNote*> log;
  for (const auto* notes : {&state.notes, &state.duty_acts}) {
    for (const DutyNote& note : *notes) {
      if (note.seq >= from_seq) log.push_back(&note);
    }
  }
  std::sort(log.begin(), log.end(), [](const DutyNote* a, const DutyNote* b) { return a->seq < b->seq; });
  return log;
}

}  // namespace gridwall::state
