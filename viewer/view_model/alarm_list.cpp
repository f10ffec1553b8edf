#include "viewer/view_model/alarm_list.h"

#include <algorithm>
#include <tuple>

#include "ingest/event/time.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

int64_t raised_in_ten_minutes(const ViewContext& context) {
  const int64_t from_ns = context.now_ns - 600 * kNsPerSecond;
  return std::count_if(context.state.recent_alarms_ns.begin(), context.state.recent_alarms_ns.end(),
                       [&](int64_t raised_ns) { return raised_ns > from_ns && raised_ns <= context.now_ns; });
}

AlarmRow build_row(const ViewContext& context, uint32_t index, AlarmState state) {
  const Alarm& alarm = context.state.alarms[index];
  AlarmRow row;
  row.alarm = index;
  row.level = std::clamp<uint8_t>(alarm.level, 1, 4);
  row.acknowledged = state == AlarmState::kActiveAcknowledged;
  row.cleared = state == AlarmState::kClearedUnacknowledged;
  row.mark = context.texts.at(Text::kLevelMark1, row.level - 1U);
  if (alarm.kind != kNoKey) row.text = context.texts.word(context.state.words.text(alarm.kind));
  // A place is told in the county's language; in English a grid's own name reads better.
  const std::string grid = grid_name(context.county, context.texts, alarm.grid);
  const bool by_grid = alarm.place.empty() || (context.texts.language() == Language::kEnglish && !grid.empty());
  const std::string& place = by_grid ? grid : alarm.place;
  if (!place.empty()) row.text += (row.text.empty() ? "" : " · ") + place;
  if (!row.text.empty() && row.text[0] >= 'a' && row.text[0] <= 'z')
    row.text[0] = static_cast<char>(row.text[0] - 'a' + 'A');
  row.age = row.cleared ? context.texts[Text::kAlarmsCleared]
                        : format_coarse_duration(seconds_between(alarm.raised_ns, context.now_ns), context.texts);
  return row;
}

}  // namespace

AlarmList build_alarm_list(const ViewContext& context) {
  const Texts& texts = context.texts;
  const std::vector<Alarm>& alarms = context.state.alarms;
  AlarmList list;
  list.title = texts[Text::kAlarmsTitle];
  list.greyed = !context.live();
  const AlarmCounts& counts = context.figures.alarms;
  const int64_t loud = counts.active_unacknowledged + counts.cleared_unacknowledged;
  list.any_unacknowledged = loud > 0;
  list.unacknowledged = fill(texts[Text::kAlarmsUnacknowledged], {{"n", format_count(loud)}});
  if (counts.shelved > 0) list.shelved = fill(texts[Text::kAlarmsShelved], {{"n", format_count(counts.shelved)}});
  if (counts.flood) {
    list.flood = fill(texts[Text::kAlarmsFlood], {{"n", format_count(raised_in_ten_minutes(context))}});
  }

  struct Entry {
    uint32_t index;
    AlarmState state;
  };
  std::vector<Entry> shown;
  for (uint32_t i = 0; i < alarms.size(); ++i) {
    const AlarmState state = alarm_state_at(alarms[i], context.now_ns);
    if (state != AlarmState::kNormal && state != AlarmState::kShelved) shown.push_back({i, state});
  }
  const auto key = [&](const Entry& entry) {
    const Alarm& alarm = alarms[entry.index];
    const int rank = entry.state == AlarmState::kActiveUnacknowledged ? 0
                     : entry.state == AlarmState::kActiveAcknowledged ? 2
                                                                      : 1;
    return std::tuple(rank, alarm.level, -alarm.raised_ns, entry.index);
  };
  const size_t rows = std::min(shown.size(), AlarmList::kRows);
  std::partial_sort(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(rows), shown.end(),
                    [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
  for (size_t i = 0; i < rows; ++i) list.rows.push_back(build_row(context, shown[i].index, shown[i].state));
  list.total = static_cast<int64_t>(shown.size());
  const bool never = context.state.feed_received_ns[static_cast<size_t>(Feed::kEmergency)] == kNever;
  list.greyed = list.greyed || never;
  if (shown.empty()) list.why = texts[never ? Text::kAgeNever : Text::kAlarmsNone];
  return list;
}

std::string more_alarms(const Texts& texts, int64_t left_out) {
  return fill(texts[Text::kAlarmsMore], {{"n", format_count(left_out)}});
}

}  // namespace gridwall::view_model
