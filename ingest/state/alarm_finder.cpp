#include "ingest/state/alarm_finder.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "ingest/state/team_board.h"

namespace gridwall::inline state {
namespace {

// Matters of one cause in one area. The alarm begins with the newest of them: one more is news, one less is none.
struct Sum {
  int64_t count = 0;
  int64_t newest_ns = kNever;
  GridIndex grid = kNone;  // of the only one

  void add(int64_t since_ns, GridIndex in_grid) {
    grid = count == 0 ? in_grid : kNone;
    ++count;
    newest_ns = std::max(newest_ns, since_ns);
  }
};

class Finder {
 public:
  Finder(const CountyState& state, const County& county, int64_t now_ns, const AlarmHealth& health,
         const ScopePlaces& places)
      : state_(state), county_(county), now_ns_(now_ns), health_(health), places_(places) {}

  std::vector<FoundAlarm> find() {
    find_raised();
    find_requests();
    find_never_visited();
    const size_t teams = found_.size();
    find_silent_teams();
    explain_by_incidents();
    if (!places_.whole_county()) return std::move(found_);
    find_late_feeds();
    explain_silences(teams);
    if (!health_.log_degraded.empty()) {
      add_derived({AlarmKind::kLogDegraded, {}, 2, std::max<int64_t>(0, health_.log_degraded_since_ns)});
    }
    return std::move(found_);
  }

 private:
  void add_derived(FoundAlarm found) {
    const std::string name =
        std::string(alarm_kind_name(found.kind)) + ":" + std::string(subject_of(state_, county_, found));
    const auto act = state_.alarm_acts.find(name);
    if (act != state_.alarm_acts.end()) {
      found.act = &act->second;
      const bool acknowledged = act->second.acknowledged_since_s >= found.since_ns / kNsPerSecond;
      if (acknowledged) found.state = AlarmState::kActiveAcknowledged;
      if (now_ns_ < act->second.shelved_until_ns) found.state = AlarmState::kShelved;
    }
    found_.push_back(found);
  }

  void find_raised() {
    for (AlarmIndex i{0}; i < state_.alarms.size(); ++i) {
      const Alarm& alarm = state_.alarms[i];
      const AlarmState is = alarm_state_at(alarm, now_ns_);
      if (is == AlarmState::kNormal || !places_.holds_grid(alarm.grid)) continue;
      const AlarmKind kind = alarm.incident == kNone ? AlarmKind::kRaised : AlarmKind::kIncident;
      found_.push_back({kind, is, alarm.level, alarm.raised_ns, 1, alarm.grid, i});
    }
  }

  size_t slot_of(GridIndex grid) const {  // by top area; the last is the county, for what lies nowhere
    const AreaIndex area = grid == kNone ? kNone : county_.area_of_grid(grid, 0);
    return area == kNone ? county_.areas.size() : area;
  }

  void add_sums(AlarmKind kind, uint8_t level, const std::vector<Sum>& sums) {
    for (size_t slot = 0; slot < sums.size(); ++slot) {
      if (sums[slot].count == 0) continue;
      FoundAlarm found{kind, {}, level, sums[slot].newest_ns, sums[slot].count, sums[slot].grid};
      if (slot < county_.areas.size()) found.area = AreaIndex(slot);
      add_derived(found);
    }
  }

  void find_requests() {
    std::vector<Sum> overdue(county_.areas.size() + 1);
    std::vector<Sum> promise(county_.areas.size() + 1);
    const int64_t promise_ns = county_.response_promise_s * kNsPerSecond;
    for (const RequestIndex index : state_.open_requests) {
      const Request& request = state_.requests[index];
      if (!places_.holds_grid(request.grid)) continue;
      if (request.tier == static_cast<uint8_t>(Tier::kCounty) && request.overdue_at(now_ns_)) {
        const int64_t since_ns = std::max({request.due_ns, request.deferred_until_ns, request.tier_ns});
        overdue[slot_of(request.grid)].add(since_ns, request.grid);
      }
      if (promise_ns > 0 && request.accepted_ns == kNever && request.placed_ns + promise_ns < now_ns_) {
        promise[slot_of(request.grid)].add(request.placed_ns + promise_ns, request.grid);
      }
    }
    add_sums(AlarmKind::kRequestOverdue, 3, overdue);
    add_sums(AlarmKind::kPromiseBroken, 3, promise);
  }

  // A county whose patrols send nothing at all has no such grids; one whose log is young has none yet.
  void find_never_visited() {
    if (state_.feed_received_ns[static_cast<size_t>(Feed::kPatrol)] == kNever) return;
    std::vector<Sum> sums(county_.areas.size() + 1);
    for (GridIndex grid{0}; grid < state_.grids.size(); ++grid) {
      if (state_.grids[grid].last_visit_ns != kNever || !places_.holds_grid(grid)) continue;
      const int64_t since_ns = state_.first_received_ns + county_.grids[grid].visit_interval_s * kNsPerSecond;
      if (since_ns < now_ns_) sums[slot_of(grid)].add(since_ns, grid);
    }
    add_sums(AlarmKind::kGridNeverVisited, 4, sums);
  }

