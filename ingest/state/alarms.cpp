#include "ingest/state/alarms.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <tuple>

#include "ingest/state/alarm_finder.h"
#include "ingest/state/team_board.h"

namespace gridwall::inline state {
namespace {

constexpr std::string_view kKindNames[] = {"incident",           "raised",      "request_overdue", "promise_broken",
                                           "grid_never_visited", "team_silent", "feed_stale",      "log_degraded"};

bool is_standing(const FoundAlarm& found, int64_t now_ns) {
  const bool active =
      found.state == AlarmState::kActiveUnacknowledged || found.state == AlarmState::kActiveAcknowledged;
  return active && now_ns - found.since_ns > kStandingAfterNs;
}

// Begins at ten alarms within the window and lasts until fewer than five are left in it. Raised alarms count from when
// they were received, those that follow from the clock from when they began.
bool flood_at(const CountyState& state, int64_t now_ns, const std::vector<FoundAlarm>& found) {
  std::vector<int64_t> times(state.recent_alarms_ns.begin(), state.recent_alarms_ns.end());
  const int64_t last_raised_ns = times.empty() ? kNever : times.back();
  for (const FoundAlarm& one : found) {
    const bool heard = one.state != AlarmState::kShelved && one.state != AlarmState::kSuppressed;
    if (one.raised == kNone && heard) times.push_back(one.since_ns);
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

AlarmView view_of(const CountyState& state, const County& county, int64_t now_ns, const AlarmHealth& health,
                  const FoundAlarm& found) {
  AlarmView view;
  view.kind = found.kind;
  view.state = found.state;
  view.level = found.level;
  view.since_ns = found.since_ns;
  view.count = found.count;
  view.explains = found.explains;
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
  view.id = std::string(alarm_kind_name(found.kind)) + ":" + std::string(subject_of(state, county, found)) + ":" +
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
  constexpr int kRanks[] = {0, 2, 1, 4, 3, 4};  // by AlarmState
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
  constexpr std::string_view kNames[] = {
      "active_unacknowledged", "active_acknowledged", "cleared_unacknowledged", "normal", "shelved", "suppressed"};
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
  const std::vector<AreaIndex> areas = areas_of_teams(state, county);
  std::vector<AlarmView> views;
  const std::vector<FoundAlarm> all = find_alarms(state, county, now_ns, health, places);
  for (const FoundAlarm& found : all) {
    AlarmView& view = views.emplace_back(view_of(state, county, now_ns, health, found));
    if (view.team != kNone) view.area = areas[view.team];
  }
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].explained_by < all.size()) views[i].explained_by = views[all[i].explained_by].id;
  }
  std::sort(views.begin(), views.end(), [](const AlarmView& a, const AlarmView& b) {
    const auto key = [](const AlarmView& view) {
      const int apart = view.state == AlarmState::kShelved ? 1 : view.state == AlarmState::kSuppressed ? 2 : 0;
      return std::tuple(apart, view.level, rank(view.state), -view.since_ns, std::string_view(view.id));
    };
    return key(a) < key(b);
  });
  return views;
}

AlarmCounts alarm_counts_at(const CountyState& state, const County& county, int64_t now_ns, const ScopePlaces& places,
                            const AlarmHealth& health) {
  const std::vector<FoundAlarm> all = find_alarms(state, county, now_ns, health, places);
  AlarmCounts counts;
  for (const FoundAlarm& found : all) {
    if (found.state == AlarmState::kSuppressed) {
      ++counts.suppressed;
      continue;
    }
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
      case AlarmState::kSuppressed:
        break;
    }
  }
  if (places.whole_county()) {
    counts.flood = flood_at(state, now_ns, all);
  } else {
    const ScopePlaces everywhere(county, {});
    counts.flood = flood_at(state, now_ns, find_alarms(state, county, now_ns, health, everywhere));
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
