#include <algorithm>
#include <cmath>
#include <map>

#include "ingest/event/schema.h"
#include "ingest/event/time.h"
#include "ingest/replay/log_fold.h"
#include "ingest/report/incident_report.h"

namespace gridwall::report {
namespace {

constexpr size_t kIncidentsNamed = 30;
constexpr size_t kSilencesKept = 50;

enum class Kept : uint8_t { kEach, kFirst, kLast };

// Which lines of the timeline are key moments, and which of several of a kind.
struct MomentRow {
  EventType type;
  KeyMoment::What what;
  Kept kept;
};
constexpr MomentRow kMoments[] = {
    {EventType::kEmergencyIncidentOpened, KeyMoment::What::kOpened, Kept::kEach},
    {EventType::kEmergencyIncidentUpdated, KeyMoment::What::kHighestLevel, Kept::kLast},
    {EventType::kEmergencyTeamStatus, KeyMoment::What::kOnScene, Kept::kFirst},
    {EventType::kEmergencyModeChanged, KeyMoment::What::kMode, Kept::kFirst},
    {EventType::kEmergencyIncidentClosed, KeyMoment::What::kClosed, Kept::kEach},
};

Error unknown_incident(const CountyState& state, const County& county, std::string_view id) {
  std::vector<IncidentIndex> known;
  for (IncidentIndex i{0}; i < state.incidents.size(); ++i) {
    if (state.incidents[i].opened_ns != kNever) known.push_back(i);
  }
  std::sort(known.begin(), known.end(), [&](IncidentIndex a, IncidentIndex b) {
    return state.incidents[a].opened_ns > state.incidents[b].opened_ns;
  });
  std::string text = "--incident: the log has no incident '" + std::string(id) + "'; ";
  if (known.empty()) return {ErrorCode::kInvalidArgument, text + "it has none at all"};
  text += known.size() > kIncidentsNamed ? "the last of those it has:" : "it has:";
  for (size_t i = 0; i < std::min(known.size(), kIncidentsNamed); ++i) {
    const Incident& incident = state.incidents[known[i]];
    text += "\n  " + std::string(state.incident_ids.text(known[i])) + "  " +
            format_rfc3339(incident.opened_ns, county.zone.offset_s(incident.opened_ns));
    if (incident.kind != kNone) text += "  " + std::string(state.words.text(incident.kind));
    text += "  " + incident.place + (incident.drill ? "  (drill)" : "");
  }
  return {ErrorCode::kInvalidArgument, text};
}

std::optional<double> quantile_s(std::vector<int64_t>& durations_ns, double share) {
  if (durations_ns.empty()) return std::nullopt;
  std::sort(durations_ns.begin(), durations_ns.end());
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(durations_ns.size())));
  return static_cast<double>(durations_ns[std::max<size_t>(rank, 1) - 1]) / 1e9;
}

class Collector {
 public:
  Collector(const County& county, IncidentReport& report) : county_(county), report_(report), state_(report.state) {}

  // `state` is the one before the first row that is taken.
  void begin() { last_received_ns_ = state_.feed_received_ns; }

  void take(const log::LogRow& row) {
    note_silence(row.feed, row.received_ns);
    if (!opened_seen_ && row.received_ns >= report_.opened_ns) {
      at_opening_ = state_.sources;
      opened_seen_ = true;
    }
    if (!end_seen_ && row.received_ns > report_.end_ns) {
      at_end_ = state_.sources;
      end_seen_ = true;
    }
    if (row.pruned && row.received_ns >= report_.opened_ns && row.received_ns <= report_.end_ns) ++report_.gaps.pruned;
    const bool emergency = row.feed == static_cast<uint8_t>(Feed::kEmergency);
    Event event;
    const bool look = !row.pruned && (emergency || row.type == event_type_name(EventType::kRequestResolved)) &&
                      !looking_.parse(row.body, event);
    if (look && event.type == EventType::kRequestResolved) note_resolution(event);
    replay::fold_row(state_, county_, folding_, replay::event_of(row));
    if (look && emergency) take_emergency(event, row);
  }

