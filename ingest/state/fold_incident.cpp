#include <algorithm>

#include "ingest/state/fold_emergency_parts.h"
#include "ingest/state/incident.h"

namespace gridwall::inline state {
namespace {

void take_facts(const FoldStep& step, Incident& incident) {
  const Event& event = step.event;
  incident.updated_ns = std::max(incident.updated_ns, event.at_ns);
  if (event.has(Field::kKind)) incident.kind = step.word(Field::kKind);
  if (event.has(Field::kLevel)) incident.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  if (event.has(Field::kGrade)) incident.grade = step.word(Field::kGrade);
  if (event.has(Field::kPlace)) incident.place = event.text(Field::kPlace);
  if (event.has(Field::kDrill)) incident.drill = event.flag(Field::kDrill);
  if (event.has(Field::kText)) incident.text = event.text(Field::kText);
  if (event.has(Field::kAlarm)) {
    record_of(step.state.alarm_ids, step.state.alarms, event.text(Field::kAlarm));
    incident.alarm = step.state.alarm_ids.find(event.text(Field::kAlarm));
  }
  if (step.stamp.grid != kNone) incident.grid = step.stamp.grid;
  if (step.position) {
    incident.position = *step.position;
    incident.has_position = true;
  }
}

// Its opening stays, whatever else has to go.
void shorten(Incident& incident, size_t most) {
  while (incident.timeline.size() > most) {
    const bool opening = incident.timeline.front().type == EventType::kEmergencyIncidentOpened && most > 0;
    incident.timeline.erase(incident.timeline.begin() + (opening && incident.timeline.size() > 1 ? 1 : 0));
    ++incident.timeline_dropped;
  }
}

void close_timeline(CountyState& state, IncidentIndex index) {
  drop_requests_of(state, index);
  shorten(state.incidents[index], kTimelineClosed);
  state.closed_incidents.push_back(index);
  if (state.closed_incidents.size() <= kTimelinesOfClosed) return;
  shorten(state.incidents[state.closed_incidents.front()], 0);
  state.closed_incidents.pop_front();
}

}  // namespace

TimelineEntry timeline_entry(const FoldStep& step) {
  TimelineEntry entry;
  entry.at_ns = step.event.at_ns;
  entry.seq = step.stamp.seq;
  entry.type = step.event.type;
  return entry;
}

void remember(CountyState& state, IncidentIndex index, TimelineEntry entry) {
  Incident& incident = state.incidents[index];
  size_t most = kTimelineOpen;
  if (incident.closed_ns != kNever) {
    const bool kept =
        std::find(state.closed_incidents.begin(), state.closed_incidents.end(), index) != state.closed_incidents.end();
    most = kept ? kTimelineClosed : 0;
  }
  const auto after = std::upper_bound(incident.timeline.begin(), incident.timeline.end(), entry,
                                      [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
  incident.timeline.insert(after, std::move(entry));
  shorten(incident, most);
}

void remember_where(CountyState& state, const std::function<bool(const Incident&)>& here, const TimelineEntry& entry) {
  for (IncidentIndex index{0}; index < state.incidents.size(); ++index) {
    if (state.incidents[index].open() && here(state.incidents[index])) remember(state, index, entry);
  }
}

void apply_incident(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  const std::string_view id = event.text(Field::kIncident);
  Incident& incident = record_of(state.incident_ids, state.incidents, id);
  const IncidentIndex index = state.incident_ids.find(id);
  bool told = true;
  bool closed = false;
  switch (event.type) {
    case EventType::kEmergencyIncidentOpened:
      if (incident.opened_ns != kNever) {
        step.anomaly();
        told = false;
        break;
      }
      incident.opened_ns = event.at_ns;
      take_facts(step, incident);
      step.add_heat(incident.grid, step.county.heat.incident[incident.level - 1U], step.stamp.received_ns);
      break;
    case EventType::kEmergencyIncidentUpdated:
      if (!incident.open() || event.at_ns < incident.opened_ns) step.anomaly();
      if (event.at_ns >= incident.updated_ns) take_facts(step, incident);
      break;
    default:
      if (!incident.open() || event.at_ns < incident.opened_ns) step.anomaly();
      closed = incident.closed_ns == kNever;
      told = closed;
      if (closed) incident.closed_ns = event.at_ns;
      incident.updated_ns = std::max(incident.updated_ns, event.at_ns);
      break;
  }
  if (closed) close_timeline(state, index);
  if (told) {
    TimelineEntry entry = timeline_entry(step);
    if (event.has(Field::kLevel)) entry.level = static_cast<uint8_t>(event.integer(Field::kLevel));
    entry.word = step.word(Field::kKind);
    entry.text = event.text(Field::kText);
    remember(state, index, std::move(entry));
  }
  alarm_of_incident(step, index);
  step.say(incident.place.empty() ? id : std::string_view(incident.place),
           incident.kind == kNone ? std::string_view{} : state.words.text(incident.kind), incident.level);
}

}  // namespace gridwall::state
