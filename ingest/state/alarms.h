// The alarms of a county at a moment, after ISA-18.2: those that were raised (incidents, one-key alarms, sensors) and
// those that follow from state and clock (silent teams, broken promises, late feeds). docs/ALARMS.md is the list.
// Pure: a function of the state and the moment handed in, so that a replay shows what was shown. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/time.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

enum class AlarmKind : uint8_t {
  kIncident,          // of level I or II, no drill
  kRaised,            // one-key alarm, sensor, whatever sends emergency.alarm_raised
  kRequestOverdue,    // at the county's tier; one a top area
  kPromiseBroken,     // not accepted in the promised time; one a top area
  kGridNeverVisited,  // though its interval has passed since the log began; one a top area
  kTeamSilent,        // one a team
  kFeedStale,         // one a feed
  kLogDegraded,       // the log takes no events
};
inline constexpr int kAlarmKindCount = 8;
std::string_view alarm_kind_name(AlarmKind kind);  // incident raised request_overdue promise_broken ...
// Follows from state and clock: it has no event of its own, and leaves the list as soon as its cause is gone.
bool alarm_kind_is_derived(AlarmKind kind);

enum class AlarmState : uint8_t {
  kActiveUnacknowledged,
  kActiveAcknowledged,
  kClearedUnacknowledged,
  kNormal,
  kShelved,    // by somebody, for a time
  kSuppressed  // by design: another alarm explains it
};
std::string_view alarm_state_name(AlarmState state);  // active_unacknowledged ...

inline constexpr int64_t kFloodWindowNs = 600 * kNsPerSecond;
inline constexpr size_t kFloodBegins = 10;  // alarms within the window
inline constexpr size_t kFloodEnds = 5;     // fewer than these
inline constexpr int64_t kLongestShelvingNs = kNsPerDay;
inline constexpr int64_t kOneCauseNs = 600 * kNsPerSecond;  // an alarm and its incident begin no further apart
inline constexpr int64_t kStandingAfterNs = kNsPerDay;      // active for longer: a standing alarm

// What the log cannot know: filled from the daemon's heartbeat. Left as it is, the log takes events.
struct AlarmHealth {
  std::string log_degraded;  // why it cannot be written; empty: it can
  int64_t log_degraded_since_ns = kNever;
};

struct AlarmView {
  std::string
      id;  // what acknowledge, shelve and unshelve events name: `A-7`, `incident:E-1`, `team_silent:JH-01:SINCE`
  AlarmKind kind = AlarmKind::kRaised;
  AlarmState state = AlarmState::kActiveUnacknowledged;
  uint8_t level = 4;     // 1 to 4, 1 the highest
  int64_t since_ns = 0;  // raised, or the moment the cause became one
  int64_t cleared_ns = kNever;
  int64_t acknowledged_ns = kNever;
  int64_t shelved_until_ns = kNever;  // of a shelved one
  bool standing = false;              // active for more than a day
  int64_t count = 1;                  // matters or grids behind it
  int64_t explains = 0;               // alarms that it suppresses
  WordId word = kNone;                // kind of the incident or of the raised alarm
  GridIndex grid = kNone;             // where it is, as far as it is known
  AreaIndex area = kNone;             // what it is about, or where its grid lies (top area)
  IncidentIndex incident = kNone;
  TeamIndex team = kNone;
  AlarmIndex alarm = kNone;      // kNone when derived
  Feed feed = Feed::kEmergency;  // of kFeedStale
  WordId acknowledged_by = kNone, shelved_by = kNone;
  std::string explained_by;  // of a suppressed one: the alarm that explains it; empty: its feed has just come back
  std::string place;         // in words
  std::string text;          // as sent; why the log is degraded
  std::string note;          // of the acknowledgement
  std::string reason;        // of the shelving
  bool active() const { return state == AlarmState::kActiveUnacknowledged || state == AlarmState::kActiveAcknowledged; }
  bool unacknowledged() const {
    return state == AlarmState::kActiveUnacknowledged || state == AlarmState::kClearedUnacknowledged;
  }
};

// All that are not normal: by level, then active unacknowledged, cleared unacknowledged, active acknowledged, then the
// newest first; then those shelved, at last those suppressed. In a scope those that lie there, with the matters and
// teams that do; what is of no place (feeds, the log) is the county's.
std::vector<AlarmView> alarms_at(const CountyState& state, const County& county, int64_t now_ns,
                                 const AlarmHealth& health = {}, const Scope& scope = {});

struct AlarmCounts {
  int64_t active_unacknowledged = 0, active_acknowledged = 0, cleared_unacknowledged = 0, shelved = 0;
  int64_t suppressed = 0;                          // in none of the others
  int64_t standing = 0;                            // of the active ones
  std::array<int64_t, kAlarmKindCount> by_kind{};  // all but those suppressed, by AlarmKind
  bool flood = false;
};
// The same as counting alarms_at(), without building texts. The flood is the county's in every scope.
AlarmCounts alarm_counts_at(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places,
                            const AlarmHealth& health = {});

// A row of the list: one alarm, or in a flood several of one cause. Level I always stands alone, shelved and suppressed
// ones never stand in a row.
struct AlarmGroup {
  enum class By : uint8_t { kAlone, kGridAndCause, kAreaAndCause, kCause, kRest };
  By by = By::kAlone;
  std::string key;                                       // the same as long as it groups the same cause
  std::vector<uint32_t> members;                         // indices into `alarms`, the most urgent first
  AlarmState state = AlarmState::kActiveUnacknowledged;  // the most urgent of its members
  uint8_t level = 4;                                     // the highest of its members
  int64_t newest_ns = 0;
  int64_t unacknowledged = 0;
};
inline constexpr size_t kFloodRows = 12;
// `alarms` as alarms_at() gives them. Outside a flood each has its row. In a flood there are at most kFloodRows rows,
// unless those of level I alone are more: by grid and cause, then by area and cause, then by cause, at last the rest
// in one row; never coarser than needed.
std::vector<AlarmGroup> group_alarms(const std::vector<AlarmView>& alarms, bool flood);

AlarmState alarm_state_at(const Alarm& alarm, int64_t now_ns);  // of a raised one

inline constexpr std::string_view kLogSubject = "log";  // of kLogDegraded
// What an identifier of a derived alarm means; none when it is not one. Whether there is such a thing is not asked.
struct DerivedAlarmId {
  AlarmKind kind{};
  std::string_view name;  // `kind:subject`, the key in CountyState::alarm_acts
  std::string_view subject;
  int64_t since_s = 0;  // seconds since 1970
};
std::optional<DerivedAlarmId> parse_derived_alarm_id(std::string_view id);

}  // namespace gridwall::state
