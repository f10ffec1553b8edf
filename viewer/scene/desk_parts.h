// What the files of the desk share. Private to viewer/scene.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "ingest/event/draft.h"
#include "viewer/view_model/alarm_list.h"
#include "viewer/view_model/context.h"

namespace gridwall::scene {

inline constexpr std::array<int64_t, 5> kShelveMinutes = {30, 60, 240, 480, 1440};

// The fields of the form that switches to emergency, in their order.
enum EmergencyField : size_t {
  kEmergencyArea,
  kEmergencyLevel,
  kEmergencyPlan,
  kEmergencyKind,
  kEmergencyReason,
  kEmergencyRemark
};

// An event of the desk's own; whoever sends it adds id and time.
inline Draft draft_of(EventType type, const view_model::ViewContext& context) {
  Draft draft;
  draft.type = type;
  draft.source.append(kDeskSource).append(context.desk);
  return draft;
}

// The alarm selected while `wanted` takes it, else the first that it takes.
template <typename Wanted>
std::optional<AlarmView> alarm_for(const view_model::ViewContext& context, Wanted wanted) {
  std::vector<AlarmView> alarms = view_model::build_alarm_list(context).alarms;
  const auto selected = std::find_if(alarms.begin(), alarms.end(), [&](const AlarmView& alarm) {
    return alarm.id == context.selected_alarm && wanted(alarm);
  });
  const auto found = selected != alarms.end() ? selected : std::find_if(alarms.begin(), alarms.end(), wanted);
  return found == alarms.end() ? std::nullopt : std::optional(std::move(*found));
}

}  // namespace gridwall::scene
