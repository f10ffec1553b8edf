#include "ingest/state/alarms.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <tuple>

#include "ingest/state/team_board.h"

namespace gridwall::inline state {
namespace {

constexpr std::string_view kKindNames[] = {"incident",           "raised",      "request_overdue", "promise_broken",
                                           "grid_never_visited", "team_silent", "feed_stale",      "log_degraded"};

// An alarm as plain numbers: what counting needs, and enough to build its view from.
struct Found {
  AlarmKind kind{};
  AlarmState state = AlarmState::kActiveUnacknowledged;
  uint8_t level = 4;
  int64_t since_ns = 0;
  int64_t count = 1;
  GridIndex grid = kNone;
  // What it is about, as its kind says.
  AlarmIndex raised = kNone;
  TeamIndex team = kNone;
  AreaIndex area = kNone;  // kNone: the county
  Feed feed{};
  const AlarmAct* act = nullptr;
};

bool is_standing(const Found& found, int64_t now_ns) {
  const bool active =
      found.state == AlarmState::kActiveUnacknowledged || found.state == AlarmState::kActiveAcknowledged;
  return active && now_ns - found.since_ns > kStandingAfterNs;
}

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

  std::vector<Found> find() {
    find_raised();
    find_requests();
    find_never_visited();
    find_silent_teams();
    if (!places_.whole_county()) return std::move(found_);
    find_late_feeds();
    if (!health_.log_degraded.empty()) {
      add_derived({AlarmKind::kLogDegraded, {}, 2, std::max<int64_t>(0, health_.log_degraded_since_ns)});
    }
    return std::move(found_);
  }

  std::string_view subject_of(const Found& found) const {
    switch (found.kind) {
      case AlarmKind::kTeamSilent:
        return state_.team_ids.text(found.team);
      case AlarmKind::kFeedStale:
        return feed_name(found.feed);
      case AlarmKind::kLogDegraded:
        return kLogSubject;
      default:
        return found.area == kNone ? std::string_view(county_.key) : std::string_view(county_.areas[found.area].code);
    }
  }

 private:
  void add_derived(Found found) {
    const std::string name = std::string(alarm_kind_name(found.kind)) + ":" + std::string(subject_of(found));
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
      Found found{kind, {}, level, sums[slot].newest_ns, sums[slot].count, sums[slot].grid};
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
      Found found{AlarmKind::kTeamSilent, {}, level, team.last_contact_ns + limit_ns};
      found.team = i;
      add_derived(found);
    }
  }

  void find_late_feeds() {
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      const int64_t received_ns = state_.feed_received_ns[feed];
      const int64_t limit_ns = county_.feed_late_after_s[feed] * kNsPerSecond;
      if (received_ns == kNever || now_ns_ - received_ns <= limit_ns) continue;
      Found found{AlarmKind::kFeedStale, {}, 3, received_ns + limit_ns};
      found.feed = static_cast<Feed>(feed);
      add_derived(found);
    }
  }

  const CountyState& state_;
  const County& county_;
  int64_t now_ns_;
  const AlarmHealth& health_;
  const ScopePlaces& places_;
  std::vector<Found> found_;
};

// Begins at ten alarms within the window and lasts until fewer than five are left in it. Raised alarms count from when
// they were received, those that follow from the clock from when they began.
bool flood_at(const CountyState& state, int64_t now_ns, const std::vector<Found>& found) {
  std::vector<int64_t> times(state.recent_alarms_ns.begin(), state.recent_alarms_ns.end());
  const int64_t last_raised_ns = times.empty() ? kNever : times.back();
  for (const Found& one : found) {
    if (one.raised == kNone && one.state != AlarmState::kShelved) times.push_back(one.since_ns);
  }
  std::sort(times.begin(), times.end());
  std::deque<int64_t> window;
  bool flood = false;
  const auto pass = [&](int64_t time_ns) {
    while (!window.empty() && window.front() <= time_ns - kFloodWindowNs) window.pop_front();
    if (window.size() < kFloodEnds) flood = false;
  };
  for (const int64_t time_ns : times) {
    if (time_ns > now_ns) break;
    pass(time_ns);
    window.push_back(time_ns);
    if (window.size() >= kFloodBegins || (time_ns == last_raised_ns && state.alarm_flood)) flood = true;
  }
  pass(now_ns);
  return flood;
}

