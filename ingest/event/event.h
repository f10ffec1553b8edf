// The event: one message of the contract in docs/EVENTS.md, after parsing. A flat view, without allocation for known
// fields: every string_view points into the parser's buffers and lives until that parser's next message.
// Knows nothing of counties, logs or sockets.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/position.h"

namespace gridwall::inline event {

enum class Feed : uint8_t { kRequest, kPatrol, kEmergency };
inline constexpr int kFeedCount = 3;

// clang-format off
enum class EventType : uint8_t {
  kRequestPlaced, kRequestDispatched, kRequestAccepted, kRequestSupervised, kRequestEscalated, kRequestReturned,
  kRequestDeferred, kRequestResolved, kRequestPublished, kRequestRated, kRequestRevisited, kRequestReopened,
  kRequestCancelled, kRequestMeetingHeld, kRequestReportedIn, kRequestAssessed,
  kPatrolShiftStarted, kPatrolShiftEnded, kPatrolTrack, kPatrolCheckedIn, kPatrolVisited, kPatrolHazardFound,
  kPatrolHazardClosed, kPatrolDisputeFound, kPatrolDisputeResolved,
  kEmergencyIncidentOpened, kEmergencyIncidentUpdated, kEmergencyIncidentClosed, kEmergencyTeamStatus,
  kEmergencyModeChanged, kEmergencyPlanStepDone, kEmergencyWarningIssued, kEmergencyWarningLifted,
  kEmergencyAlarmRaised, kEmergencyAlarmAcknowledged, kEmergencyAlarmShelved, kEmergencyAlarmUnshelved,
  kEmergencyAlarmCleared,
  kEmergencyWhistleBlown, kEmergencyWhistleAcknowledged, kEmergencyWhistleArrived, kEmergencyWhistleClosed,
  kEmergencyNoteAdded, kEmergencyBookmarkAdded, kEmergencyHandover,
  kRequestMerged,
  kEmergencyTeamRequested, kEmergencyResourceStatus,
};
inline constexpr int kEventTypeCount = static_cast<int>(EventType::kEmergencyResourceStatus) + 1;

// Fields a type may have besides the envelope. One name on the wire is one enumerator, whichever type has it.
enum class Field : uint8_t {
  kRequest, kCategory, kChannel, kTitle, kText, kPlace, kTier, kDueAt, kOrg, kTo, kBy, kNote, kReason, kUntil, kScore,
  kOutcome, kMeeting, kLevel, kIssues, kMeasures, kSolved, kUnit, kMembers, kKind, kStars, kPeriod, kWorker, kTeam,
  kHouseholds, kPeople, kHazard, kSeverity, kDispute, kIncident, kGrade, kDrill, kStatus, kDetail, kHeadcount, kEtaS,
  kArea, kMode, kPlan, kStep, kWarning, kAlarm, kWhistle, kStreet, kDepartment, kFrom,
  kCampaign, kEstate, kPost, kUrgency, kCertainty, kMoment, kInto, kParts,
  kSkills, kResource, kName, kCount, kFree,
};
// clang-format on
inline constexpr int kFieldCount = static_cast<int>(Field::kFree) + 1;

enum class Tier : uint8_t { kGrid, kCommunity, kStreet, kCounty };
inline constexpr int kTierCount = 4;
enum class Score : uint8_t { kSatisfied, kBasic, kUnsatisfied };
enum class AssessmentKind : uint8_t { kRed, kBlack, kStar };
enum class TeamStatus : uint8_t { kAvailable, kAssigned, kOutOfService };  // ICS resource status
enum class TeamDetail : uint8_t {
  kStandby,
  kDispatched,
  kEnRoute,
  kOnScene,
  kReturning,
  kResting,
  kMaintenance,
  kOffDuty
};
enum class Mode : uint8_t { kRoutine, kEmergency };
enum class WarningStatus : uint8_t { kActual, kExercise, kTest };  // of a CAP alert; absent: actual

std::string_view feed_name(Feed feed);             // "request"
std::string_view event_type_name(EventType type);  // "request.placed"
std::optional<EventType> event_type_from_name(std::string_view name);
Feed feed_of(EventType type);
std::string_view field_name(Field field);
std::string_view tier_name(Tier tier);
std::string_view assessment_kind_name(AssessmentKind kind);
std::string_view team_status_name(TeamStatus status);
std::string_view team_detail_name(TeamDetail detail);
std::string_view mode_name(Mode mode);
std::string_view warning_status_name(WarningStatus status);

inline constexpr size_t kMaxMessageBytes = 64 * 1024;
inline constexpr int kMaxDepth = 8;
inline constexpr size_t kMaxIdBytes = 128;
inline constexpr size_t kMaxTextCharacters = 2000;
inline constexpr int kMaxFieldsPerType = 10;

// Among the members that are not in the contract: the event is one of a training (docs/EVENTS.md).
inline constexpr std::string_view kTrainingMember = R"("training":true)";

inline constexpr std::string_view kDeskSource = "desk:";  // begins the name of a source that is a desk of the wall

struct Event {
  EventType type{};
  int64_t at_ns = 0;  // when it happened, by the source's clock; nanoseconds since 1970 UTC
  std::string_view id;
  std::string_view source;
  std::string_view grid_code;                  // as sent; empty when absent
  std::optional<Position> position;            // as sent; the fold asks fault_of() whether it can be used
  PlaceFault place_fault = PlaceFault::kNone;  // a place was sent that cannot be read at all
  std::string_view body;                       // the JSON text as it is logged: masked, otherwise as received

  Feed feed() const { return feed_of(type); }
  bool has(Field field) const { return (present_ >> static_cast<unsigned>(field)) & 1U; }
  // Values of fields that are present; text is empty and numbers are 0 where the field is absent.
  std::string_view text(Field field) const;  // identifiers, texts and labels
  std::string_view said(Field field) const;  // the same, and an enumerator's word on the wire
  int64_t integer(Field field) const;        // counts, levels, enumerators, booleans, seconds
  int64_t time_ns(Field field) const { return integer(field); }
  bool flag(Field field) const { return integer(field) != 0; }
  template <typename Enum>
  Enum as(Field field) const {
    return static_cast<Enum>(integer(field));
  }

  void clear() { *this = Event{}; }
  // Field values are kept in the order of the type's schema. Set the type first.
  void set_text(Field field, std::string_view value);
  void set_integer(Field field, int64_t value);

  // Members that are not in the contract, and a place that cannot be read, as JSON text `"key":value,"key":value`;
  // encode writes them unchanged.
  std::string unknown_members;

 private:
  struct Slot {
    std::string_view text;
    int64_t integer = 0;
  };
  uint64_t present_ = 0;
  std::array<Slot, kMaxFieldsPerType> slots_{};
};
static_assert(kFieldCount <= 64, "Event::present_ holds one bit a field");

}  // namespace gridwall::event
