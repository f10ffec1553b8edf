// A past of a county that ends in published figures: the targets in a file of config/histories, and events that add up
// to exactly these. Everything else is simulated; outcomes are dealt like cards to the single requests, so that nothing
// has to be filtered out afterwards. A function of county, targets, seed and end; no clock, no file, no socket in it.
// Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"
#include "ingest/event/result.h"

namespace gridwall::simulate::history {

// Requests of one category, one channel, or both. No request outside of the quotas has a word that a quota names.
struct RequestQuota {
  std::string category, channel;  // empty: any that no quota names
  AreaIndex area = kNone;         // kNone: anywhere
  int64_t collected = 0, resolved = 0;
};

struct NamedMatter {  // one with given words: a resolved request, and perhaps the incident it became
  std::string category, channel, title, text, place, kind, opening, update;
  AreaIndex area = kNone;
  Tier tier = Tier::kGrid;
  int level = 0;  // of the incident; 0: none
  int64_t ago_s = 0;
};

struct RequestTargets {
  int64_t collected = 0, resolved = 0;
  std::optional<int64_t> rated, satisfied, promise_kept;
  std::optional<std::array<int64_t, kTierCount>> tiers;  // of the resolved
  // placed dispatched accepted supervised: of the open ones; resolved published rated: of the resolved
  std::optional<std::array<int64_t, 7>> stages;
  std::vector<RequestQuota> quotas;
  std::vector<NamedMatter> matters;  // among the resolved
};

struct FindingQuota {
  std::string category;  // empty: any that no quota names
  int64_t found = 0, closed = 0;
};

struct MeetingTargets {
  int64_t held = 0, issues = 0, measures = 0, solved = 0;
  std::vector<std::string> levels = {"community", "street", "county"};
};

struct UnitTargets {  // 双报到
  int64_t units = 0, reports = 0, members = 0, solved = 0;
  std::vector<std::string> names;  // first these, then the county's own
};

struct VisitGroup {
  std::string source, worker, campaign;  // empty worker: the county's grid workers
  int64_t visits = 0, households = 0, people = 0, estates = 0;
  int64_t ago_s = 0, lasts_s = 0;  // lasts 0: spread over the whole period
};

struct PatrolTargets {
  int64_t days = 1;         // the last days, which have shifts and check-ins
  bool every_grid = false;  // on each of these days there is a check-in in every grid
};

struct WhistleTargets {
  int64_t blown = 0, acknowledged = 0, arrived = 0, closed = 0;
};

struct AssessmentGroup {
  AssessmentKind kind = AssessmentKind::kStar;
  int64_t stars = 0, count = 0;
  std::string every;      // month, quarter, half or year: the last whole one before the end
  std::string among;      // firms, communities or grids
  std::string name_tail;  // what follows the name of the community or grid
};

struct AlarmGroup {
  std::string kind;
  int level = 3;
  int64_t raised = 0, open = 0;  // open: the last ones, raised just now, not yet acknowledged
  bool at_door = false;          // the place is a numbered door
  bool incident = false;         // each becomes an incident at that place
};

struct EmergencyTarget {  // an area in emergency mode: a warning, a drill, or both
  std::string kind, reason;
  int level = 3;
  AreaIndex area = kNone;  // kNone: the whole county
  bool warning = false, drill = false;
  int64_t ago_s = 0, lasts_s = 0;  // one that lasts longer than ago is still in force at the end
};

struct ResourceTarget {  // what there is of a resource at the end
  std::string kind, name;
  int64_t count = 0, free = 0;
};

struct HistoryTargets {
  int64_t period_s = 0;
  RequestTargets requests;
  std::vector<FindingQuota> hazards, disputes;
  std::optional<MeetingTargets> meetings;
  std::optional<UnitTargets> units;
  std::vector<VisitGroup> visits;
  PatrolTargets patrols;
  WhistleTargets whistles;
  std::vector<AssessmentGroup> assessments;
  std::vector<AlarmGroup> alarms;
  int64_t incidents = 0, drills = 0;  // drills besides
  std::vector<EmergencyTarget> emergencies;
  std::vector<ResourceTarget> resources;
};

// `text` is TOML, `name` is used in messages. Strict: an unknown key, a word or area unknown to the county, and totals
// that cannot be met are errors that name file, line and key.
Result<HistoryTargets> read_history(std::string_view text, std::string_view name, const County& county);

struct HistoryOptions {
  uint64_t seed = 1;
  int64_t until_ns = 0;  // every event lies before
};

// Sorted by time, each with an identifier that a simulation never uses, so that one can continue from `until_ns`.
std::vector<Draft> make_history(const County& county, const HistoryTargets& targets, const HistoryOptions& options);

}  // namespace gridwall::simulate::history