  void find_silent_teams() {
    const int64_t limit_ns = county_.team_stale_after_s * kNsPerSecond;
    for (const TeamIndex i : teams_serving(state_, county_, places_)) {
      const TeamState& team = state_.teams[i];
      if (!team_is_silent(team, county_, now_ns_)) continue;
      const uint8_t level = team.status == TeamStatus::kAssigned ? 2 : 3;
      FoundAlarm found{AlarmKind::kTeamSilent, {}, level, team.last_contact_ns + limit_ns};
      found.team = i;
      add_derived(found);
      if (is_explained_by_feed(found.since_ns, limit_ns)) suppress(found_.back());
    }
  }

  bool is_late(Feed feed) const {
    const int64_t heard_ns = state_.feed_life[static_cast<size_t>(feed)].heard_ns;
    return heard_ns != kNever &&
           now_ns_ - heard_ns > county_.feed_late_after_s[static_cast<size_t>(feed)] * kNsPerSecond;
  }

  // A team cannot be heard while its feed is silent. Whoever was still heard of when the feed fell silent is not missed
  // until the feed has been back for as long as a team may be quiet.
  bool is_explained_by_feed(int64_t since_ns, int64_t limit_ns) const {
    const FeedLife& life = state_.feed_life[static_cast<size_t>(Feed::kEmergency)];
    if (is_late(Feed::kEmergency) && since_ns > life.heard_ns) return true;
    return life.back_ns != kNever && since_ns > life.quiet_from_ns && now_ns_ <= life.back_ns + limit_ns;
  }

  static void suppress(FoundAlarm& found) {
    if (found.state != AlarmState::kShelved) found.state = AlarmState::kSuppressed;
  }

  void explain(size_t which, size_t by) {
    if (found_[which].state != AlarmState::kSuppressed) return;
    found_[which].explained_by = by;
    ++found_[by].explains;
  }

  void explain_silences(size_t from) {
    const auto late = std::find_if(found_.begin(), found_.end(), [](const FoundAlarm& found) {
      return found.kind == AlarmKind::kFeedStale && found.feed == Feed::kEmergency;
    });
    if (late == found_.end()) return;
    for (size_t i = from; i < found_.size(); ++i) {
      if (found_[i].kind == AlarmKind::kTeamSilent) explain(i, static_cast<size_t>(late - found_.begin()));
    }
  }

  // Somebody presses a button, and the incident made of it has an alarm of its own: one row is enough.
  bool grew_into(const Alarm& raised, AlarmIndex index, const Alarm& of_incident) const {
    if (raised.level < of_incident.level) return false;
    const Incident& incident = state_.incidents[of_incident.incident];
    if (incident.alarm != kNone) return incident.alarm == index;
    return raised.grid != kNone && raised.grid == incident.grid && raised.kind == incident.kind &&
           std::abs(incident.opened_ns - raised.raised_ns) <= kOneCauseNs;
  }

  void explain_by_incidents() {
    for (size_t by = 0; by < found_.size(); ++by) {
      if (found_[by].kind != AlarmKind::kIncident || found_[by].state == AlarmState::kClearedUnacknowledged) continue;
      for (FoundAlarm& found : found_) {
        if (found.kind != AlarmKind::kRaised || found.state == AlarmState::kSuppressed) continue;
        if (!grew_into(state_.alarms[found.raised], found.raised, state_.alarms[found_[by].raised])) continue;
        suppress(found);
        explain(static_cast<size_t>(&found - found_.data()), by);
      }
    }
  }

  void find_late_feeds() {
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      if (!is_late(static_cast<Feed>(feed))) continue;
      const int64_t limit_ns = county_.feed_late_after_s[feed] * kNsPerSecond;
      FoundAlarm found{AlarmKind::kFeedStale, {}, 3, state_.feed_life[feed].heard_ns + limit_ns};
      found.feed = static_cast<Feed>(feed);
      add_derived(found);
    }
  }

  const CountyState& state_;
  const County& county_;
  int64_t now_ns_;
  const AlarmHealth& health_;
  const ScopePlaces& places_;
  std::vector<FoundAlarm> found_;
};

}  // namespace

std::vector<FoundAlarm> find_alarms(const CountyState& state, const County& county, int64_t now_ns,
                                    const AlarmHealth& health, const ScopePlaces& places) {
  return Finder(state, county, now_ns, health, places).find();
}

std::string_view subject_of(const CountyState& state, const County& county, const FoundAlarm& found) {
  switch (found.kind) {
    case AlarmKind::kTeamSilent:
      return state.team_ids.text(found.team);
    case AlarmKind::kFeedStale:
      return feed_name(found.feed);
    case AlarmKind::kLogDegraded:
      return kLogSubject;
    default:
      return found.area == kNone ? std::string_view(county.key) : std::string_view(county.areas[found.area].code);
  }
}

}  // namespace gridwall::state
