// Everything the wall knows: the fold of all events so far. Values only; the same events in the same order give the
// same bytes (see checkpoint.h). Nothing in it depends on "now": see figures.h for what does. Owned by whoever folds;
// others read it between two applies, on the same thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/event.h"
#include "ingest/event/time.h"
#include "ingest/state/day_ledger.h"
#include "ingest/state/duration_histogram.h"
#include "ingest/state/handles.h"
#include "ingest/state/key_table.h"
#include "ingest/state/request_turns.h"
#include "ingest/state/stage_times.h"

namespace gridwall::inline state {

// The steps of the loop in their order: 点单 派单 接单 督单 办结 晒单 评单.
enum class RequestStage : uint8_t { kPlaced, kDispatched, kAccepted, kSupervised, kResolved, kPublished, kRated };
inline constexpr int kRequestStageCount = 7;
std::string_view request_stage_name(RequestStage stage);

struct StageSince {
  RequestStage stage;
  int64_t since_ns;
};

// A request is open unless the last of its resolutions came after the last of its reopenings, by the events' own time.
struct Request {
  int64_t placed_ns = kNever;  // kNever: only later events of it came so far; it counts nowhere
  int64_t due_ns = kNever;
  int64_t dispatched_ns = kNever;      // last dispatch
  int64_t accepted_ns = kNever;        // first acceptance: the response is measured to it
  int64_t accepted_again_ns = kNever;  // last acceptance
  int64_t supervised_ns = kNever;
  int64_t returned_ns = kNever;
  int64_t deferred_ns = kNever;  // when it was last deferred
  int64_t deferred_until_ns = kNever;
  int64_t tier_ns = kNever;      // since when it stands at its tier
  int64_t resolved_ns = kNever;  // last resolution
  int64_t published_ns = kNever;
  int64_t rated_ns = kNever;
  int64_t reopened_ns = kNever;  // last reopening
  GridIndex grid = kNone;
  WordId category = kNone;
  WordId channel = kNone;
  WordId org = kNone;
  OpenPosition open_position = kNone;
  uint32_t reopen_count = 0;
  uint8_t tier = 0;                   // Tier it stands at
  uint8_t resolved_tier = kSameTier;  // Tier named by the last resolution
  uint8_t score = 0;                  // Score of the last rating
  uint8_t cancelled = 0;
  uint16_t loop = 0;            // index into County::loops; found from channel and grid
  uint8_t overdue_counted = 0;  // its overdue weight is in the grid's heat
  uint8_t merged = 0;           // it is a duplicate of the one that CountyState::merged_into names

  static constexpr uint8_t kSameTier = 0xff;

