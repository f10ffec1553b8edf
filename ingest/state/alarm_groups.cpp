#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "ingest/state/alarms.h"

namespace gridwall::inline state {
namespace {

using Key = std::tuple<AlarmKind, WordId, GridIndex, AreaIndex>;

Key key_of(const AlarmView& alarm, AlarmGroup::By by) {
  Key key{alarm.kind, alarm.word, kNone, kNone};
  if (by == AlarmGroup::By::kGridAndCause) std::get<GridIndex>(key) = alarm.grid;
  if (by == AlarmGroup::By::kAreaAndCause) std::get<AreaIndex>(key) = alarm.area;
  return key;
}

// Alarms come sorted, so the first of a group is its most urgent one.
std::vector<AlarmGroup> grouped(const std::vector<AlarmView>& alarms, const std::vector<uint32_t>& which,
                                AlarmGroup::By by) {
  std::map<Key, size_t> group_of;
  std::vector<AlarmGroup> groups;
  for (const uint32_t index : which) {
    const auto [known, is_new] = group_of.try_emplace(key_of(alarms[index], by), groups.size());
    if (is_new) groups.emplace_back().by = by;
    groups[known->second].members.push_back(index);
  }
  return groups;
}

void sum_up(const std::vector<AlarmView>& alarms, AlarmGroup& group) {
  std::sort(group.members.begin(), group.members.end());
  if (group.members.size() == 1) group.by = AlarmGroup::By::kAlone;
  const auto urgency = [](AlarmState state) {
    if (state == AlarmState::kActiveUnacknowledged) return 0;
    return state == AlarmState::kClearedUnacknowledged ? 1 : 2;
  };
  const AlarmView& first = alarms[group.members.front()];
  group.key = first.id;
  if (group.by == AlarmGroup::By::kRest) group.key = "rest";
  if (group.by != AlarmGroup::By::kAlone && group.by != AlarmGroup::By::kRest) {
    const auto [kind, word, grid, area] = key_of(first, group.by);
    group.key = fmt::format("{}/{}/{}/{}", alarm_kind_name(kind), uint32_t{word}, uint32_t{grid}, uint32_t{area});
  }
  group.state = first.state;
  for (const uint32_t index : group.members) {
    const AlarmView& alarm = alarms[index];
    group.level = std::min(group.level, alarm.level);
    group.newest_ns = std::max(group.newest_ns, alarm.since_ns);
    if (urgency(alarm.state) < urgency(group.state)) group.state = alarm.state;
    if (urgency(alarm.state) < 2) ++group.unacknowledged;
  }
}

}  // namespace

std::vector<AlarmGroup> group_alarms(const std::vector<AlarmView>& alarms, bool flood) {
  std::vector<AlarmGroup> rows;
  std::vector<uint32_t> others;
  for (uint32_t i = 0; i < alarms.size(); ++i) {
    if (!alarms[i].active() && !alarms[i].unacknowledged()) continue;
    if (flood && alarms[i].level != 1) {
      others.push_back(i);
    } else {
      rows.emplace_back().members = {i};
    }
  }
  const size_t room = rows.size() + 1 < kFloodRows ? kFloodRows - rows.size() : 1;
  std::vector<AlarmGroup> groups;
  for (const AlarmGroup::By by :
       {AlarmGroup::By::kGridAndCause, AlarmGroup::By::kAreaAndCause, AlarmGroup::By::kCause}) {
    groups = grouped(alarms, others, by);
    if (groups.size() <= room) break;
  }
  if (groups.size() > room) {  // more causes than rows: those that come first keep theirs
    AlarmGroup rest;
    rest.by = AlarmGroup::By::kRest;
    for (size_t i = room - 1; i < groups.size(); ++i) {
      rest.members.insert(rest.members.end(), groups[i].members.begin(), groups[i].members.end());
    }
    groups.resize(room - 1);
    groups.push_back(std::move(rest));
  }
  for (AlarmGroup& group : groups) rows.push_back(std::move(group));
  for (AlarmGroup& row : rows) sum_up(alarms, row);
  // In the order of their most urgent members, which is the order of the list; the rest comes last.
  std::stable_sort(rows.begin(), rows.end(), [](const AlarmGroup& a, const AlarmGroup& b) {
    const bool a_rest = a.by == AlarmGroup::By::kRest;
    const bool b_rest = b.by == AlarmGroup::By::kRest;
    return std::tuple(a_rest, a.members.front()) < std::tuple(b_rest, b.members.front());
  });
  return rows;
}

}  // namespace gridwall::state
