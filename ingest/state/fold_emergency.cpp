#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/fold_emergency_parts.h"

namespace gridwall::inline state {
namespace {

constexpr size_t kNotesKept = 500;  // of a kind: written, and done

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
  const TeamIndex index = step.state.team_ids.find(event.text(Field::kTeam));
  const bool late = team.reported && event.at_ns < team.last_contact_ns;
  const auto status = event.as<TeamStatus>(Field::kStatus);
  const auto detail = event.as<TeamDetail>(Field::kDetail);
  if (late || !fits(status, detail)) step.anomaly();
  team.last_contact_ns = std::max(team.last_contact_ns, event.at_ns);
  IncidentIndex incident = kNone;
  if (event.has(Field::kIncident)) {
    record_of(step.state.incident_ids, step.state.incidents, event.text(Field::kIncident));
    incident = step.state.incident_ids.find(event.text(Field::kIncident));
  }
  TimelineEntry entry = timeline_entry(step);
  entry.team = index;
  entry.word = step.state.words.intern(team_detail_name(detail));
  if (late) {  // part of what happened, not of what is
    if (incident != kNone) remember(step.state, incident, std::move(entry));
    return;
  }
  const bool changed = !team.reported || team.status != status || team.detail != detail;
  if (changed) team.since_ns = event.at_ns;
  team.reported = true;
  team.status = status;
  team.detail = detail;
  if (team.incident != kNone && team.incident != incident) remember(step.state, team.incident, entry);  // it leaves
  if (incident != kNone && (changed || team.incident != incident)) remember(step.state, incident, entry);
  team.incident = incident;
  answer_request(step.state, index, event.at_ns);
  if (event.has(Field::kHeadcount)) team.headcount = event.integer(Field::kHeadcount);
  team.eta_ns = event.has(Field::kEtaS) ? event.at_ns + event.integer(Field::kEtaS) * kNsPerSecond : kNever;
  if (step.position) {
    team.position = *step.position;
    team.has_position = true;
  }
  if (changed) step.say(event.text(Field::kTeam), team_detail_name(detail));  // a sign of life is no news
}

// The name of the message that a further warning of it belongs to ("m" of "m/2"); nothing for any other name.
std::string_view message_of(std::string_view warning) {
  const size_t slash = warning.rfind('/');
  if (slash == std::string_view::npos || slash + 1 == warning.size()) return {};
  const std::string_view number = warning.substr(slash + 1);
  return number.find_first_not_of("0123456789") == std::string_view::npos ? warning.substr(0, slash) : "";
}

// All warnings of a message: those already known, and those that come later.
void lift_message(const FoldStep& step, std::string_view message) {
  CountyState& state = step.state;
  const WarningIndex first = state.warning_ids.find(message);
  bool known = state.warnings[first].issued_ns != kNever;
  for (WarningIndex index{0}; index < state.warnings.size(); ++index) {
    Warning& warning = state.warnings[index];
    const bool running = warning.issued_ns != kNever && warning.lifted_ns == kNever;
    if (!running || warning.issued_ns > step.event.at_ns || message_of(state.warning_ids.text(index)) != message)
      continue;
    known = true;
    warning.lifted_ns = step.event.at_ns;
  }
  int64_t& lifted_ns = state.lifted_messages.try_emplace(std::string(message), kNever).first->second;
  lifted_ns = std::max(lifted_ns, step.event.at_ns);
  if (!known) step.anomaly();
}

// One of a message that was lifted before it came here.
void lift_late(const CountyState& state, std::string_view name, Warning& warning) {
  const auto lifted = state.lifted_messages.find(std::string(message_of(name)));
  if (lifted != state.lifted_messages.end() && warning.lifted_ns == kNever && lifted->second >= warning.issued_ns) {
    warning.lifted_ns = lifted->second;
  }
}

void apply_warning(const FoldStep& step) {
  const Event& event = step.event;
  Warning& warning = record_of(step.state.warning_ids, step.state.warnings, event.text(Field::kWarning));
  if (event.type == EventType::kEmergencyWarningLifted) {
    const bool whole_message = event.flag(Field::kParts);
    if (!whole_message && (warning.issued_ns == kNever || warning.lifted_ns != kNever)) step.anomaly();
    const bool reissued = whole_message && warning.issued_ns > event.at_ns;
    if (warning.lifted_ns == kNever && !reissued) warning.lifted_ns = event.at_ns;
    if (whole_message) lift_message(step, event.text(Field::kWarning));
    return;
  }
  if (event.at_ns < warning.issued_ns) {
    step.anomaly();
    return;
  }
  warning.issued_ns = event.at_ns;
  if (warning.lifted_ns != kNever && warning.lifted_ns < event.at_ns) warning.lifted_ns = kNever;  // issued anew
  if (!step.state.lifted_messages.empty()) lift_late(step.state, event.text(Field::kWarning), warning);
  warning.until_ns = event.time_ns(Field::kUntil);
  warning.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  warning.kind = step.word(Field::kKind);
  warning.status = event.has(Field::kStatus) ? event.as<WarningStatus>(Field::kStatus) : WarningStatus::kActual;
  warning.severity = step.word(Field::kSeverity);
  warning.urgency = step.word(Field::kUrgency);
  warning.certainty = step.word(Field::kCertainty);
  warning.area = event.text(Field::kArea);
  warning.text = event.text(Field::kText);
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

DutyNote duty_note(const FoldStep& step) {
  DutyNote note;
  note.at_ns = step.event.at_ns;
  note.seq = step.stamp.seq;
  note.type = step.event.type;
  note.by = step.word(Field::kBy);
  return note;
}

void keep(std::deque<DutyNote>& notes, DutyNote note) {
  notes.push_back(std::move(note));
  if (notes.size() > kNotesKept) notes.pop_front();
}

void apply_note(const FoldStep& step) {
  const Event& event = step.event;
  DutyNote note = duty_note(step);
  note.text = event.text(Field::kText);
  if (event.type == EventType::kEmergencyHandover) {
    note.by = step.word(Field::kFrom);
    note.to = step.word(Field::kTo);
  }
  if (event.type == EventType::kEmergencyBookmarkAdded) {
    note.moment_ns = event.has(Field::kMoment) ? event.time_ns(Field::kMoment) : event.at_ns;
  }
  if (event.has(Field::kIncident)) {
    record_of(step.state.incident_ids, step.state.incidents, event.text(Field::kIncident));
    note.incident = step.state.incident_ids.find(event.text(Field::kIncident));
    TimelineEntry entry = timeline_entry(step);
    if (note.moment_ns != kNever) entry.at_ns = note.moment_ns;
    entry.by = note.by;
    entry.text = note.text;
    remember(step.state, note.incident, std::move(entry));
  }
  keep(step.state.notes, std::move(note));
}

}  // namespace

void note_act(const FoldStep& step, std::string_view subject, std::string_view text) {
  DutyNote note = duty_note(step);
  note.subject = subject;
  note.text = text;
  keep(step.state.duty_acts, std::move(note));
}

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
    case EventType::kEmergencyTeamRequested:
      return apply_team_request(step);
    case EventType::kEmergencyResourceStatus:
      return apply_resource(step);
    default:
      return;
  }
}

}  // namespace gridwall::state
