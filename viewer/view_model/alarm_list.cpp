#include "viewer/view_model/alarm_list.h"

#include <algorithm>

namespace gridwall::view_model {
namespace {

bool is_told(const AlarmView& alarm) {
  return alarm.active() || alarm.unacknowledged();
}

void open_row(AlarmList& list, std::string_view key) {
  const auto row =
      std::find_if(list.rows.begin(), list.rows.end(), [&](const AlarmGroup& one) { return one.key == key; });
  if (key.empty() || row == list.rows.end() || !can_open(list, *row)) return;
  AlarmGroup opened = std::move(*row);
  list.rows.clear();
  const auto add = [&](uint32_t index) {
    const AlarmView& alarm = list.alarms[index];
    AlarmGroup& one = list.rows.emplace_back();
    one.key = alarm.id;
    one.members = {index};
    one.state = alarm.state;
    one.level = alarm.level;
    one.newest_ns = alarm.since_ns;
    one.unacknowledged = alarm.unacknowledged() ? 1 : 0;
  };
  for (const uint32_t index : opened.members) add(index);
  for (uint32_t i = 0; i < list.alarms.size(); ++i) {
    const std::string& by = list.alarms[i].explained_by;
    if (by.empty() || !list.holds(opened, by)) continue;
    add(i);
    ++list.told_apart;
  }
  list.opened = std::move(opened);
}

}  // namespace

bool AlarmList::holds(const AlarmGroup& row, std::string_view alarm) const {
  return std::any_of(row.members.begin(), row.members.end(),
                     [&](uint32_t member) { return alarms[member].id == alarm; });
}

Scope scope_of_alarms(const ViewContext& context) {
  return context.scene == Scene::kEmergency ? Scope{} : context.scope;
}

AlarmList build_alarm_list(const ViewContext& context) {
  const AlarmHealth health{std::string(context.connection.log_degraded), context.connection.log_degraded_since_ns};
  const Scope scope = scope_of_alarms(context);
  AlarmList list;
  list.alarms = alarms_at(context.state, context.county, context.now_ns, health, scope);
  list.counts =
      alarm_counts_at(context.state, context.county, context.now_ns, ScopePlaces(context.county, scope), health);
  list.rows = group_alarms(list.alarms, list.counts.flood);
  open_row(list, context.opened_alarms);
  return list;
}

bool can_open(const AlarmList& list, const AlarmGroup& row) {
  return !list.opened && (row.members.size() > 1 || list.first_of(row).explains > 0);
}

std::vector<const AlarmView*> acknowledged_together(const AlarmList& list, std::vector<const AlarmView*> chosen) {
  std::erase_if(chosen, [](const AlarmView* alarm) { return !alarm->unacknowledged(); });
  if (chosen.size() > 1) std::erase_if(chosen, [](const AlarmView* alarm) { return alarm->level == 1; });
  for (const AlarmView& alarm : list.alarms) {
    if (alarm.kind != AlarmKind::kRaised || alarm.explained_by.empty() || alarm.acknowledged_ns != kNever) continue;
    const bool goes_along =
        std::any_of(chosen.begin(), chosen.end(), [&](const AlarmView* one) { return one->id == alarm.explained_by; });
    if (goes_along) chosen.push_back(&alarm);
  }
  return chosen;
}

std::vector<const AlarmView*> chosen_for_acknowledging(const AlarmList& list, const ViewContext& context) {
  std::vector<const AlarmView*> chosen;
  for (const AlarmView& alarm : list.alarms) {
    const auto& marked = context.marked_alarms;
    if (std::find(marked.begin(), marked.end(), alarm.id) != marked.end() && is_told(alarm)) chosen.push_back(&alarm);
  }
  const auto add_row = [&](const AlarmGroup& row) {
    for (const uint32_t member : row.members) chosen.push_back(&list.alarms[member]);
  };
  if (chosen.empty()) {
    for (const AlarmGroup& row : list.rows) {
      if (list.holds(row, context.selected_alarm)) add_row(row);
    }
    chosen = acknowledged_together(list, std::move(chosen));
    if (chosen.empty() && list.opened) add_row(*list.opened);
  }
  chosen = acknowledged_together(list, std::move(chosen));
  if (!chosen.empty()) return chosen;
  const auto first =
      std::find_if(list.alarms.begin(), list.alarms.end(), [](const AlarmView& one) { return one.unacknowledged(); });
  if (first != list.alarms.end()) chosen.push_back(&*first);
  return acknowledged_together(list, std::move(chosen));
}

std::vector<const AlarmView*> unacknowledged_below(const AlarmList& list, int level) {
  std::vector<const AlarmView*> below;
  for (const AlarmView& alarm : list.alarms) {
    if (alarm.level >= level && alarm.unacknowledged()) below.push_back(&alarm);
  }
  return acknowledged_together(list, std::move(below));
}

Scope place_of_alarm(const ViewContext& context, const AlarmView& alarm) {
  if (alarm.grid != kNone) return scope_of_grid(context.county, alarm.grid);
  return alarm.area != kNone ? scope_of_area(alarm.area) : Scope{};
}

IncidentIndex incident_of_alarm(const ViewContext& context, const AlarmView& alarm) {
  const std::vector<Incident>& incidents = context.state.incidents;
  if (alarm.incident != kNone && incidents[alarm.incident].open()) return alarm.incident;
  for (IncidentIndex i{0}; i < incidents.size(); ++i) {
    if (!incidents[i].open()) continue;
    if (alarm.alarm != kNone && incidents[i].alarm == alarm.alarm) return i;
  }
  for (IncidentIndex i{0}; i < incidents.size(); ++i) {
    if (incidents[i].open() && alarm.grid != kNone && incidents[i].grid == alarm.grid) return i;
  }
  return kNone;
}

}  // namespace gridwall::view_model
