// The list of alarms as it stands on the wall: its rows, which of them is open, and what acknowledging means at the
// moment. The tile, the desk and the keys share it, so that what is acted on is what is seen. Pure; UI thread. Must not
// know how rows look.
#pragma once

#include <string>
#include <vector>

#include "ingest/state/alarms.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct AlarmList {
  std::vector<AlarmView> alarms;  // as alarms_at()
  AlarmCounts counts;
  std::vector<AlarmGroup> rows;      // of what stands open, each of its members
  std::optional<AlarmGroup> opened;  // what stands open
  int64_t told_apart = 0;            // of `opened`: those it only explains; they cannot be acknowledged

  const AlarmView& first_of(const AlarmGroup& row) const { return alarms[row.members.front()]; }
  bool holds(const AlarmGroup& row, std::string_view alarm) const;
};

// In an emergency the list is the county's, whatever place somebody looks at.
Scope scope_of_alarms(const ViewContext& context);
AlarmList build_alarm_list(const ViewContext& context);

// The row holds several alarms, or explains some: it can be opened.
bool can_open(const AlarmList& list, const AlarmGroup& row);

// Level I is acknowledged one by one: of several chosen together only the others are. With an incident's alarm goes the
// one it grew out of.
std::vector<const AlarmView*> acknowledged_together(const AlarmList& list, std::vector<const AlarmView*> chosen);
// What `Acknowledge` means: those marked, else the selected alarm or the whole of a selected or opened row, else the
// first that nobody has acknowledged.
std::vector<const AlarmView*> chosen_for_acknowledging(const AlarmList& list, const ViewContext& context);
// All of that level and below that nobody has acknowledged.
std::vector<const AlarmView*> unacknowledged_below(const AlarmList& list, int level);

// Where it is, as far as the map goes: its grid, the area it is about, or that of its team; and the incident it belongs
// to, if that is open.
Scope place_of_alarm(const ViewContext& context, const AlarmView& alarm);
IncidentIndex incident_of_alarm(const ViewContext& context, const AlarmView& alarm);

}  // namespace gridwall::view_model