  void finish() {
    if (!opened_seen_) at_opening_ = state_.sources;
    if (!end_seen_) at_end_ = state_.sources;
    for (uint8_t feed = 0; feed < kFeedCount; ++feed) note_silence(feed, report_.end_ns);
    for (auto& [team, track] : tracks_) stay(team, track, report_.end_ns);
    for (const auto& [request, last] : resolutions_) {
      for (TierShare& share : report_.tiers) {
        if (last.at_ns >= share.from_ns && last.at_ns < share.to_ns) ++share.resolved[last.tier];
      }
    }
    std::stable_sort(report_.timeline.begin(), report_.timeline.end(),
                     [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
    finish_alarms();
    finish_gaps();
    std::stable_sort(report_.moments.begin(), report_.moments.end(),
                     [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
  }

 private:
  struct Track {  // where a team was seen last
    bool here = false;
    TeamStatus status{};
    TeamDetail detail{};
    int64_t since_ns = 0;
    size_t use = 0;
  };
  struct Resolution {
    int64_t at_ns;
    size_t tier;
  };

  void note_silence(uint8_t feed, int64_t now_ns) {
    if (feed >= kFeedCount) return;
    const int64_t before_ns = last_received_ns_[feed];
    last_received_ns_[feed] = std::max(before_ns, now_ns);
    if (before_ns == kNever || now_ns - before_ns <= county_.feed_late_after_s[feed] * kNsPerSecond) return;
    const int64_t from_ns = std::max(before_ns, report_.opened_ns);
    const int64_t to_ns = std::min(now_ns, report_.end_ns);
    if (from_ns < to_ns) report_.gaps.silences.push_back({static_cast<Feed>(feed), from_ns, to_ns});
  }

  void note_resolution(const Event& event) {
    const RequestIndex index = state_.request_ids.find(event.text(Field::kRequest));
    if (index == kNone || !state_.requests[index].placed()) return;
    const size_t tier = event.has(Field::kTier) ? static_cast<size_t>(event.integer(Field::kTier))
                                                : static_cast<size_t>(state_.requests[index].tier);
    const auto [known, is_new] = resolutions_.try_emplace(index, Resolution{event.at_ns, tier});
    if (!is_new && event.at_ns >= known->second.at_ns) known->second = {event.at_ns, tier};
  }

  void take_emergency(const Event& event, const log::LogRow& row) {
    if (report_.incident < state_.incidents.size()) take_timeline(row);
    // The first field of a type is what it is about.
    const Field about = rules_of(event.type).front().field;
    const std::string id(event.text(about));
    if (about == Field::kTeam) take_team(state_.team_ids.find(id), event.at_ns);
    if (about == Field::kIncident) take_alarm(state_.alarm_ids.find("incident:" + id));
    if (about == Field::kAlarm) take_alarm(state_.alarm_ids.find(id));
    if (row.received_ns >= report_.opened_ns && row.received_ns <= report_.end_ns) {
      AlarmStatistics& statistics = report_.alarm_statistics;
      if (state_.alarm_flood && !flood_) ++statistics.floods;
      const std::deque<int64_t>& recent = state_.recent_alarms_ns;
      if (!recent.empty() && recent.back() == row.received_ns) {  // it holds ten minutes just when one was raised
        statistics.most_in_ten_minutes = std::max(statistics.most_in_ten_minutes, static_cast<int64_t>(recent.size()));
      }
    }
    flood_ = state_.alarm_flood;
  }

  // The fold decides what belongs to the incident: this takes each line on the day it is written, before it has to
  // make room.
  void take_timeline(const log::LogRow& row) {
    const Incident& incident = state_.incidents[report_.incident];
    for (const TimelineEntry& entry : incident.timeline) {
      if (entry.seq != row.seq) continue;
      report_.timeline.push_back(entry);
      note_moment(entry, row.received_ns);
    }
    if (incident.opened_ns != kNever) report_.highest_level = std::min(report_.highest_level, incident.level);
  }

  bool makes_moment(const MomentRow& row, const TimelineEntry& entry) const {
    if (row.type != entry.type) return false;
    if (row.what == KeyMoment::What::kHighestLevel) return entry.level != 0 && entry.level < report_.highest_level;
    if (row.what == KeyMoment::What::kOnScene) {
      return entry.word != kNone && state_.words.text(entry.word) == team_detail_name(TeamDetail::kOnScene);
    }
    return true;
  }

  void note_moment(const TimelineEntry& entry, int64_t received_ns) {
    std::vector<KeyMoment>& moments = report_.moments;
    for (const MomentRow& row : kMoments) {
      if (!makes_moment(row, entry)) continue;
      const auto same = [&](const KeyMoment& moment) { return moment.what == row.what; };
      if (row.kept == Kept::kFirst && std::any_of(moments.begin(), moments.end(), same)) continue;
      if (row.kept == Kept::kLast) std::erase_if(moments, same);
      moments.push_back({row.what, entry.at_ns, received_ns});
    }
  }

  void stay(TeamIndex team, Track& track, int64_t until_ns) {
    if (!track.here) return;
    const int64_t from_ns = std::max(track.since_ns, report_.opened_ns);
    const int64_t to_ns = std::min(until_ns, report_.end_ns);
    TeamUse& use = report_.teams[track.use];
    use.team = team;
    if (from_ns < to_ns) {
      use.status_ns[static_cast<size_t>(track.status)] += to_ns - from_ns;
      use.detail_ns[static_cast<size_t>(track.detail)] += to_ns - from_ns;
    }
  }

  void take_team(TeamIndex index, int64_t at_ns) {
    if (index == kNone) return;
    const TeamState& team = state_.teams[index];
    const bool here = team.incident == report_.incident;
    Track& track = tracks_[index];
    if (here && track.since_ns == 0) {  // for the first time
      track.use = report_.teams.size();
      report_.teams.emplace_back().team = index;
      report_.teams.back().first_ns = at_ns;
    }
    if (here) {
      TeamUse& use = report_.teams[track.use];
      use.most_people = std::max(use.most_people, team.headcount);
      if (team.detail == TeamDetail::kOnScene && use.on_scene_ns == kNever) use.on_scene_ns = at_ns;
    }
    if (here == track.here && team.status == track.status && team.detail == track.detail) return;
    stay(index, track, at_ns);
    track.here = here;
    track.status = team.status;
    track.detail = team.detail;
    if (here || track.since_ns != 0) track.since_ns = at_ns;
  }

  void take_alarm(AlarmIndex index) {
    if (index == kNone) return;
    const Alarm& alarm = state_.alarms[index];
    if (alarm.raised_ns == kNever || alarm.raised_ns < report_.opened_ns || alarm.raised_ns > report_.end_ns) return;
    const auto known = std::find_if(report_.alarms.rbegin(), report_.alarms.rend(),
                                    [&](const AlarmUse& use) { return use.alarm == index; });
    const bool again = known != report_.alarms.rend() && known->raised_ns == alarm.raised_ns;
    AlarmUse& use = again ? *known : report_.alarms.emplace_back();
    const bool shelved_anew = alarm.shelved_until_ns != kNever && alarm.shelved_until_ns != use.shelved_until_ns;
    use.alarm = index;
    use.level = again ? std::min(use.level, alarm.level) : alarm.level;
    use.kind = alarm.kind;
    use.grid = alarm.grid;
    use.raised_ns = alarm.raised_ns;
    use.cleared_ns = alarm.cleared_ns;
    use.place = alarm.place;
    if (use.acknowledged_ns == kNever && alarm.acknowledged_ns != kNever) {
      use.acknowledged_ns = alarm.acknowledged_ns;
      use.acknowledged_by = alarm.acknowledged_by;
      use.note = alarm.note;
    }
    if (shelved_anew && alarm.shelved_ns >= alarm.raised_ns) {
      ++use.shelvings;
      use.shelved_until_ns = alarm.shelved_until_ns;
      use.reason = alarm.reason;
    }
  }

  void finish_alarms() {
    AlarmStatistics& statistics = report_.alarm_statistics;
    std::vector<int64_t> waited_ns;
    const GridIndex grid = report_.facts().grid;
    for (AlarmUse& use : report_.alarms) {
      const Alarm& alarm = state_.alarms[use.alarm];
      use.of_incident =
          alarm.incident == report_.incident || (alarm.incident == kNone && grid != kNone && use.grid == grid);
      ++statistics.raised;
      if (use.acknowledged_ns != kNever) {
        ++statistics.acknowledged;
        waited_ns.push_back(std::max<int64_t>(0, use.acknowledged_ns - use.raised_ns));
      }
      if (use.cleared_ns != kNever) ++statistics.cleared;
      if (use.shelvings > 0) ++statistics.shelved;
    }
    std::stable_sort(report_.alarms.begin(), report_.alarms.end(),
                     [](const AlarmUse& a, const AlarmUse& b) { return a.raised_ns < b.raised_ns; });
    statistics.acknowledge_p50_s = quantile_s(waited_ns, 0.5);
    statistics.acknowledge_p90_s = quantile_s(waited_ns, 0.9);
  }

  void finish_gaps() {
    DataGaps& gaps = report_.gaps;
    for (size_t i = 0; i < at_end_.size(); ++i) {
      const SourceState before = i < at_opening_.size() ? at_opening_[i] : SourceState{};
      for (size_t feed = 0; feed < kFeedCount; ++feed)
        gaps.accepted[feed] += at_end_[i].accepted[feed] - before.accepted[feed];
      gaps.unlocated += at_end_[i].unlocated - before.unlocated;
      gaps.anomalies += at_end_[i].anomalies - before.anomalies;
    }
    std::stable_sort(gaps.silences.begin(), gaps.silences.end(), [](const FeedSilence& a, const FeedSilence& b) {
      return a.to_ns - a.from_ns > b.to_ns - b.from_ns;
    });
    if (gaps.silences.size() > kSilencesKept) gaps.silences.resize(kSilencesKept);
  }

  const County& county_;
  IncidentReport& report_;
  CountyState& state_;
  Parser folding_, looking_;
  std::array<int64_t, kFeedCount> last_received_ns_{};
  std::vector<SourceState> at_opening_, at_end_;
  bool opened_seen_ = false, end_seen_ = false, flood_ = false;
  std::map<TeamIndex, Track> tracks_;
  std::map<RequestIndex, Resolution> resolutions_;
};

Status count_intake(const log::LogReader& reader, IncidentReport& report) {
  const Result<log::IntakeCounts> before = reader.intake_counts(report.opened_ns);
  if (!before) return before.error();
  const Result<log::IntakeCounts> after = reader.intake_counts(report.end_ns);
  if (!after) return after.error();
  report.gaps.duplicates = static_cast<int64_t>(after->duplicates - before->duplicates);
  report.gaps.rejected = static_cast<int64_t>(after->rejected - before->rejected);
  return Done{};
}

}  // namespace

int64_t TierShare::total() const {
  int64_t sum = 0;
  for (const int64_t count : resolved) sum += count;
  return sum;
}

Result<IncidentReport> collect_report(const log::LogReader& reader, const County& county, std::string_view id,
                                      const std::function<bool(uint64_t, uint64_t)>& progress) {
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  const Result<log::LogId> log_id = reader.log_id();
  if (!log_id) return log_id.error();
  const Result<CountyState> now = replay::state_at(reader, county, head->seq);
  if (!now) return now.error();
  IncidentReport report;
  report.id = id;
  report.gaps.damage = reader.damage();
  report.incident = now->incident_ids.find(id);
  if (report.incident == kNone || now->incidents[report.incident].opened_ns == kNever) {
    return unknown_incident(*now, county, id);
  }
  const Incident& incident = now->incidents[report.incident];
  report.log_id = log::to_hex(*log_id);
  report.head_hash = log::to_hex(head->hash);
  report.head_seq = head->seq;
  report.opened_ns = incident.opened_ns;
  report.open = incident.open();
  report.drill = incident.drill;
  report.end_ns = std::max(report.opened_ns, report.open ? head->received_ns : incident.closed_ns);
  const int64_t around_ns = std::max(report.end_ns - report.opened_ns, kNsPerDay);
  report.tiers = {TierShare{report.opened_ns - around_ns, report.opened_ns, {}},
                  TierShare{report.opened_ns, report.end_ns + 1, {}},
                  TierShare{report.end_ns + 1, report.end_ns + around_ns, {}}};

  const Result<uint64_t> first = reader.seq_at(report.opened_ns - around_ns);
  if (!first) return first.error();
  const Result<uint64_t> last = reader.seq_at(report.end_ns + around_ns);
  if (!last) return last.error();
  Result<CountyState> before = replay::state_at(reader, county, *first);
  if (!before) return before.error();
  report.state = std::move(*before);
  Collector collector(county, report);
  collector.begin();
  constexpr uint64_t kBatch = 10'000;
  while (report.state.seq < *last) {
    const uint64_t wanted = std::min(kBatch, *last - report.state.seq);
    const Result<uint64_t> read = reader.events(report.state.seq + 1, wanted, [&](const log::LogRow& row) {
      collector.take(row);
      return true;
    });
    if (!read && read.error().code == ErrorCode::kCorrupt && report.incident < report.state.incidents.size()) {
      report.gaps.damage = read.error().message;  // reported as far as the log is sound
      break;
    }
    if (!read) return read.error();
    if (*read == 0) return Error{ErrorCode::kCorrupt, "the log ends before event " + std::to_string(*last)};
    if (progress && !progress(report.state.seq - *first, *last - *first)) {
      return Error{ErrorCode::kUnavailable, "stopped before the report was written"};
    }
  }
  if (report.incident >= report.state.incidents.size()) {
    return Error{
        ErrorCode::kCorrupt,
        std::string(id) + ": its events were received too late to be told; the log's times do not fit together"};
  }
  collector.finish();
  const Status counted = count_intake(reader, report);
  if (!counted && (report.gaps.damage.empty() || counted.error().code != ErrorCode::kCorrupt)) return counted.error();
  return report;
}

}  // namespace gridwall::report
