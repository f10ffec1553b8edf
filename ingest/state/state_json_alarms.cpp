// The alarms of state_json, and the warnings in force.
#include "ingest/state/incident.h"
#include "ingest/state/json_parts.h"

namespace gridwall::inline state {

Json alarm_counts_json(const AlarmCounts& counts) {
  Json json = {{"active_unacknowledged", counts.active_unacknowledged},
               {"active_acknowledged", counts.active_acknowledged},
               {"cleared_unacknowledged", counts.cleared_unacknowledged},
               {"shelved", counts.shelved},
               {"suppressed", counts.suppressed},
               {"flood", counts.flood},
               {"standing", counts.standing}};
  for (size_t kind = 0; kind < kAlarmKindCount; ++kind) {
    json["kinds"][std::string(alarm_kind_name(static_cast<AlarmKind>(kind)))] = counts.by_kind[kind];
  }
  return json;
}

Json alarm_list_json(const JsonContext& context) {
  Json json = Json::array();
  for (const AlarmView& alarm : alarms_at(context.state, context.county, context.now_ns, {}, context.scope)) {
    json.push_back({{"alarm", alarm.id},
                    {"kind", alarm_kind_name(alarm.kind)},
                    {"state", alarm_state_name(alarm.state)},
                    {"level", alarm.level},
                    {"since", context.time(alarm.since_ns)},
                    {"count", alarm.count},
                    {"explains", alarm.explains},
                    {"explained_by", alarm.explained_by},
                    {"grid", context.grid_code(alarm.grid)},
                    {"shelved_until", context.time(alarm.shelved_until_ns)}});
  }
  return json;
}

Json warnings_json(const JsonContext& context) {
  const WarningsInForce in_force = warnings_in_force(context.state, context.now_ns);
  Json json = Json::array();
  for (const auto* list : {&in_force.actual, &in_force.exercise, &in_force.test}) {
    for (const WarningIndex index : *list) {
      const Warning& warning = context.state.warnings[index];
      json.push_back({{"warning", context.state.warning_ids.text(index)},
                      {"kind", context.word(warning.kind)},
                      {"level", warning.level},
                      {"status", warning_status_name(warning.status)},
                      {"area", warning.area},
                      {"issued", context.time(warning.issued_ns)},
                      {"until", context.time(warning.until_ns)}});
    }
  }
  return json;
}

}  // namespace gridwall::state
