// Incidents and warnings, seen at a moment: what an emergency scene and a report show. Pure; call between
// two applies.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

inline constexpr size_t kTimelineOpen = 200;       // entries kept of an open incident, the newest and its opening
inline constexpr size_t kTimelineClosed = 40;      // of a closed one
inline constexpr size_t kTimelinesOfClosed = 100;  // closed incidents that keep any

struct IncidentView {
  IncidentIndex incident = kNone;
  bool open = false;
  bool drill = false;
  uint8_t level = 4;
  int64_t opened_ns = kNever, closed_ns = kNever;
  int64_t last_news_ns = kNever;  // of anything in its timeline
  AreaIndex area = kNone;         // the top area its grid lies in
  std::vector<TeamIndex> teams;   // those it has now
  int64_t teams_on_scene = 0, teams_under_way = 0;
  int64_t headcount = 0;  // of its teams
};
// Open ones: by level, then the newest; drills after the rest.
std::vector<IncidentView> open_incidents(const CountyState& state, const County& county);
IncidentView incident_view(const CountyState& state, const County& county, IncidentIndex incident);

// Warnings issued and neither over nor lifted at a moment, by level, then the newest; exercises and tests apart.
struct WarningsInForce {
  std::vector<WarningIndex> actual, exercise, test;
};
WarningsInForce warnings_in_force(const CountyState& state, int64_t now_ns);

// Since the last handover received (or ever): notes, marks and acts in the order of the log. Borrowed from the state.
std::vector<const DutyNote*> duty_log(const CountyState& state);

}  // namespace gridwall::state
