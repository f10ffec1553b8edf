#include "ingest/event/schema.h"

#include <array>
#include <initializer_list>

namespace gridwall::inline event {
namespace {

using F = Field;
using K = ValueKind;
constexpr bool kNeeded = true;
constexpr bool kOptional = false;

constexpr FieldRule kPlaced[] = {
    {F::kRequest, K::kId, kNeeded}, {F::kCategory, K::kId, kNeeded},  {F::kChannel, K::kId, kNeeded},
    {F::kTitle, K::kText, kNeeded}, {F::kText, K::kText, kOptional},  {F::kPlace, K::kText, kOptional},
    {F::kTier, K::kTier, kNeeded},  {F::kDueAt, K::kTime, kOptional}, {F::kOrg, K::kId, kOptional}};
constexpr FieldRule kDispatched[] = {{F::kRequest, K::kId, kNeeded}, {F::kTo, K::kId, kNeeded}};
constexpr FieldRule kAccepted[] = {{F::kRequest, K::kId, kNeeded}, {F::kBy, K::kId, kNeeded}};
constexpr FieldRule kSupervised[] = {
    {F::kRequest, K::kId, kNeeded}, {F::kBy, K::kId, kNeeded}, {F::kNote, K::kText, kNeeded}};
constexpr FieldRule kEscalated[] = {{F::kRequest, K::kId, kNeeded}, {F::kTier, K::kTier, kNeeded}};
constexpr FieldRule kReturned[] = {{F::kRequest, K::kId, kNeeded}, {F::kReason, K::kText, kNeeded}};
constexpr FieldRule kDeferred[] = {{F::kRequest, K::kId, kNeeded}, {F::kUntil, K::kTime, kNeeded}};
constexpr FieldRule kResolved[] = {
    {F::kRequest, K::kId, kNeeded}, {F::kBy, K::kId, kNeeded}, {F::kTier, K::kTier, kOptional}};
constexpr FieldRule kRequestOnly[] = {{F::kRequest, K::kId, kNeeded}};
constexpr FieldRule kRated[] = {{F::kRequest, K::kId, kNeeded}, {F::kScore, K::kScore, kNeeded}};
constexpr FieldRule kRevisited[] = {{F::kRequest, K::kId, kNeeded}, {F::kOutcome, K::kLabel, kNeeded}};
constexpr FieldRule kMerged[] = {{F::kRequest, K::kId, kNeeded}, {F::kInto, K::kId, kNeeded}};
constexpr FieldRule kMeetingHeld[] = {{F::kMeeting, K::kId, kNeeded},
                                      {F::kLevel, K::kLabel, kNeeded},
                                      {F::kIssues, K::kCount, kNeeded},
                                      {F::kMeasures, K::kCount, kNeeded},
                                      {F::kSolved, K::kCount, kNeeded}};
constexpr FieldRule kReportedIn[] = {
    {F::kUnit, K::kId, kNeeded}, {F::kMembers, K::kCount, kNeeded}, {F::kSolved, K::kCount, kNeeded}};
constexpr FieldRule kAssessed[] = {{F::kOrg, K::kId, kNeeded},
                                   {F::kKind, K::kAssessment, kNeeded},
                                   {F::kStars, K::kStars, kOptional},
                                   {F::kPeriod, K::kLabel, kNeeded}};

constexpr FieldRule kShiftStarted[] = {
    {F::kWorker, K::kId, kNeeded}, {F::kTeam, K::kId, kOptional}, {F::kPost, K::kLabel, kOptional}};
constexpr FieldRule kWorkerOnly[] = {{F::kWorker, K::kId, kNeeded}};
constexpr FieldRule kVisited[] = {{F::kWorker, K::kId, kNeeded},
                                  {F::kHouseholds, K::kCount, kNeeded},
                                  {F::kPeople, K::kCount, kNeeded},
                                  {F::kCampaign, K::kId, kOptional},
                                  {F::kEstate, K::kId, kOptional}};
constexpr FieldRule kHazardFound[] = {
    {F::kHazard, K::kId, kNeeded}, {F::kCategory, K::kId, kNeeded}, {F::kSeverity, K::kLabel, kNeeded}};
constexpr FieldRule kHazardClosed[] = {{F::kHazard, K::kId, kNeeded}};
constexpr FieldRule kDisputeFound[] = {{F::kDispute, K::kId, kNeeded}, {F::kCategory, K::kId, kNeeded}};
constexpr FieldRule kDisputeResolved[] = {{F::kDispute, K::kId, kNeeded}};

constexpr FieldRule kIncidentOpened[] = {{F::kIncident, K::kId, kNeeded}, {F::kKind, K::kId, kNeeded},
                                         {F::kLevel, K::kLevel, kNeeded}, {F::kGrade, K::kLabel, kOptional},
                                         {F::kPlace, K::kText, kNeeded},  {F::kDrill, K::kBool, kOptional},
                                         {F::kText, K::kText, kOptional}, {F::kAlarm, K::kId, kOptional}};
constexpr FieldRule kIncidentUpdated[] = {{F::kIncident, K::kId, kNeeded},   {F::kKind, K::kId, kOptional},
                                          {F::kLevel, K::kLevel, kOptional}, {F::kGrade, K::kLabel, kOptional},
                                          {F::kPlace, K::kText, kOptional},  {F::kDrill, K::kBool, kOptional},
                                          {F::kText, K::kText, kOptional},   {F::kAlarm, K::kId, kOptional}};
constexpr FieldRule kIncidentClosed[] = {{F::kIncident, K::kId, kNeeded}};
constexpr FieldRule kTeamStatus[] = {{F::kTeam, K::kId, kNeeded},           {F::kStatus, K::kTeamStatus, kNeeded},
                                     {F::kDetail, K::kTeamDetail, kNeeded}, {F::kIncident, K::kId, kOptional},
                                     {F::kHeadcount, K::kCount, kOptional}, {F::kEtaS, K::kSeconds, kOptional}};
constexpr FieldRule kModeChanged[] = {{F::kArea, K::kId, kNeeded},       {F::kMode, K::kMode, kNeeded},
                                      {F::kLevel, K::kLevel, kOptional}, {F::kPlan, K::kId, kOptional},
                                      {F::kBy, K::kId, kNeeded},         {F::kReason, K::kText, kNeeded},
                                      {F::kDrill, K::kBool, kOptional}};
constexpr FieldRule kPlanStepDone[] = {
    {F::kPlan, K::kId, kNeeded}, {F::kStep, K::kLabel, kNeeded}, {F::kBy, K::kId, kNeeded}};
constexpr FieldRule kWarningIssued[] = {
    {F::kWarning, K::kId, kNeeded},        {F::kKind, K::kId, kNeeded},
    {F::kLevel, K::kLevel, kNeeded},       {F::kArea, K::kText, kNeeded},
    {F::kUntil, K::kTime, kNeeded},        {F::kStatus, K::kWarningStatus, kOptional},
    {F::kSeverity, K::kLabel, kOptional},  {F::kUrgency, K::kLabel, kOptional},
    {F::kCertainty, K::kLabel, kOptional}, {F::kText, K::kText, kOptional}};
constexpr FieldRule kWarningLifted[] = {{F::kWarning, K::kId, kNeeded}, {F::kParts, K::kBool, kOptional}};
constexpr FieldRule kAlarmRaised[] = {{F::kAlarm, K::kId, kNeeded},
                                      {F::kKind, K::kId, kNeeded},
                                      {F::kLevel, K::kLevel, kNeeded},
                                      {F::kPlace, K::kText, kOptional},
                                      {F::kText, K::kText, kOptional}};
constexpr FieldRule kAlarmAcknowledged[] = {
    {F::kAlarm, K::kId, kNeeded}, {F::kBy, K::kId, kNeeded}, {F::kNote, K::kText, kOptional}};
constexpr FieldRule kAlarmShelved[] = {{F::kAlarm, K::kId, kNeeded},
                                       {F::kBy, K::kId, kNeeded},
                                       {F::kUntil, K::kTime, kNeeded},
                                       {F::kReason, K::kText, kNeeded}};
constexpr FieldRule kAlarmUnshelved[] = {{F::kAlarm, K::kId, kNeeded}, {F::kBy, K::kId, kNeeded}};
constexpr FieldRule kAlarmCleared[] = {{F::kAlarm, K::kId, kNeeded}};
constexpr FieldRule kWhistleBlown[] = {{F::kWhistle, K::kId, kNeeded},
                                       {F::kStreet, K::kId, kNeeded},
                                       {F::kDepartment, K::kId, kNeeded},
                                       {F::kText, K::kText, kOptional}};
constexpr FieldRule kWhistleOnly[] = {{F::kWhistle, K::kId, kNeeded}};
constexpr FieldRule kNoteAdded[] = {
    {F::kBy, K::kId, kNeeded}, {F::kText, K::kText, kNeeded}, {F::kIncident, K::kId, kOptional}};
constexpr FieldRule kBookmarkAdded[] = {{F::kBy, K::kId, kNeeded},
                                        {F::kText, K::kText, kNeeded},
                                        {F::kMoment, K::kTime, kOptional},
                                        {F::kIncident, K::kId, kOptional}};
constexpr FieldRule kHandover[] = {
    {F::kFrom, K::kId, kNeeded}, {F::kTo, K::kId, kNeeded}, {F::kText, K::kText, kNeeded}};

constexpr FieldRule kTeamRequested[] = {
    {F::kIncident, K::kId, kNeeded},   {F::kTeam, K::kId, kNeeded},           {F::kBy, K::kId, kNeeded},
    {F::kSkills, K::kText, kOptional}, {F::kHeadcount, K::kCount, kOptional}, {F::kNote, K::kText, kOptional}};
constexpr FieldRule kResourceStatus[] = {{F::kResource, K::kId, kNeeded}, {F::kKind, K::kId, kNeeded},
                                         {F::kCount, K::kCount, kNeeded}, {F::kFree, K::kCount, kNeeded},
                                         {F::kName, K::kText, kOptional}, {F::kPlace, K::kText, kOptional},
                                         {F::kArea, K::kId, kOptional}};

struct TypeRow {
  std::string_view name;
  Feed feed;
  std::span<const FieldRule> rules;
  bool needs_place = false;
  std::optional<MarkRule> mark = {};
};
constexpr bool kPlace = true;
constexpr bool kAnywhere = false;
constexpr MarkRule kIncidentMark = {MarkKind::kIncident, F::kIncident, F::kKind};
constexpr MarkRule kIncidentEnd = {MarkKind::kIncident, F::kIncident, F::kKind, true};
constexpr MarkRule kModeMark = {MarkKind::kMode, F::kArea, F::kMode};
constexpr MarkRule kAlarmMark = {MarkKind::kAlarm, F::kAlarm, F::kKind};
constexpr MarkRule kBookmarkMark = {MarkKind::kBookmark, F::kIncident, F::kText};

// In the order of EventType. Checkpoints keep the number of a type: a new one goes to the end.
constexpr TypeRow kTypes[] = {
    {"request.placed", Feed::kRequest, kPlaced, kPlace},
    {"request.dispatched", Feed::kRequest, kDispatched},
    {"request.accepted", Feed::kRequest, kAccepted},
    {"request.supervised", Feed::kRequest, kSupervised},
    {"request.escalated", Feed::kRequest, kEscalated},
    {"request.returned", Feed::kRequest, kReturned},
    {"request.deferred", Feed::kRequest, kDeferred},
    {"request.resolved", Feed::kRequest, kResolved},
    {"request.published", Feed::kRequest, kRequestOnly},
    {"request.rated", Feed::kRequest, kRated},
    {"request.revisited", Feed::kRequest, kRevisited},
    {"request.reopened", Feed::kRequest, kRequestOnly},
    {"request.cancelled", Feed::kRequest, kReturned},
    {"request.meeting_held", Feed::kRequest, kMeetingHeld},
    {"request.reported_in", Feed::kRequest, kReportedIn},
    {"request.assessed", Feed::kRequest, kAssessed},
    {"patrol.shift_started", Feed::kPatrol, kShiftStarted},
    {"patrol.shift_ended", Feed::kPatrol, kWorkerOnly},
    {"patrol.track", Feed::kPatrol, kWorkerOnly, kPlace},
    {"patrol.checked_in", Feed::kPatrol, kWorkerOnly, kPlace},
    {"patrol.visited", Feed::kPatrol, kVisited, kPlace},
    {"patrol.hazard_found", Feed::kPatrol, kHazardFound, kPlace},
    {"patrol.hazard_closed", Feed::kPatrol, kHazardClosed},
    {"patrol.dispute_found", Feed::kPatrol, kDisputeFound, kPlace},
    {"patrol.dispute_resolved", Feed::kPatrol, kDisputeResolved},
    {"emergency.incident_opened", Feed::kEmergency, kIncidentOpened, kPlace, kIncidentMark},
    {"emergency.incident_updated", Feed::kEmergency, kIncidentUpdated},
    {"emergency.incident_closed", Feed::kEmergency, kIncidentClosed, kAnywhere, kIncidentEnd},
    {"emergency.team_status", Feed::kEmergency, kTeamStatus},
    {"emergency.mode_changed", Feed::kEmergency, kModeChanged, kAnywhere, kModeMark},
    {"emergency.plan_step_done", Feed::kEmergency, kPlanStepDone},
    {"emergency.warning_issued", Feed::kEmergency, kWarningIssued},
    {"emergency.warning_lifted", Feed::kEmergency, kWarningLifted},
    {"emergency.alarm_raised", Feed::kEmergency, kAlarmRaised, kAnywhere, kAlarmMark},
    {"emergency.alarm_acknowledged", Feed::kEmergency, kAlarmAcknowledged},
    {"emergency.alarm_shelved", Feed::kEmergency, kAlarmShelved},
    {"emergency.alarm_unshelved", Feed::kEmergency, kAlarmUnshelved},
    {"emergency.alarm_cleared", Feed::kEmergency, kAlarmCleared},
    {"emergency.whistle_blown", Feed::kEmergency, kWhistleBlown},
    {"emergency.whistle_acknowledged", Feed::kEmergency, kWhistleOnly},
    {"emergency.whistle_arrived", Feed::kEmergency, kWhistleOnly},
    {"emergency.whistle_closed", Feed::kEmergency, kWhistleOnly},
    {"emergency.note_added", Feed::kEmergency, kNoteAdded},
    {"emergency.bookmark_added", Feed::kEmergency, kBookmarkAdded, kAnywhere, kBookmarkMark},
    {"emergency.handover", Feed::kEmergency, kHandover},
    {"request.merged", Feed::kRequest, kMerged},
    {"emergency.team_requested", Feed::kEmergency, kTeamRequested},
    {"emergency.resource_status", Feed::kEmergency, kResourceStatus},
};
static_assert(std::size(kTypes) == kEventTypeCount);

// In the order of Field.
constexpr std::string_view kFieldNames[] = {
    "request",   "category",   "channel",   "title",      "text",     "place",    "tier",     "due_at",  "org",
    "to",        "by",         "note",      "reason",     "until",    "score",    "outcome",  "meeting", "level",
    "issues",    "measures",   "solved",    "unit",       "members",  "kind",     "stars",    "period",  "worker",
    "team",      "households", "people",    "hazard",     "severity", "dispute",  "incident", "grade",   "drill",
    "status",    "detail",     "headcount", "eta_s",      "area",     "mode",     "plan",     "step",    "warning",
    "alarm",     "whistle",    "street",    "department", "from",     "campaign", "estate",   "post",    "urgency",
    "certainty", "moment",     "into",      "parts",      "skills",   "resource", "name",     "count",   "free"};
static_assert(std::size(kFieldNames) == kFieldCount);

constexpr std::string_view kTierWords[] = {"grid", "community", "street", "county"};
constexpr std::string_view kScoreWords[] = {"satisfied", "basic", "unsatisfied"};
constexpr std::string_view kAssessmentWords[] = {"red", "black", "star"};
constexpr std::string_view kTeamStatusWords[] = {"available", "assigned", "out_of_service"};
constexpr std::string_view kTeamDetailWords[] = {"standby",   "dispatched", "en_route",    "on_scene",
                                                 "returning", "resting",    "maintenance", "off_duty"};
constexpr std::string_view kWarningStatusWords[] = {"actual", "exercise", "test"};
constexpr std::string_view kModeWords[] = {"routine", "emergency"};

constexpr auto make_slots() {
  std::array<std::array<int8_t, kFieldCount>, kEventTypeCount> slots{};
  for (int type = 0; type < kEventTypeCount; ++type) {
    slots[static_cast<size_t>(type)].fill(-1);
    int8_t slot = 0;
    for (const FieldRule& rule : kTypes[type].rules) {
      slots[static_cast<size_t>(type)][static_cast<size_t>(rule.field)] = slot++;
    }
    if (slot > kMaxFieldsPerType) throw "kMaxFieldsPerType is too small";
  }
  return slots;
}
constexpr auto kSlots = make_slots();

}  // namespace

std::span<const FieldRule> rules_of(EventType type) {
  return kTypes[static_cast<size_t>(type)].rules;
}

bool needs_place(EventType type) {
  return kTypes[static_cast<size_t>(type)].needs_place;
}

const std::optional<MarkRule>& mark_of(EventType type) {
  return kTypes[static_cast<size_t>(type)].mark;
}

std::string_view mark_kind_name(MarkKind kind) {
  constexpr std::string_view kNames[] = {"incident", "mode", "alarm", "bookmark", "gap"};
  return kNames[static_cast<size_t>(kind)];
}

Feed feed_of(EventType type) {
  return kTypes[static_cast<size_t>(type)].feed;
}

int slot_of(EventType type, Field field) {
  return kSlots[static_cast<size_t>(type)][static_cast<size_t>(field)];
}

std::string_view event_type_name(EventType type) {
  return kTypes[static_cast<size_t>(type)].name;
}

std::optional<EventType> event_type_from_name(std::string_view name) {
  for (size_t i = 0; i < std::size(kTypes); ++i) {
    if (kTypes[i].name == name) return static_cast<EventType>(i);
  }
  return std::nullopt;
}

std::string_view field_name(Field field) {
  return kFieldNames[static_cast<size_t>(field)];
}

std::optional<Field> field_from_name(std::string_view name) {
  for (size_t i = 0; i < std::size(kFieldNames); ++i) {
    if (kFieldNames[i] == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

std::span<const std::string_view> words_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kTier:
      return kTierWords;
    case ValueKind::kScore:
      return kScoreWords;
    case ValueKind::kAssessment:
      return kAssessmentWords;
    case ValueKind::kTeamStatus:
      return kTeamStatusWords;
    case ValueKind::kTeamDetail:
      return kTeamDetailWords;
    case ValueKind::kMode:
      return kModeWords;
    case ValueKind::kWarningStatus:
      return kWarningStatusWords;
    case ValueKind::kId:
    case ValueKind::kText:
    case ValueKind::kLabel:
    case ValueKind::kCount:
    case ValueKind::kLevel:
    case ValueKind::kStars:
    case ValueKind::kSeconds:
    case ValueKind::kTime:
    case ValueKind::kBool:
      return {};
  }
  return {};
}

std::string_view value_kind_name(ValueKind kind) {
  switch (kind) {
    case ValueKind::kId:
      return "a string of 1 to 128 bytes";
    case ValueKind::kText:
      return "a text of at most 2000 characters";
    case ValueKind::kLabel:
      return "a string of 1 to 128 bytes or an integer";
    case ValueKind::kCount:
      return "an integer of 0 or more";
    case ValueKind::kLevel:
      return "an integer from 1 to 4";
    case ValueKind::kStars:
      return "an integer from 1 to 5";
    case ValueKind::kSeconds:
      return "a number of seconds, 0 or more";
    case ValueKind::kTime:
      return "a time as RFC 3339 with an offset";
    case ValueKind::kBool:
      return "true or false";
    case ValueKind::kTier:
      return "grid, community, street or county";
    case ValueKind::kScore:
      return "satisfied, basic or unsatisfied";
    case ValueKind::kAssessment:
      return "red, black or star";
    case ValueKind::kTeamStatus:
      return "available, assigned or out_of_service";
    case ValueKind::kTeamDetail:
      return "standby, dispatched, en_route, on_scene, returning, resting, maintenance or off_duty";
    case ValueKind::kMode:
      return "routine or emergency";
    case ValueKind::kWarningStatus:
      return "actual, exercise or test";
  }
  return "";
}

}  // namespace gridwall::event
