#include <algorithm>

#include "ingest/state/alarms.h"
#include "ingest/state/fold_emergency_parts.h"

namespace gridwall::inline state {
namespace {

constexpr int64_t kClocksDifferNs = 300 * kNsPerSecond;  // as far as `at` may lie ahead

// Two desks that acknowledge at once do one thing; the second is no fault of its source.
bool a_moment_late(const FoldStep& step, int64_t first_ns) {
  constexpr int64_t kAtOnceNs = 2 * kNsPerSecond;
  const int64_t apart_ns = step.event.at_ns > first_ns ? step.event.at_ns - first_ns : first_ns - step.event.at_ns;
  return step.event.source.starts_with(kDeskSource) && apart_ns <= kAtOnceNs;
}

void count_alarm(const FoldStep& step) {
  CountyState& state = step.state;
  std::deque<int64_t>& recent = state.recent_alarms_ns;
  while (!recent.empty() && recent.front() <= step.stamp.received_ns - kFloodWindowNs) recent.pop_front();
  if (recent.size() < kFloodEnds) state.alarm_flood = false;
  recent.push_back(step.stamp.received_ns);
  if (recent.size() >= kFloodBegins) state.alarm_flood = true;
}

void tell_incidents(const FoldStep& step, AlarmIndex index, EventType type) {
  const Alarm& alarm = step.state.alarms[index];
  TimelineEntry entry = timeline_entry(step);
  entry.type = type;
  entry.level = alarm.level;
  entry.word = alarm.kind;
  entry.subject = step.state.alarm_ids.text(index);
  if (type == EventType::kEmergencyAlarmAcknowledged) {
    entry.by = alarm.acknowledged_by;
    entry.text = alarm.note;
  } else if (type == EventType::kEmergencyAlarmShelved || type == EventType::kEmergencyAlarmUnshelved) {
    entry.by = alarm.by;
    entry.text = alarm.reason;
  } else if (type == EventType::kEmergencyAlarmRaised) {
    entry.text = alarm.place;
  }
  if (alarm.incident != kNone) {
    remember(step.state, alarm.incident, std::move(entry));
  } else if (alarm.grid != kNone) {
    remember_where(
        step.state, [&](const Incident& incident) { return incident.grid == alarm.grid; }, entry);
  }
}

struct Raised {
  std::string_view kind;
  int64_t level = 4;
  GridIndex grid = kNone;
  IncidentIndex incident = kNone;
  std::string_view place;
};

// An alarm that comes again after it was cleared, or that becomes graver, is news: it is not acknowledged. What was
// shelved stays shelved until its end, or a sensor that chatters could not be silenced; level I never is.
AlarmIndex raise_alarm(const FoldStep& step, std::string_view id, const Raised& raised) {
  Alarm& alarm = record_of(step.state.alarm_ids, step.state.alarms, id);
  const AlarmIndex index = step.state.alarm_ids.find(id);
  const auto level = static_cast<uint8_t>(raised.level);
  const bool active = alarm.raised_ns != kNever && alarm.cleared_ns == kNever;
  const bool graver = active && level < alarm.level;
  if (!active) {
    alarm.raised_ns = step.event.at_ns;
    alarm.cleared_ns = kNever;
  }
  if (!active || graver) {
    alarm.acknowledged_ns = kNever;
    alarm.acknowledged_by = kNone;
    alarm.note.clear();
    count_alarm(step);
  }
  alarm.level = level;
  if (level == 1) alarm.shelved_until_ns = kNever;
  alarm.kind = step.state.words.intern(raised.kind);
  alarm.grid = raised.grid;
  alarm.incident = raised.incident;
  alarm.place = raised.place;
  if (!active || graver) tell_incidents(step, index, EventType::kEmergencyAlarmRaised);
  return index;
}

void clear_alarm(const FoldStep& step, AlarmIndex index) {
  Alarm& alarm = step.state.alarms[index];
  if (alarm.raised_ns == kNever || alarm.cleared_ns != kNever) {
    step.anomaly();
    return;
  }
  alarm.cleared_ns = step.event.at_ns;
  tell_incidents(step, index, EventType::kEmergencyAlarmCleared);
}

// When a shelving asked for really ends; kNever when it has no end to speak of.
int64_t shelving_end(const FoldStep& step) {
  const int64_t until_ns = step.event.time_ns(Field::kUntil);
  const int64_t latest_ns = step.event.at_ns + kLongestShelvingNs;
  if (until_ns <= step.event.at_ns || until_ns > latest_ns) step.anomaly();
  return until_ns <= step.event.at_ns ? kNever : std::min(until_ns, latest_ns);
}

bool is_known(const FoldStep& step, const DerivedAlarmId& id) {
  switch (id.kind) {
    case AlarmKind::kTeamSilent:
      return step.state.team_ids.find(id.subject) != kNone;
    case AlarmKind::kFeedStale:
      for (int feed = 0; feed < kFeedCount; ++feed) {
        if (id.subject == feed_name(static_cast<Feed>(feed))) return true;
      }
      return false;
    case AlarmKind::kLogDegraded:
      return id.subject == kLogSubject;
    default:
      return id.subject == step.county.key || step.county.area_index(id.subject) != kNone;
  }
}

void act_on_derived(const FoldStep& step, const DerivedAlarmId& id) {
  const Event& event = step.event;
  if (event.type == EventType::kEmergencyAlarmCleared || !is_known(step, id) ||
      id.since_s > (event.at_ns + kClocksDifferNs) / kNsPerSecond) {
    step.anomaly();  // it clears by itself, or there is no such thing
    return;
  }
  const auto known = step.state.alarm_acts.find(std::string(id.name));
  if (event.type == EventType::kEmergencyAlarmUnshelved) {
    if (known == step.state.alarm_acts.end() || known->second.shelved_until_ns <= event.at_ns) {
      step.anomaly();
      return;
    }
    known->second.shelved_until_ns = kNever;
  } else if (event.type == EventType::kEmergencyAlarmShelved) {
    const int64_t until_ns = shelving_end(step);
    if (until_ns == kNever) return;
    AlarmAct& act = step.state.alarm_acts[std::string(id.name)];
    act.shelved_ns = event.at_ns;
    act.shelved_until_ns = until_ns;
    act.shelved_by = step.word(Field::kBy);
    act.reason = event.text(Field::kReason);
  } else {
    AlarmAct& act = step.state.alarm_acts[std::string(id.name)];
    if (act.acknowledged_since_s >= id.since_s) {
      if (!a_moment_late(step, act.acknowledged_ns)) step.anomaly();
      return;
    }
    act.acknowledged_since_s = id.since_s;
    act.acknowledged_ns = event.at_ns;
    act.acknowledged_by = step.word(Field::kBy);
    act.note = event.text(Field::kNote);
  }
  note_act(step, event.text(Field::kAlarm),
           event.text(event.type == EventType::kEmergencyAlarmShelved ? Field::kReason : Field::kNote));
}

void acknowledge(const FoldStep& step, Alarm& alarm, AlarmIndex index) {
  if (alarm.acknowledged_ns != kNever) {
    if (!a_moment_late(step, alarm.acknowledged_ns)) step.anomaly();
    return;
  }
  alarm.acknowledged_ns = step.event.at_ns;
  alarm.acknowledged_by = alarm.by = step.word(Field::kBy);
  alarm.note = step.event.text(Field::kNote);
  tell_incidents(step, index, step.event.type);
  note_act(step, step.event.text(Field::kAlarm), step.event.text(Field::kNote));
}

void shelve(const FoldStep& step, Alarm& alarm, AlarmIndex index) {
  if (alarm.level == 1) {
    step.anomaly();
    return;
  }
  const int64_t until_ns = shelving_end(step);
  if (until_ns == kNever) return;
  alarm.shelved_ns = step.event.at_ns;
  alarm.shelved_until_ns = until_ns;
  alarm.shelved_by = alarm.by = step.word(Field::kBy);
  alarm.reason = step.event.text(Field::kReason);
  tell_incidents(step, index, step.event.type);
  note_act(step, step.event.text(Field::kAlarm), step.event.text(Field::kReason));
}

void unshelve(const FoldStep& step, Alarm& alarm, AlarmIndex index) {
  if (alarm.shelved_until_ns == kNever || alarm.shelved_until_ns <= step.event.at_ns) {
    step.anomaly();
    return;
  }
  alarm.shelved_until_ns = kNever;
  alarm.by = step.word(Field::kBy);
  tell_incidents(step, index, step.event.type);
  note_act(step, step.event.text(Field::kAlarm), step.event.text(Field::kNote));
}

}  // namespace

// Levels I and II stand in the alarm list by themselves, a drill's never.
void alarm_of_incident(const FoldStep& step, IncidentIndex index) {
  const Incident& incident = step.state.incidents[index];
  const std::string id = "incident:" + std::string(step.state.incident_ids.text(index));
  const AlarmIndex known = step.state.alarm_ids.find(id);
  const bool active = known != kNone && step.state.alarms[known].cleared_ns == kNever;
  const bool wanted = incident.open() && incident.level <= 2 && !incident.drill;
  if (wanted) {
    const std::string kind(incident.kind == kNone ? std::string_view{} : step.state.words.text(incident.kind));
    const std::string place = incident.place;
    const AlarmIndex alarm = raise_alarm(step, id, {kind, incident.level, incident.grid, index, place});
    step.state.alarms[alarm].has_position = incident.has_position;
    step.state.alarms[alarm].position = incident.position;
  } else if (active) {
    clear_alarm(step, known);
  }
}

void apply_alarm(const FoldStep& step) {
  const Event& event = step.event;
  const std::string_view id = event.text(Field::kAlarm);
  if (event.type == EventType::kEmergencyAlarmRaised) {
    const std::string_view place = event.text(Field::kPlace);
    const AlarmIndex index =
        raise_alarm(step, id, {event.text(Field::kKind), event.integer(Field::kLevel), step.stamp.grid, kNone, place});
    Alarm& alarm = step.state.alarms[index];
    alarm.text = event.text(Field::kText);
    alarm.has_position = step.position.has_value();
    alarm.position = step.position.value_or(Position{});
    step.say(event.text(Field::kKind), place, event.integer(Field::kLevel));
    return;
  }
  const AlarmIndex index = step.state.alarm_ids.find(id);
  if (index == kNone) {
    const std::optional<DerivedAlarmId> derived = parse_derived_alarm_id(id);
    if (derived) return act_on_derived(step, *derived);
    step.anomaly();  // nothing to acknowledge, shelve or clear: there never was such an alarm
    return;
  }
  Alarm& alarm = step.state.alarms[index];
  switch (event.type) {
    case EventType::kEmergencyAlarmAcknowledged:
      return acknowledge(step, alarm, index);
    case EventType::kEmergencyAlarmShelved:
      return shelve(step, alarm, index);
    case EventType::kEmergencyAlarmUnshelved:
      return unshelve(step, alarm, index);
    default:
      return clear_alarm(step, index);
  }
}

}  // namespace gridwall::state
