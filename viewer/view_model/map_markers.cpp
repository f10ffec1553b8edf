#include "viewer/view_model/map_markers.h"

#include <algorithm>
#include <tuple>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"
#include "ingest/state/nearest_help.h"
#include "ingest/state/resource_board.h"
#include "ingest/state/team_board.h"
#include "viewer/view_model/county_geometry.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_focus.h"
#include "viewer/view_model/nearest.h"

namespace gridwall::view_model {
namespace {

constexpr int64_t kYoungNs = 180 * kNsPerSecond;
constexpr int64_t kQuietNs = 1800 * kNsPerSecond;

bool alarm_is_loud(const ViewContext& context, IncidentIndex incident) {
  const std::string id = "incident:" + std::string(context.state.incident_ids.text(incident));
  const uint32_t alarm = context.state.alarm_ids.find(id);
  if (alarm == kNone) return false;
  return alarm_state_at(context.state.alarms[alarm], context.now_ns) == AlarmState::kActiveUnacknowledged;
}

void add_incidents(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane,
                   const ScopePlaces& places) {
  const std::vector<Incident>& incidents = context.state.incidents;
  for (IncidentIndex i{0}; i < incidents.size(); ++i) {
    const Incident& incident = incidents[i];
    if (!incident.open()) continue;
    const std::optional<Position> at =
        position_or_center(context.county, incident.has_position, incident.position, incident.grid);
    if (!at) continue;
    IncidentMark mark;
    mark.incident = i;
    mark.at = to_metres(plane, *at);
    mark.level = std::clamp<uint8_t>(incident.level, 1, 4);
    mark.drill = incident.drill;
    mark.outside = !places.holds_grid(incident.grid);
    mark.pulsing = context.now_ns - incident.opened_ns < kYoungNs || alarm_is_loud(context, i);
    const std::string_view kind = incident.kind == kNone ? std::string_view(incident.place)
                                                         : context.texts.word(context.state.words.text(incident.kind));
    mark.text = fill(context.texts[Text::kIncidentLabel],
                     {{"level", context.texts.at(Text::kLevelName1, mark.level - 1U)}, {"kind", kind}});
    if (incident.drill) mark.text = context.texts[Text::kDrillMark] + " " + mark.text;
    markers.incidents.push_back(std::move(mark));
  }
  std::sort(markers.incidents.begin(), markers.incidents.end(), [&](const IncidentMark& a, const IncidentMark& b) {
    return std::tuple(a.level, -incidents[a.incident].opened_ns, a.incident) <
           std::tuple(b.level, -incidents[b.incident].opened_ns, b.incident);
  });
}

// An incident's own alarm has the incident's mark.
void add_alarms(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane, const ScopePlaces& places) {
  for (const AlarmView& alarm : alarms_at(context.state, context.county, context.now_ns)) {
    if (alarm.kind != AlarmKind::kRaised || !(alarm.active() || alarm.unacknowledged())) continue;
    if (!places.holds_grid(alarm.grid)) continue;
    const Alarm& raised = context.state.alarms[alarm.alarm];
    const std::optional<Position> at =
        position_or_center(context.county, raised.has_position, raised.position, alarm.grid);
    if (!at) continue;
    AlarmMark mark{to_metres(plane, *at), alarm.id, std::clamp<uint8_t>(alarm.level, 1, 4), alarm.unacknowledged()};
    mark.selected = alarm.id == context.selected_alarm;
    const auto known = std::find_if(markers.alarms.begin(), markers.alarms.end(), [&](const AlarmMark& one) {
      return one.at.x == mark.at.x && one.at.y == mark.at.y;
    });
    if (known == markers.alarms.end()) {
      if (markers.alarms.size() < kMostAlarms) markers.alarms.push_back(std::move(mark));
      continue;
    }
    ++known->count;
    known->loud = known->loud || mark.loud;
    known->selected = known->selected || mark.selected;
  }
}

void add_teams(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane, const ScopePlaces& places) {
  for (uint32_t i = 0; i < context.state.teams.size(); ++i) {
    const TeamState& team = context.state.teams[i];
    const bool at_home = !team.has_position && i < context.county.teams.size();
    const Position home = at_home ? context.county.teams[i].home : Position{};
    if (!team.has_position && (!at_home || (home.lon_deg == 0 && home.lat_deg == 0))) continue;
    if (!team.reported) continue;
    TeamMark mark;
    // One that is out is seen wherever it stands; one that waits, where it belongs.
    const AreaIndex area = i < context.county.teams.size() ? context.county.teams[i].area : kNone;
    const bool belongs = area == kNone || places.holds_area(area);
    if (!belongs && team.status != TeamStatus::kAssigned) continue;
    mark.at = to_metres(plane, team.has_position ? team.position : home);
    mark.team = context.state.team_ids.text(TeamIndex(i));
    mark.selected = !mark.team.empty() && mark.team == context.selected_team;
    mark.status = team.status;
    mark.lost = team_is_silent(team, context.county, context.now_ns);
    markers.teams.push_back(mark);
  }
}

void add_workers(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane, const ScopePlaces& places) {
  for (const Worker& worker : context.state.workers) {
    if (worker.shift_started_ns == kNever || !worker.has_position) continue;
    WorkerMark mark;
    mark.at = to_metres(plane, worker.position);
    mark.quiet = context.now_ns - worker.last_contact_ns > kQuietNs;
    mark.night = began_at_night(worker, context.county);
    mark.outside = !places.holds_grid(worker.grid);
    const size_t steps = std::min(worker.trail.size(), kTrailSteps);
    for (size_t i = worker.trail.size() - steps; i < worker.trail.size() && steps > 1; ++i) {
      mark.trail.push_back(to_metres(plane, worker.trail[i]));
    }
    markers.workers.push_back(std::move(mark));
  }
  const auto inside = static_cast<size_t>(std::count_if(markers.workers.begin(), markers.workers.end(),
                                                        [](const WorkerMark& mark) { return !mark.outside; }));
  markers.workers_hidden = inside > (context.scene == Scene::kPatrol ? kMostWorkers : kMostWorkersBeside);
  if (markers.workers_hidden) markers.workers.clear();
  if (markers.workers.size() > kMostWorkers) {
    std::erase_if(markers.workers, [](const WorkerMark& mark) { return mark.outside; });
  }
  if (markers.workers.size() > kMostTrails) {
    for (WorkerMark& mark : markers.workers) mark.trail.clear();
  }
}

void add_help(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane) {
  if (context.scene != Scene::kEmergency || context.connection.replay) return;
  const IncidentIndex focus = incident_in_focus(context);
  if (focus == kNone) return;
  const std::optional<Position> from = position_of_incident(context.state, context.county, focus);
  if (!from) return;
  for (const NearestTeam& team : nearest_to_focus(context, kNearestOnMap)) {
    if (!team.has_place) continue;
    markers.help.push_back({to_metres(plane, *from), to_metres(plane, team.position), team.way, team.proposed});
  }
}

void add_resources(MapMarkers& markers, const ViewContext& context, const LocalPlane& plane,
                   const ScopePlaces& places) {
  if (!context.resources) return;
  for (const Resource& resource : context.state.resources) {
    if (resource.reported_ns == kNever || markers.resources.size() >= kMostResources) continue;
    if (!resource_serves(context.state, context.county, places, resource)) continue;
    const std::optional<Position> at =
        position_or_center(context.county, resource.has_position, resource.position, resource.grid);
    if (!at) continue;
    ResourceMark& mark = markers.resources.emplace_back();
    mark.at = to_metres(plane, *at);
    const std::string_view kind =
        resource.kind == kNone ? std::string_view() : context.texts.word(context.state.words.text(resource.kind));
    mark.letter = std::string(cut_to_characters(kind, 1));
    mark.free = format_count(resource.free) + "/" + format_count(resource.count);
    mark.scarce = resource.free * 5 < resource.count;
  }
}

}  // namespace

MapMarkers build_map_markers(const ViewContext& context, const LocalPlane& plane) {
  MapMarkers markers;
  const ScopePlaces places(context.county, context.scope);
  add_incidents(markers, context, plane, places);
  add_alarms(markers, context, plane, places);
  add_teams(markers, context, plane, places);
  add_workers(markers, context, plane, places);
  add_help(markers, context, plane);
  add_resources(markers, context, plane, places);
  return markers;
}

}  // namespace gridwall::view_model