  bool placed() const { return placed_ns != kNever; }
  bool collected() const { return placed() && cancelled == 0 && merged == 0; }
  bool resolved() const { return resolved_ns != kNever && (reopened_ns == kNever || resolved_ns >= reopened_ns); }
  bool open() const { return collected() && !resolved(); }
  bool deferred_at(int64_t now_ns) const { return deferred_until_ns != kNever && now_ns < deferred_until_ns; }
  bool overdue_at(int64_t now_ns) const { return due_ns != kNever && due_ns < now_ns && !deferred_at(now_ns); }
  uint8_t closed_tier() const { return resolved_tier == kSameTier ? tier : resolved_tier; }
};
static_assert(std::has_unique_object_representations_v<Request>, "written as bytes: no padding");

// Where a placed request stands, from its times alone, so that late events end in the same place. A returned or
// reopened request is back at the start.
StageSince stage_of(const Request& request);

// Of one local day: requests by the day they were placed, everything else by the day it happened.
struct DayTally {
  int64_t collected = 0;
  int64_t resolved = 0;
  int64_t resolved_on_time = 0;
  int64_t rated = 0;
  int64_t satisfied = 0;
  int64_t unrated = 0;  // resolved without a rating
  int64_t reopened = 0;
  int64_t ever_resolved = 0;
  int64_t accepted = 0;
  int64_t promise_kept = 0;
  std::array<int64_t, kTierCount> tier_resolved{};  // by the day of the resolution
  int64_t visits = 0, households = 0, people = 0;
  int64_t hazards_found = 0, hazards_closed = 0;
  int64_t disputes_found = 0, disputes_resolved = 0;
  int64_t meetings = 0, issues = 0, measures = 0, issues_solved = 0;
};
static_assert(std::has_unique_object_representations_v<DayTally>);

struct WordTally {  // of one category or channel
  int64_t collected = 0;
  int64_t resolved = 0;
};

struct Day {
  DayTally tally;
  DurationHistogram response;  // accepted - placed
  std::map<WordId, WordTally> categories;
  std::map<WordId, WordTally> channels;
  std::vector<RequestIndex> requests;  // placed on this day, in the order they came
  DayTurns turns;                      // of the collected ones; derived, not serialized
  std::array<int64_t, 24> hours{};     // collected, by the local hour of placing; derived, not serialized
};

// Patrols of one grid on one local day, or in the days of one year before CountyState::kept_from_day (day_ledger.h).
struct GridDay {
  int32_t day = 0;
  uint32_t visits = 0;
  int64_t households = 0, people = 0;
  uint32_t hazards_found = 0, hazards_closed = 0;
  uint32_t disputes_found = 0, disputes_resolved = 0;
};
static_assert(std::has_unique_object_representations_v<GridDay>);

struct GridState {
  double heat = 0;  // as of heat_ns; decays by the half-life since
  int64_t heat_ns = kNever;
  int64_t last_visit_ns = kNever;  // checked in or visited
  int64_t open = 0;
  int64_t collected = 0, resolved = 0;  // since ever
  int64_t open_hazards = 0;
  std::vector<GridDay> days;  // ascending
};

struct Worker {
  int64_t last_contact_ns = kNever;
  int64_t shift_started_ns = kNever;  // kNever: off shift
  WordId team = kNone;
  WordId post = kNone;  // A or B (AB岗), as the last shift named it
  GridIndex grid = kNone;
  Position position;
  bool has_position = false;
  static constexpr size_t kTrail = 12;
  std::vector<Position> trail;  // last positions, oldest first
};

struct Finding {  // a hazard or a dispute
  int64_t found_ns = kNever;
  int64_t closed_ns = kNever;
  GridIndex grid = kNone;
  WordId category = kNone;
  WordId severity = kNone;
};

struct TeamState {
  bool reported = false;  // false: listed by the county, never heard of
  TeamStatus status = TeamStatus::kAvailable;
  TeamDetail detail = TeamDetail::kStandby;
  int64_t since_ns = kNever;  // of the present status and detail
  int64_t last_contact_ns = kNever;
  IncidentIndex incident = kNone;
  int64_t headcount = 0;
  int64_t eta_ns = kNever;  // estimated arrival
  bool has_position = false;
  Position position;
};

// One line of what happened in an incident.
struct TimelineEntry {
  int64_t at_ns = 0;
  uint64_t seq = 0;
  EventType type{};
  uint8_t level = 0;  // incident, alarm, mode; 0: none
  WordId by = kNone;  // who acted
  TeamIndex team = kNone;
  WordId word = kNone;  // detail of a team, kind of an alarm, mode, plan
  std::string subject;  // alarm, area, step; empty where the incident itself or a team is meant
  std::string text;     // what was said
};

struct Incident {
  int64_t opened_ns = kNever;
  int64_t closed_ns = kNever;
  int64_t updated_ns = kNever;
  uint8_t level = 4;
  bool drill = false;
  WordId kind = kNone;
  WordId grade = kNone;
  GridIndex grid = kNone;
  bool has_position = false;
  Position position;
  std::string place;
  std::string text;                    // the last update
  AlarmIndex alarm = kNone;            // the alarm it grew out of
  std::deque<TimelineEntry> timeline;  // by time; bounded, see incident.h
  uint32_t timeline_dropped = 0;       // entries that were too many to keep
  bool open() const { return opened_ns != kNever && closed_ns == kNever; }
};

// ISA-18.2: active or cleared, acknowledged or not, shelved until a compulsory end. See alarms.h.
struct Alarm {
  int64_t raised_ns = kNever;
  int64_t cleared_ns = kNever;
  int64_t acknowledged_ns = kNever;
  int64_t shelved_ns = kNever;  // when it was last shelved
  int64_t shelved_until_ns = kNever;
  uint8_t level = 4;
  WordId kind = kNone;
  GridIndex grid = kNone;
  IncidentIndex incident = kNone;  // the incident that raised it
  WordId by = kNone;               // who acted last: acknowledged, shelved or unshelved
  WordId acknowledged_by = kNone;
  WordId shelved_by = kNone;
  bool has_position = false;
  Position position;
  std::string reason;  // of the shelving
  std::string note;    // of the acknowledgement
  std::string place;
  std::string text;
};

// What was done about an alarm that follows from the clock (alarms.h): one record for each thing such an alarm can be
// about, so there are never more than the county has teams, areas and feeds.
struct AlarmAct {
  int64_t acknowledged_ns = kNever;
  int64_t acknowledged_since_s = kNever;  // covers every alarm of this name that began no later
  int64_t shelved_ns = kNever;
  int64_t shelved_until_ns = kNever;
  WordId acknowledged_by = kNone, shelved_by = kNone;
  std::string note;
  std::string reason;
};

struct StepDone {
  int64_t at_ns = kNever;
  WordId by = kNone;
};

struct AreaMode {
  Mode mode = Mode::kRoutine;
  uint8_t level = 0;  // 0: none given
  int64_t since_ns = kNever;
  int64_t began_ns = kNever;  // of the emergency, whatever its level since; kNever in routine
  WordId plan = kNone;
  WordId by = kNone;
  bool drill = false;
  std::string reason;
  std::map<std::string, StepDone> steps_done;  // by step; of the plan in force
};

struct ModeChange {  // as it was ordered; a stand-down is a change to routine
  int64_t at_ns = 0;
  uint64_t seq = 0;
  ModeIndex area = kNone;
  Mode mode = Mode::kRoutine;
  uint8_t level = 0;
  WordId plan = kNone;
  WordId by = kNone;
  uint32_t steps_done = 0;  // of the plan that was in force until then
  bool drill = false;
  std::string reason;
};

struct Warning {
  int64_t issued_ns = kNever;
  int64_t until_ns = kNever;
  int64_t lifted_ns = kNever;
  uint8_t level = 4;
  WordId kind = kNone;
  WarningStatus status = WarningStatus::kActual;
  WordId severity = kNone, urgency = kNone, certainty = kNone;
  std::string area;
  std::string text;
};

struct Whistle {
  int64_t blown_ns = kNever, acknowledged_ns = kNever, arrived_ns = kNever, closed_ns = kNever;
  WordId street = kNone, department = kNone;
};

// What a desk asked the dispatch system for. Until the team reports that it is no longer available, a proposal.
struct TeamRequest {
  int64_t at_ns = kNever;
  IncidentIndex incident = kNone;
  WordId by = kNone;
  int64_t headcount = 0;  // people wanted; 0: not said
  std::string skills;     // wanted for
  std::string note;
};

struct Resource {  // a shelter, pumps, salt, generators: how many there are and how many can be had
  int64_t reported_ns = kNever;
  int64_t count = 0, free = 0;
  WordId kind = kNone;
  WordId area = kNone;  // code of the area it belongs to, as sent
  GridIndex grid = kNone;
  bool has_position = false;
  Position position;
  std::string name, place;
};

struct Assessment {
  int64_t at_ns = 0;
  WordId org = kNone;
  WordId period = kNone;
  AssessmentKind kind = AssessmentKind::kStar;
  uint8_t stars = 0;
};

struct SourceState {
  std::array<int64_t, kFeedCount> accepted{};
  int64_t unlocated = 0;
  int64_t anomalies = 0;  // bad places among them
  int64_t last_received_ns = kNever;
};
using PlaceFaults = std::array<int64_t, kPlaceFaultCount>;  // how many places had each fault

struct TickerLine {  // one of the last events a person would want to read
  uint64_t seq = 0;
  int64_t at_ns = 0;
  EventType type{};
  GridIndex grid = kNone;
  std::string subject;                    // title, team, incident: what the line is about
  std::string word;                       // category, detail, place: the rest
  int64_t number = 0, second_number = 0;  // households and people, level
};

// A line of the duty log: what somebody wrote, marked or handed over, or did about an alarm, a mode or a plan.
struct DutyNote {
  int64_t at_ns = 0;
  uint64_t seq = 0;
  EventType type = EventType::kEmergencyNoteAdded;
  int64_t moment_ns = kNever;  // bookmark: the moment meant
  WordId by = kNone;
  WordId to = kNone;  // handover only
  IncidentIndex incident = kNone;
  std::string subject;  // alarm, area or step acted on
  std::string text;
};

// Whether a feed lives: what a desk of the wall did is no sign of life of the systems behind the feed.
struct FeedLife {
  int64_t heard_ns = kNever;       // received last, from anybody but a desk
  int64_t quiet_from_ns = kNever;  // of its last silence longer than County::feed_late_after_s: the event before it,
  int64_t back_ns = kNever;        // and the one that ended it
};

struct CountyState {
  uint64_t seq = 0;  // of the last event applied
  std::array<uint64_t, kFeedCount> feed_seq{};
  int64_t received_ns = kNever;        // of the last event applied
  int64_t first_received_ns = kNever;  // of the first one ever applied
  std::array<int64_t, kFeedCount> feed_received_ns = {kNever, kNever, kNever};
  std::array<FeedLife, kFeedCount> feed_life{};

