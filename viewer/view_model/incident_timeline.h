// What happened in the incident the scene is about, newest first. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct TimelineRow {
  uint64_t seq = 0;
  EventType type{};
  uint8_t level = 0;
  std::string time;
  std::string text;
};

struct IncidentTimeline {
  std::string title;
  std::string subject;  // which incident
  std::string why;
  bool greyed = false;
  std::vector<TimelineRow> rows;
  static constexpr size_t kRows = 40;
};
IncidentTimeline build_incident_timeline(const ViewContext& context);

}  // namespace gridwall::view_model
