#include "viewer/view_model/alarm_list.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/alarms.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

int64_t raised_in_ten_minutes(const ViewContext& context) {
  const int64_t from_ns = context.now_ns - kFloodWindowNs;
  return std::count_if(context.state.recent_alarms_ns.begin(), context.state.recent_alarms_ns.end(),
                       [&](int64_t raised_ns) { return raised_ns > from_ns && raised_ns <= context.now_ns; });
}

// What it is: the word it came with, or what follows from state and clock, with how many are behind it.
std::string cause_of(const ViewContext& context, const AlarmView& alarm) {
  const Texts& texts = context.texts;
  if (alarm.word != kNoKey) return std::string(texts.word(context.state.words.text(alarm.word)));
  std::string cause(texts.word(alarm_kind_name(alarm.kind)));
  if (alarm.count > 1) cause += " " + format_count(alarm.count);
  return cause;
}

// A place is told in the county's language; in English a grid's own name reads better.
std::string place_of(const ViewContext& context, const AlarmView& alarm) {
  const Texts& texts = context.texts;
  if (alarm.kind == AlarmKind::kFeedStale) return texts.at(Text::kFeedRequest, static_cast<size_t>(alarm.feed));
  if (alarm.kind == AlarmKind::kTeamSilent && alarm.team < context.county.teams.size()) {
    return texts.of(context.county.teams[alarm.team].name);
  }
  const std::string grid = grid_name(context.county, texts, alarm.grid);
  if (!alarm.place.empty() && (texts.language() == Language::kChinese || grid.empty())) return alarm.place;
  if (!grid.empty()) return grid;
  return alarm.area == kNoGrid ? std::string() : texts.of(context.county.areas[alarm.area].name);
}

AlarmCounts counts_at(const ViewContext& context, const AlarmHealth& health) {
  return alarm_counts_at(context.state, context.county, context.now_ns, ScopePlaces(context.county, context.scope),
                         health);
}

int64_t loud_of(const AlarmCounts& counts) {
  return counts.active_unacknowledged + counts.cleared_unacknowledged;
}

std::string sentence(const ViewContext& context, const std::vector<AlarmView>& alarms, const AlarmGroup& group) {
  const AlarmView& first = alarms[group.members.front()];
  std::string text = cause_of(context, first);
  std::string place = place_of(context, first);
  switch (group.by) {
    case AlarmGroup::By::kAlone:
    case AlarmGroup::By::kGridAndCause:
      break;
    case AlarmGroup::By::kAreaAndCause:
      place = first.area == kNoGrid ? std::string() : context.texts.of(context.county.areas[first.area].name);
      break;
    case AlarmGroup::By::kCause:
      place.clear();
      break;
    case AlarmGroup::By::kRest:
      text = context.texts[Text::kAlarmsRest];
      place.clear();
      break;
  }
  if (!place.empty()) text += (text.empty() ? "" : " · ") + place;
  if (group.members.size() > 1) text += " ×" + format_count(static_cast<int64_t>(group.members.size()));
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

AlarmRow build_row(const ViewContext& context, const std::vector<AlarmView>& alarms, const AlarmGroup& group) {
  const AlarmView& first = alarms[group.members.front()];
  AlarmRow row;
  row.alarm = first.id;
  row.level = std::clamp<uint8_t>(group.level, 1, 4);
  row.acknowledged = group.state == AlarmState::kActiveAcknowledged;
  row.cleared = group.state == AlarmState::kClearedUnacknowledged;
  row.selected = std::any_of(group.members.begin(), group.members.end(),
                             [&](uint32_t member) { return alarms[member].id == context.selected_alarm; });
  row.mark = context.texts.at(Text::kLevelMark1, row.level - 1U);
  row.text = sentence(context, alarms, group);
  row.age = row.cleared ? context.texts[Text::kAlarmsCleared]
                        : format_coarse_duration(seconds_between(first.since_ns, context.now_ns), context.texts);
  return row;
}

}  // namespace

AlarmList build_alarm_list(const ViewContext& context) {
  const Texts& texts = context.texts;
  AlarmList list;
  list.title = texts[Text::kAlarmsTitle];
  const AlarmHealth health{std::string(context.connection.log_degraded), context.connection.log_degraded_since_ns};
  const std::vector<AlarmView> alarms = alarms_at(context.state, context.county, context.now_ns, health, context.scope);
  const AlarmCounts counts = counts_at(context, health);
  const std::optional<ViewContext> at_then = context.then();
  const std::optional<AlarmCounts> then = at_then ? std::optional(counts_at(*at_then, {})) : std::nullopt;
  // None is not told, unless there were some.
  const auto told = [&](Text pattern, int64_t now, int64_t before) {
    if (now == 0 && before == 0) return std::string();
    return with_change(fill(texts[pattern], {{"n", format_count(now)}}),
                       then ? change_of_count(now, before) : Change{});
  };
  list.any_unacknowledged = loud_of(counts) > 0;
  list.unacknowledged = told(Text::kAlarmsUnacknowledged, loud_of(counts), then ? loud_of(*then) : 0);
  list.shelved = told(Text::kAlarmsShelved, counts.shelved, then ? then->shelved : 0);
  list.standing = told(Text::kAlarmsStanding, counts.standing, then ? then->standing : 0);
  if (counts.flood) {
    list.flood = fill(texts[Text::kAlarmsFlood], {{"n", format_count(raised_in_ten_minutes(context))}});
  }
  for (const AlarmGroup& group : group_alarms(alarms, counts.flood)) {
    if (group.state == AlarmState::kShelved) continue;  // counted, not shown
    ++list.total;
    if (list.rows.size() < AlarmList::kRows) list.rows.push_back(build_row(context, alarms, group));
  }
  const bool never = context.state.feed_received_ns[static_cast<size_t>(Feed::kEmergency)] == kNever;
  list.greyed = !context.live() || never;
  if (list.total == 0) list.why = texts[never ? Text::kAgeNever : Text::kAlarmsNone];
  return list;
}

std::string more_alarms(const Texts& texts, int64_t left_out) {
  return fill(texts[Text::kAlarmsMore], {{"n", format_count(left_out)}});
}

}  // namespace gridwall::view_model