  KeyTable<WordId> words;  // categories, channels, organisations, kinds, persons on duty, ...
  KeyTable<SourceIndex> source_names;
  std::vector<SourceState> sources;

  KeyTable<RequestIndex> request_ids;
  std::vector<Request> requests;
  std::map<RequestIndex, RequestIndex> merged_into;   // merged requests: the one each is a duplicate of; no circles
  std::vector<RequestIndex> open_requests;            // those with open(), in no particular order
  std::array<StageTimes, kRequestStageCount> stages;  // of collected requests; derived, not serialized
  // The same by County::loops; empty where there is one loop only, which is all of them. Derived, not serialized.
  std::vector<std::array<StageTimes, kRequestStageCount>> loop_stages;
  std::vector<std::vector<RequestIndex>> requests_of_grid;  // placed ones; derived, not serialized
  std::vector<RequestIndex> org_requests;  // placed ones that name an organisation; derived, not serialized
  std::map<int32_t, Day> days;             // by local day

  // What the windows of figures.h need by day is kept by day from this local day on, and by year before it.
  int32_t kept_from_day = INT32_MIN;
  int64_t next_day_ns = INT64_MIN;  // when the local day of received_ns ends
  DayLedger campaign_visits;        // subject: campaign, detail: estate; sums: households, people
  DayLedger reports;                // 双报到; subject: unit; sums: members, solved
  DayLedger meetings;               // subject: level; sums: issues, measures, solved

