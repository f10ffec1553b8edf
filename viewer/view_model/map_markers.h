// What stands on the map besides the grids: open incidents, alarms, teams, and workers on shift with their last steps.
// Metres; pure; any thread. What they look like is the scene's.
#pragma once

#include <string>
#include <vector>

#include "ingest/county/project.h"
#include "viewer/render/map_geometry.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct IncidentMark {
  uint32_t incident = 0;  // index into CountyState::incidents
  render::PointM at;
  uint8_t level = 4;
  bool pulsing = false;  // young, or its alarm is not acknowledged
  bool drill = false;
  bool outside = false;  // of what is looked at, as below
  std::string text;      // level and kind
};

struct AlarmMark {  // of the gravest alarm at a place
  render::PointM at;
  std::string alarm;
  uint8_t level = 4;
  bool loud = false;  // nobody has acknowledged it
  bool selected = false;
  int64_t count = 1;  // alarms at the place
};

struct TeamMark {
  render::PointM at;
  std::string team;
  TeamStatus status = TeamStatus::kAvailable;
  bool lost = false;
  bool selected = false;
  bool outside = false;
};

struct WorkerMark {
  render::PointM at;
  bool quiet = false;  // not heard of for a while
  bool night = false;  // the shift began in the evening or at night
  bool outside = false;
  std::vector<render::PointM> trail;  // oldest first, ends at `at`
};

struct HelpLine {  // from the incident the wall is about to a team that is ready
  render::PointM from, to;
  std::string way;
  bool proposed = false;
};

struct ResourceMark {
  render::PointM at;
  std::string letter;  // of its kind
  std::string free;    // "164 / 200"
  bool scarce = false;
};

struct MapMarkers {
  std::vector<IncidentMark> incidents;  // by level, then the newest first
  std::vector<AlarmMark> alarms;        // that were raised; what lies outside of what is looked at is left out
  std::vector<TeamMark> teams;
  std::vector<WorkerMark> workers;
  std::vector<HelpLine> help;  // in the emergency scene, the nearest first
  std::vector<ResourceMark> resources;
  bool workers_hidden = false;  // too many of what is looked at
};
// On `plane`, which is the map's: the county of another moment may have had another.
MapMarkers build_map_markers(const ViewContext& context, const LocalPlane& plane);

inline constexpr size_t kTrailSteps = 6;
inline constexpr size_t kMostTrails = 600;  // more workers than that are dots only
// More than that would hide the map: then workers are counted only.
inline constexpr size_t kMostWorkers = 1500, kMostAlarms = 60, kMostResources = 60;
inline constexpr size_t kMostWorkersBeside = 80;  // where the map is looked at for something else

}  // namespace gridwall::view_model
