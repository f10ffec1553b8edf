// The list of alarms after ISA-18.2: unacknowledged ones first and loud, acknowledged ones quiet, shelved and standing
// ones counted; in a flood one row for many of one cause.
#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/alarms.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kItems = 64;

int64_t raised_in_ten_minutes(const ViewContext& context) {
  const int64_t from_ns = context.now_ns - kFloodWindowNs;
  return std::count_if(context.state.recent_alarms_ns.begin(), context.state.recent_alarms_ns.end(),
                       [&](int64_t raised_ns) { return raised_ns > from_ns && raised_ns <= context.now_ns; });
}

// What it is: the word it came with, or what follows from state and clock, with how many are behind it.
std::string cause_of(const ViewContext& context, const AlarmView& alarm) {
  const Texts& texts = context.texts;
  if (alarm.word != kNone) return std::string(texts.word(context.state.words.text(alarm.word)));
  std::string cause = alarm_kind_label(context.county, texts, alarm.kind);
  if (alarm.count > 1) cause += " " + format_count(alarm.count);
  return cause;
}

// A place is named in the county's language; in English a grid's own name reads better.
std::string place_of(const ViewContext& context, const AlarmView& alarm) {
  const Texts& texts = context.texts;
  if (alarm.kind == AlarmKind::kFeedStale) return texts.at(Text::kFeedRequest, static_cast<size_t>(alarm.feed));
  if (alarm.kind == AlarmKind::kTeamSilent && alarm.team < context.county.teams.size()) {
    return texts.of(context.county.teams[alarm.team].name);
  }
  const std::string grid = grid_name(context.county, texts, alarm.grid);
  if (!alarm.place.empty() && (texts.language() == Language::kChinese || grid.empty())) return alarm.place;
  if (!grid.empty()) return grid;
  return alarm.area == kNone ? std::string() : texts.of(context.county.areas[alarm.area].name);
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
      place = first.area == kNone ? std::string() : context.texts.of(context.county.areas[first.area].name);
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

// Square and filled while nobody has acknowledged it; round after that. One that is gone, but that nobody has
// acknowledged, keeps the square's frame only.
Item item_of(const ViewContext& context, const std::vector<AlarmView>& alarms, const AlarmGroup& group) {
  const AlarmView& first = alarms[group.members.front()];
  const unsigned level = std::clamp<unsigned>(group.level, 1, 4);
  const bool acknowledged = group.state == AlarmState::kActiveAcknowledged;
  const bool cleared = group.state == AlarmState::kClearedUnacknowledged;
  const bool loud = !acknowledged && !cleared;
  const bool selected = std::any_of(group.members.begin(), group.members.end(),
                                    [&](uint32_t member) { return alarms[member].id == context.selected_alarm; });
  return {.badge = {acknowledged ? Shape::kRing : Shape::kSquare, tone_of_level(level),
                    context.texts.at(Text::kLevelMark1, level - 1)},
          .badge_open = cleared,
          .title = sentence(context, alarms, group),
          .loud = loud,
          .tone = loud ? Tone::kText : Tone::kQuiet,
          .end = cleared ? context.texts[Text::kAlarmsCleared]
                         : format_coarse_duration(seconds_between(first.since_ns, context.now_ns), context.texts),
          .press = SelectAlarm{selected ? std::string() : first.id},
          .selected = selected};
}

AlarmCounts counts_at(const ViewContext& context, const AlarmHealth& health) {
  return alarm_counts_at(context.state, context.county, context.now_ns, ScopePlaces(context.county, context.scope),
                         health);
}

int64_t loud_of(const AlarmCounts& counts) {
  return counts.active_unacknowledged + counts.cleared_unacknowledged;
}

// "未确认 4 · 搁置 1": none is not told, unless there were some.
std::string told_counts(const ViewContext& context, const AlarmCounts& now) {
  const std::optional<ViewContext> then = context.then();
  const AlarmCounts before = then ? counts_at(*then, {}) : AlarmCounts{};
  std::string note;
  const auto add = [&](Text pattern, int64_t count, int64_t count_before) {
    if (count == 0 && count_before == 0) return;
    if (!note.empty()) note += " · ";
    note += with_change(counted(context, pattern, count), then ? change_of_count(count, count_before) : Change{});
  };
  add(Text::kAlarmsUnacknowledged, loud_of(now), loud_of(before));
  add(Text::kAlarmsShelved, now.shelved, before.shelved);
  add(Text::kAlarmsStanding, now.standing, before.standing);
  return note;
}

}  // namespace

block::Tile alarms(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = standing_tile(context, Text::kAlarmsTitle);
  const bool never = context.state.feed_received_ns[static_cast<size_t>(Feed::kEmergency)] == kNever;
  tile.greyed = tile.greyed || never;
  const AlarmHealth health{std::string(context.connection.log_degraded), context.connection.log_degraded_since_ns};
  const std::vector<AlarmView> alarms = alarms_at(context.state, context.county, context.now_ns, health, context.scope);
  const AlarmCounts counts = counts_at(context, health);
  tile.note = told_counts(context, counts);
  tile.note_tone = loud_of(counts) > 0 ? Tone::kText : Tone::kQuiet;
  if (counts.flood) {  // by itself, so that it stays when pages turn
    Item flood{.badge = {Shape::kTriangleUp, Tone::kAttention, {}}, .loud = true, .tone = Tone::kAttention};
    flood.title = counted(context, Text::kAlarmsFlood, raised_in_ten_minutes(context));
    tile.body.push_back({List{.items = {std::move(flood)}}});
  }
  List list{.more = texts[Text::kAlarmsMore]};
  for (const AlarmGroup& group : group_alarms(alarms, counts.flood)) {
    if (group.state == AlarmState::kShelved) continue;  // counted, not shown
    ++list.total;
    if (list.items.size() < kItems) list.items.push_back(item_of(context, alarms, group));
  }
  if (list.items.empty() && !counts.flood) {
    tile.why = texts[never ? Text::kAgeNever : Text::kAlarmsNone];
    tile.why_mark = {Shape::kRing, Tone::kGood, {}};
  }
  tile.body.push_back({std::move(list)});
  return tile;
}

}  // namespace gridwall::tile