  std::vector<GridState> grids;
  KeyTable<WorkerIndex> worker_ids;
  std::vector<Worker> workers;
  KeyTable<FindingIndex> hazard_ids, dispute_ids;
  std::vector<Finding> hazards, disputes;

  KeyTable<TeamIndex> team_ids;
  std::vector<TeamState> teams;
  KeyTable<IncidentIndex> incident_ids;
  std::vector<Incident> incidents;
  std::deque<IncidentIndex> closed_incidents;  // those closed last that keep their timeline, newest last
  KeyTable<AlarmIndex> alarm_ids;
  std::vector<Alarm> alarms;
  std::deque<int64_t> recent_alarms_ns;        // received times of the alarms raised in the last ten minutes
  bool alarm_flood = false;                    // began, and had not ended when the last alarm was raised
  std::map<std::string, AlarmAct> alarm_acts;  // on alarms that follow from the clock, by `kind:subject`
  KeyTable<ModeIndex> mode_areas;
  std::vector<AreaMode> modes;
  std::deque<ModeChange> mode_changes;  // by time; bounded, see mode.h
  KeyTable<WarningIndex> warning_ids;
  std::vector<Warning> warnings;
  KeyTable<WhistleIndex> whistle_ids;
  std::vector<Whistle> whistles;
  std::vector<Assessment> assessments;
  std::deque<DutyNote> notes;      // notes, bookmarks and handovers, newest last; bounded
  std::deque<DutyNote> duty_acts;  // acknowledged, shelved, unshelved, mode, plan step; likewise

  std::deque<TickerLine> ticker;  // newest last
  static constexpr size_t kTickerLines = 40;
  static constexpr int64_t kSlotNs = 300 * 1'000'000'000LL;    // of the 24-hour strip
  std::map<int64_t, std::array<int64_t, kFeedCount>> density;  // events by their own time, slot -> count; two days

  std::map<SourceIndex, PlaceFaults> bad_places;  // of the sources that sent any
  // Messages whose warnings were lifted all at once, by the name of the first: when. Those told later are over, too.
  std::map<std::string, int64_t> lifted_messages;
  KeyTable<ResourceIndex> resource_ids;
  std::vector<Resource> resources;
  std::map<TeamIndex, TeamRequest> team_requests;  // open proposals, one a team

  explicit CountyState(const County& county);
  // Fills what is derived from the rest: after the rest was read from bytes.
  void derive(const County& county);
  CountyState() = default;
};

// The request that counts for this one: itself, or where the chain of its mergers ends.
RequestIndex counted_as(const CountyState& state, RequestIndex request);
// How many requests were merged into each, directly or along a chain; those that have none are not in it.
std::map<RequestIndex, int64_t> merged_counts(const CountyState& state);

}  // namespace gridwall::state