AlarmView view_of(const CountyState& state, const County& county, int64_t now_ns, const Finder& finder,
                  const AlarmHealth& health, const Found& found) {
  AlarmView view;
  view.kind = found.kind;
  view.state = found.state;
  view.level = found.level;
  view.since_ns = found.since_ns;
  view.count = found.count;
  view.grid = found.grid;
  view.standing = is_standing(found, now_ns);
  if (found.grid != kNone) view.area = county.area_of_grid(found.grid, 0);
  if (found.raised != kNone) {
    const Alarm& alarm = state.alarms[found.raised];
    view.id = state.alarm_ids.text(found.raised);
    view.alarm = found.raised;
    view.incident = alarm.incident;
    view.word = alarm.kind;
    view.cleared_ns = alarm.cleared_ns;
    view.acknowledged_ns = alarm.acknowledged_ns;
    view.acknowledged_by = alarm.acknowledged_by;
    view.place = alarm.place;
    view.text = alarm.text;
    view.note = alarm.note;
    if (found.state == AlarmState::kShelved) {
      view.shelved_until_ns = alarm.shelved_until_ns;
      view.shelved_by = alarm.shelved_by;
      view.reason = alarm.reason;
    }
    return view;
  }
  view.id = std::string(alarm_kind_name(found.kind)) + ":" + std::string(finder.subject_of(found)) + ":" +
            std::to_string(found.since_ns / kNsPerSecond);
  if (found.kind == AlarmKind::kTeamSilent) {
    view.team = found.team;
    view.incident = state.teams[found.team].incident;
  } else if (found.kind == AlarmKind::kFeedStale) {
    view.feed = found.feed;
  } else if (found.kind == AlarmKind::kLogDegraded) {
    view.text = health.log_degraded;
  } else {
    view.area = found.area;
  }
  if (found.act == nullptr) return view;
  if (found.act->acknowledged_since_s >= found.since_ns / kNsPerSecond) {
    view.acknowledged_ns = found.act->acknowledged_ns;
    view.acknowledged_by = found.act->acknowledged_by;
    view.note = found.act->note;
  }
  if (found.state == AlarmState::kShelved) {
    view.shelved_until_ns = found.act->shelved_until_ns;
    view.shelved_by = found.act->shelved_by;
    view.reason = found.act->reason;
  }
  return view;
}

int rank(AlarmState state) {
  constexpr int kRanks[] = {0, 2, 1, 4, 3};  // by AlarmState
  return kRanks[static_cast<size_t>(state)];
}

}  // namespace

std::string_view alarm_kind_name(AlarmKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

bool alarm_kind_is_derived(AlarmKind kind) {
  return kind != AlarmKind::kIncident && kind != AlarmKind::kRaised;
}

std::string_view alarm_state_name(AlarmState state) {
  constexpr std::string_view kNames[] = {"active_unacknowledged", "active_acknowledged", "cleared_unacknowledged",
                                         "normal", "shelved"};
  return kNames[static_cast<size_t>(state)];
}

AlarmState alarm_state_at(const Alarm& alarm, int64_t now_ns) {
  if (alarm.raised_ns == kNever) return AlarmState::kNormal;
  const bool acknowledged = alarm.acknowledged_ns != kNever;
  if (alarm.cleared_ns != kNever) return acknowledged ? AlarmState::kNormal : AlarmState::kClearedUnacknowledged;
  if (alarm.shelved_until_ns != kNever && now_ns < alarm.shelved_until_ns) return AlarmState::kShelved;
  return acknowledged ? AlarmState::kActiveAcknowledged : AlarmState::kActiveUnacknowledged;
}

std::vector<AlarmView> alarms_at(const CountyState& state, const County& county, int64_t now_ns,
                                 const AlarmHealth& health, const Scope& scope) {
  const ScopePlaces places(county, scope);
  Finder finder(state, county, now_ns, health, places);
  const std::vector<AreaIndex> areas = areas_of_teams(state, county);
  std::vector<AlarmView> views;
  for (const Found& found : finder.find()) {
    AlarmView& view = views.emplace_back(view_of(state, county, now_ns, finder, health, found));
    if (view.team != kNone) view.area = areas[view.team];
  }
  std::sort(views.begin(), views.end(), [](const AlarmView& a, const AlarmView& b) {
    const auto key = [](const AlarmView& view) {
      return std::tuple(view.state == AlarmState::kShelved, view.level, rank(view.state), -view.since_ns,
                        std::string_view(view.id));
    };
    return key(a) < key(b);
  });
  return views;
}

AlarmCounts alarm_counts_at(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places,
                            const AlarmHealth& health) {
  const std::vector<Found> all = Finder(state, county, now_ns, health, places).find();
  AlarmCounts counts;
  for (const Found& found : all) {
    ++counts.by_kind[static_cast<size_t>(found.kind)];
    if (is_standing(found, now_ns)) ++counts.standing;
    switch (found.state) {
      case AlarmState::kActiveUnacknowledged:
        ++counts.active_unacknowledged;
        break;
      case AlarmState::kActiveAcknowledged:
        ++counts.active_acknowledged;
        break;
      case AlarmState::kClearedUnacknowledged:
        ++counts.cleared_unacknowledged;
        break;
      case AlarmState::kShelved:
        ++counts.shelved;
        break;
      case AlarmState::kNormal:
        break;
    }
  }
  if (places.whole_county()) {
    counts.flood = flood_at(state, now_ns, all);
  } else {
    const ScopePlaces everywhere(county, {});
    counts.flood = flood_at(state, now_ns, Finder(state, county, now_ns, health, everywhere).find());
  }
  return counts;
}

std::optional<DerivedAlarmId> parse_derived_alarm_id(std::string_view id) {
  const size_t first = id.find(':');
  const size_t last = id.rfind(':');
  if (first == std::string_view::npos || first + 1 >= last) return std::nullopt;
  for (size_t kind = 0; kind < std::size(kKindNames); ++kind) {
    if (id.substr(0, first) != kKindNames[kind] || !alarm_kind_is_derived(static_cast<AlarmKind>(kind))) continue;
    DerivedAlarmId parsed{static_cast<AlarmKind>(kind), id.substr(0, last), id.substr(first + 1, last - first - 1), 0};
    const std::string_view since = id.substr(last + 1);
    const auto [end, error] = std::from_chars(since.data(), since.data() + since.size(), parsed.since_s);
    if (error != std::errc() || end != since.data() + since.size() || parsed.since_s < 0) return std::nullopt;
    return parsed;
  }
  return std::nullopt;
}

}  // namespace gridwall::state
