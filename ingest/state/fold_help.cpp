// Proposals of teams to the dispatch system, and what there is of resources.
#include <algorithm>

#include "ingest/state/fold_emergency_parts.h"

namespace gridwall::inline state {

void apply_team_request(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  record_of(state.incident_ids, state.incidents, event.text(Field::kIncident));
  record_of(state.team_ids, state.teams, event.text(Field::kTeam));
  const IncidentIndex incident = state.incident_ids.find(event.text(Field::kIncident));
  const TeamIndex team = state.team_ids.find(event.text(Field::kTeam));
  TimelineEntry entry = timeline_entry(step);
  entry.team = team;
  entry.by = step.word(Field::kBy);
  entry.text = event.text(event.has(Field::kSkills) ? Field::kSkills : Field::kNote);
  remember(state, incident, std::move(entry));
  const std::string& place = state.incidents[incident].place;
  const std::string_view where = place.empty() ? event.text(Field::kIncident) : std::string_view(place);
  note_act(step, event.text(Field::kTeam), where);
  step.say(event.text(Field::kTeam), where);

  const TeamState& asked = state.teams[team];
  const bool answered =
      asked.reported && asked.status != TeamStatus::kAvailable && asked.last_contact_ns >= event.at_ns;
  const auto open = state.team_requests.find(team);
  const bool earlier = open != state.team_requests.end() && open->second.at_ns > event.at_ns;
  if (!state.incidents[incident].open() || answered || earlier) {
    step.anomaly();
    return;
  }
  TeamRequest& request = state.team_requests[team];
  request.at_ns = event.at_ns;
  request.incident = incident;
  request.by = step.word(Field::kBy);
  request.headcount = event.integer(Field::kHeadcount);
  request.skills = event.text(Field::kSkills);
  request.note = event.text(Field::kNote);
}

void answer_request(CountyState& state, TeamIndex team, int64_t at_ns) {
  const auto open = state.team_requests.find(team);
  if (open == state.team_requests.end() || at_ns < open->second.at_ns) return;
  if (state.teams[team].status != TeamStatus::kAvailable) state.team_requests.erase(open);
}

void drop_requests_of(CountyState& state, IncidentIndex incident) {
  std::erase_if(state.team_requests, [&](const auto& open) { return open.second.incident == incident; });
}

void apply_resource(const FoldStep& step) {
  const Event& event = step.event;
  Resource& resource = record_of(step.state.resource_ids, step.state.resources, event.text(Field::kResource));
  const bool late = event.at_ns < resource.reported_ns;
  if (late || event.integer(Field::kFree) > event.integer(Field::kCount)) step.anomaly();
  if (late) return;
  resource.reported_ns = event.at_ns;
  resource.count = event.integer(Field::kCount);
  resource.free = std::min(event.integer(Field::kFree), resource.count);
  resource.kind = step.word(Field::kKind);
  if (event.has(Field::kArea)) resource.area = step.word(Field::kArea);
  if (event.has(Field::kName)) resource.name = event.text(Field::kName);
  if (event.has(Field::kPlace)) resource.place = event.text(Field::kPlace);
  if (step.stamp.grid != kNone) resource.grid = step.stamp.grid;
  if (step.position) {
    resource.position = *step.position;
    resource.has_position = true;
  }
}

}  // namespace gridwall::state
