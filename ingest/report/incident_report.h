// The contents of the report on one incident, gathered from a log by folding it once over the time of the incident and
// the same time before and after. One thread with a reader of its own. Knows nothing of files and formats.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/event/result.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/county_state.h"

namespace gridwall::report {

inline constexpr int kTeamStatusCount = 3;
inline constexpr int kTeamDetailCount = 8;

struct TeamUse {  // a team while it was at the incident
  TeamIndex team = kNone;
  int64_t first_ns = kNever;     // first assigned
  int64_t on_scene_ns = kNever;  // first on scene
  int64_t most_people = 0;
  std::array<int64_t, kTeamStatusCount> status_ns{};  // time spent, by TeamStatus
  std::array<int64_t, kTeamDetailCount> detail_ns{};  // by TeamDetail
  int64_t total_ns() const { return status_ns[0] + status_ns[1] + status_ns[2]; }
};

struct AlarmUse {  // one raising of an alarm
  AlarmIndex alarm = kNone;
  uint8_t level = 4;
  WordId kind = kNone;
  GridIndex grid = kNone;
  bool of_incident = false;  // of the incident itself, or raised in its grid
  int64_t raised_ns = kNever, acknowledged_ns = kNever, cleared_ns = kNever;
  WordId acknowledged_by = kNone;
  int64_t shelvings = 0;
  int64_t shelved_until_ns = kNever;
  std::string place, note, reason;
};

struct AlarmStatistics {
  int64_t raised = 0, acknowledged = 0, cleared = 0, shelved = 0, floods = 0;
  int64_t most_in_ten_minutes = 0;
  std::optional<double> acknowledge_p50_s, acknowledge_p90_s;  // raised to acknowledged, nearest rank
};

struct FeedSilence {
  Feed feed{};
  int64_t from_ns = 0, to_ns = 0;
};

struct DataGaps {
  std::vector<FeedSilence> silences;  // longer than feed_late_after; the longest first
  std::array<int64_t, kFeedCount> accepted{};
  int64_t unlocated = 0, anomalies = 0, duplicates = 0, rejected = 0, pruned = 0;
  std::string damage;  // what of the log could not be read; the report is right as far as it goes
};

struct TierShare {  // requests resolved in a span, by the tier they closed at
  int64_t from_ns = 0, to_ns = 0;
  std::array<int64_t, kTierCount> resolved{};
  int64_t total() const;
};

struct KeyMoment {
  enum class What : uint8_t { kOpened, kHighestLevel, kOnScene, kMode, kClosed };
  What what{};
  int64_t at_ns = 0;        // when it happened
  int64_t received_ns = 0;  // when the wall first showed it
};

struct IncidentReport {
  std::string id;
  IncidentIndex incident = kNone;
  std::string log_id, head_hash;  // hexadecimal
  uint64_t head_seq = 0;
  int64_t opened_ns = 0;
  int64_t end_ns = 0;  // closed, or the log's end while it is open
  bool open = false;
  bool drill = false;
  uint8_t highest_level = 4;
  CountyState state;                    // after the last event folded: the words are looked up in it
  std::vector<TimelineEntry> timeline;  // complete, by time
  std::vector<TeamUse> teams;           // in the order they were first assigned
  std::vector<AlarmUse> alarms;         // raised during the incident, in the whole county, by time
  AlarmStatistics alarm_statistics;
  std::array<TierShare, 3> tiers;  // before, during, after
  DataGaps gaps;
  std::vector<KeyMoment> moments;  // by time
  const Incident& facts() const { return state.incidents[incident]; }
};

// kInvalidArgument names the incidents in the log if `id` is none of them. `progress` gets the events done and their
// total; false stops with kUnavailable.
Result<IncidentReport> collect_report(const log::LogReader& reader, const County& county, std::string_view id,
                                      const std::function<bool(uint64_t, uint64_t)>& progress = {});

}  // namespace gridwall::report
