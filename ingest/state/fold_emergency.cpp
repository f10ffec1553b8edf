#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/fold_parts.h"

namespace gridwall {
namespace {

constexpr int64_t kFloodWindowNs = 600 * kNsPerSecond;  // ISA-18.2: ten alarms in ten minutes, until below five
constexpr size_t kFloodBegins = 10;
constexpr size_t kFloodEnds = 5;
constexpr size_t kNotesKept = 200;

void count_alarm(const FoldStep& step) {
  CountyState& state = step.state;
  std::deque<int64_t>& recent = state.recent_alarms_ns;
  while (!recent.empty() && recent.front() <= step.stamp.received_ns - kFloodWindowNs) recent.pop_front();
  if (recent.size() < kFloodEnds) state.alarm_flood = false;
  recent.push_back(step.stamp.received_ns);
  if (recent.size() >= kFloodBegins) state.alarm_flood = true;
}

// An alarm that comes again after it was cleared is a new one: it is not acknowledged.
void raise_alarm(const FoldStep& step, std::string_view id, std::string_view kind, int64_t level, uint32_t grid,
                 std::string_view place) {
  Alarm& alarm = record_of(step.state.alarm_ids, step.state.alarms, id);
  const bool active = alarm.raised_ns != kNever && alarm.cleared_ns == kNever;
  if (!active) {
    alarm = Alarm{};
    alarm.raised_ns = step.event.at_ns;
    count_alarm(step);
  }
  alarm.level = static_cast<uint8_t>(level);
  if (level == 1) alarm.shelved_until_ns = kNever;  // level I is never shelved
  alarm.kind = step.state.words.intern(kind);
  alarm.grid = grid;
  alarm.place = place;
}

void clear_alarm(const FoldStep& step, Alarm& alarm) {
  if (alarm.raised_ns == kNever || alarm.cleared_ns != kNever) {
    step.anomaly();
    return;
  }
  alarm.cleared_ns = step.event.at_ns;
}

std::string incident_alarm_id(std::string_view incident) {
  return "incident:" + std::string(incident);
}

void take_incident_facts(const FoldStep& step, Incident& incident) {
  const Event& event = step.event;
  incident.updated_ns = std::max(incident.updated_ns, event.at_ns);
  if (event.has(Field::kKind)) incident.kind = step.word(Field::kKind);
  if (event.has(Field::kLevel)) incident.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  if (event.has(Field::kGrade)) incident.grade = step.word(Field::kGrade);
  if (event.has(Field::kPlace)) incident.place = event.text(Field::kPlace);
  if (event.has(Field::kDrill)) incident.drill = event.flag(Field::kDrill);
  if (event.has(Field::kText)) incident.text = event.text(Field::kText);
  if (step.stamp.grid != kNoGrid) incident.grid = step.stamp.grid;
  if (event.position) {
    incident.position = *event.position;
    incident.has_position = true;
  }
}

// Levels I and II stand in the alarm list by themselves, a drill's never.
void alarm_of_incident(const FoldStep& step, const Incident& incident) {
  const std::string id = incident_alarm_id(step.event.text(Field::kIncident));
  const uint32_t known = step.state.alarm_ids.find(id);
  const bool active = known != kNoKey && step.state.alarms[known].cleared_ns == kNever;
  const bool wanted = incident.open() && incident.level <= 2 && !incident.drill;
  if (wanted) {
    const std::string kind(incident.kind == kNoKey ? std::string_view{} : step.state.words.text(incident.kind));
    raise_alarm(step, id, kind, incident.level, incident.grid, incident.place);
  } else if (active) {
    clear_alarm(step, step.state.alarms[known]);
  }
}

void apply_incident(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  const std::string_view id = event.text(Field::kIncident);
  Incident& incident = record_of(state.incident_ids, state.incidents, id);
  switch (event.type) {
    case EventType::kEmergencyIncidentOpened:
      if (incident.opened_ns != kNever) {
        step.anomaly();
        break;
      }
      incident.opened_ns = event.at_ns;
      take_incident_facts(step, incident);
      step.add_heat(incident.grid, step.county.heat.incident[incident.level - 1U], step.stamp.received_ns);
      break;
    case EventType::kEmergencyIncidentUpdated:
      if (!incident.open() || event.at_ns < incident.opened_ns) step.anomaly();
      if (event.at_ns >= incident.updated_ns) take_incident_facts(step, incident);
      break;
    default:
      if (!incident.open() || event.at_ns < incident.opened_ns) step.anomaly();
      if (incident.closed_ns == kNever) incident.closed_ns = event.at_ns;
      incident.updated_ns = std::max(incident.updated_ns, event.at_ns);
      break;
  }
  alarm_of_incident(step, incident);
  step.say(incident.place.empty() ? id : std::string_view(incident.place),
           incident.kind == kNoKey ? std::string_view{} : state.words.text(incident.kind), incident.level);
}

// ICS: standby is available, under way or at work is assigned, the rest is out of service.
bool fits(TeamStatus status, TeamDetail detail) {
  if (detail == TeamDetail::kStandby) return status == TeamStatus::kAvailable;
  if (detail <= TeamDetail::kReturning) {
    return status == TeamStatus::kAssigned || (detail == TeamDetail::kReturning && status == TeamStatus::kAvailable);
  }
  return status == TeamStatus::kOutOfService;
}

void apply_team(const FoldStep& step) {
  const Event& event = step.event;
  TeamState& team = record_of(step.state.team_ids, step.state.teams, event.text(Field::kTeam));
  const bool late = team.reported && event.at_ns < team.last_contact_ns;
  const auto status = event.as<TeamStatus>(Field::kStatus);
  const auto detail = event.as<TeamDetail>(Field::kDetail);
  if (late || !fits(status, detail)) step.anomaly();
  team.last_contact_ns = std::max(team.last_contact_ns, event.at_ns);
  if (late) return;
  const bool changed = !team.reported || team.status != status || team.detail != detail;
  if (changed) team.since_ns = event.at_ns;
  team.reported = true;
  team.status = status;
  team.detail = detail;
  team.incident = kNoKey;
  if (event.has(Field::kIncident)) {
    record_of(step.state.incident_ids, step.state.incidents, event.text(Field::kIncident));
    team.incident = step.state.incident_ids.find(event.text(Field::kIncident));
  }
  if (event.has(Field::kHeadcount)) team.headcount = event.integer(Field::kHeadcount);
  team.eta_ns = event.has(Field::kEtaS) ? event.at_ns + event.integer(Field::kEtaS) * kNsPerSecond : kNever;
  if (event.position) {
    team.position = *event.position;
    team.has_position = true;
  }
  if (changed) step.say(event.text(Field::kTeam), team_detail_name(detail));  // a sign of life is no news
}

void apply_alarm(const FoldStep& step) {
  const Event& event = step.event;
  const std::string_view id = event.text(Field::kAlarm);
  if (event.type == EventType::kEmergencyAlarmRaised) {
    raise_alarm(step, id, event.text(Field::kKind), event.integer(Field::kLevel), step.stamp.grid, {});
    step.say(event.text(Field::kKind), {}, event.integer(Field::kLevel));
    return;
  }
  const uint32_t index = step.state.alarm_ids.find(id);
  if (index == kNoKey) {  // nothing to acknowledge, shelve or clear: there never was such an alarm
    step.anomaly();
    return;
  }
  Alarm& alarm = step.state.alarms[index];
  switch (event.type) {
    case EventType::kEmergencyAlarmAcknowledged:
      if (alarm.acknowledged_ns != kNever) step.anomaly();
      if (alarm.acknowledged_ns == kNever) alarm.acknowledged_ns = event.at_ns;
      alarm.by = step.word(Field::kBy);
      break;
    case EventType::kEmergencyAlarmShelved:
      if (alarm.level == 1 || event.time_ns(Field::kUntil) <= event.at_ns) {  // never, and never without an end
        step.anomaly();
        break;
      }
      alarm.shelved_until_ns = event.time_ns(Field::kUntil);
      alarm.by = step.word(Field::kBy);
      alarm.reason = event.text(Field::kReason);
      break;
    case EventType::kEmergencyAlarmUnshelved:
      if (alarm.shelved_until_ns == kNever || alarm.shelved_until_ns <= event.at_ns) step.anomaly();
      alarm.shelved_until_ns = kNever;
      break;
    default:
      clear_alarm(step, alarm);
      break;
  }
}

void apply_mode(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  if (event.type == EventType::kEmergencyPlanStepDone) {
    bool known = false;
    for (AreaMode& mode : state.modes) {
      if (mode.plan != kNoKey && state.words.text(mode.plan) == event.text(Field::kPlan)) {
        mode.steps_done.try_emplace(std::string(event.text(Field::kStep)), event.at_ns);
        known = true;
      }
    }
    if (!known) step.anomaly();
    return;
  }
  AreaMode& mode = record_of(state.mode_areas, state.modes, event.text(Field::kArea));
  if (event.at_ns < mode.since_ns) {
    step.anomaly();
    return;
  }
  mode = AreaMode{};
  mode.mode = event.as<Mode>(Field::kMode);
  mode.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  mode.since_ns = event.at_ns;
  mode.plan = step.word(Field::kPlan);
  mode.by = step.word(Field::kBy);
  mode.reason = event.text(Field::kReason);
  step.say(event.text(Field::kArea), event.text(Field::kReason), mode.level);
}

void apply_warning(const FoldStep& step) {
  const Event& event = step.event;
  Warning& warning = record_of(step.state.warning_ids, step.state.warnings, event.text(Field::kWarning));
  if (event.type == EventType::kEmergencyWarningLifted) {
    if (warning.issued_ns == kNever || warning.lifted_ns != kNever) step.anomaly();
    if (warning.lifted_ns == kNever) warning.lifted_ns = event.at_ns;
    return;
  }
  if (event.at_ns < warning.issued_ns) {
    step.anomaly();
    return;
  }
  warning.issued_ns = event.at_ns;
  if (warning.lifted_ns != kNever && warning.lifted_ns < event.at_ns) warning.lifted_ns = kNever;  // issued anew
  warning.until_ns = event.time_ns(Field::kUntil);
  warning.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  warning.kind = step.word(Field::kKind);
  warning.area = event.text(Field::kArea);
  step.say(event.text(Field::kKind), event.text(Field::kArea), warning.level);
}

void apply_whistle(const FoldStep& step) {
  const Event& event = step.event;
  Whistle& whistle = record_of(step.state.whistle_ids, step.state.whistles, event.text(Field::kWhistle));
  int64_t* moment = &whistle.blown_ns;
  if (event.type == EventType::kEmergencyWhistleAcknowledged) moment = &whistle.acknowledged_ns;
  if (event.type == EventType::kEmergencyWhistleArrived) moment = &whistle.arrived_ns;
  if (event.type == EventType::kEmergencyWhistleClosed) moment = &whistle.closed_ns;
  const bool blown = event.type == EventType::kEmergencyWhistleBlown;
  if (*moment != kNever || (!blown && (whistle.blown_ns == kNever || event.at_ns < whistle.blown_ns))) step.anomaly();
  if (*moment == kNever) *moment = event.at_ns;
  if (blown) {
    whistle.street = step.word(Field::kStreet);
    whistle.department = step.word(Field::kDepartment);
    step.say(event.text(Field::kStreet), event.text(Field::kDepartment));
  }
}

void apply_note(const FoldStep& step) {
  const Event& event = step.event;
  DutyNote note;
  note.at_ns = event.at_ns;
  note.text = event.text(Field::kText);
  if (event.type == EventType::kEmergencyHandover) {
    note.by = step.word(Field::kFrom);
    note.to = step.word(Field::kTo);
  } else {
    note.by = step.word(Field::kBy);
    if (event.has(Field::kIncident)) {
      record_of(step.state.incident_ids, step.state.incidents, event.text(Field::kIncident));
      note.incident = step.state.incident_ids.find(event.text(Field::kIncident));
    }
  }
  step.state.notes.push_back(std::move(note));
  if (step.state.notes.size() > kNotesKept) step.state.notes.pop_front();
}

}  // namespace

void apply_emergency(const FoldStep& step) {
  switch (step.event.type) {
    case EventType::kEmergencyIncidentOpened:
    case EventType::kEmergencyIncidentUpdated:
    case EventType::kEmergencyIncidentClosed:
      return apply_incident(step);
    case EventType::kEmergencyTeamStatus:
      return apply_team(step);
    case EventType::kEmergencyModeChanged:
    case EventType::kEmergencyPlanStepDone:
      return apply_mode(step);
    case EventType::kEmergencyWarningIssued:
    case EventType::kEmergencyWarningLifted:
      return apply_warning(step);
    case EventType::kEmergencyAlarmRaised:
    case EventType::kEmergencyAlarmAcknowledged:
    case EventType::kEmergencyAlarmShelved:
    case EventType::kEmergencyAlarmUnshelved:
    case EventType::kEmergencyAlarmCleared:
      return apply_alarm(step);
    case EventType::kEmergencyWhistleBlown:
    case EventType::kEmergencyWhistleAcknowledged:
    case EventType::kEmergencyWhistleArrived:
    case EventType::kEmergencyWhistleClosed:
      return apply_whistle(step);
    case EventType::kEmergencyNoteAdded:
    case EventType::kEmergencyBookmarkAdded:
    case EventType::kEmergencyHandover:
      return apply_note(step);
    default:
      return;
  }
}

}  // namespace gridwall
