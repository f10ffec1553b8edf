// The list of alarms after ISA-18.2: unacknowledged ones first and loud, acknowledged ones quiet, shelved and standing
// ones counted; in a flood one row for many of one cause.
#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/alarms.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/alarm_list.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kItems = 400;  // a dead feed explains as many as a county has teams

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

std::string sentence(const ViewContext& context, const AlarmList& list, const AlarmGroup& group) {
  const AlarmView& first = list.first_of(group);
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

// How many of a row's alarms nobody has acknowledged, and how many more it explains.
std::string aside_of(const ViewContext& context, const AlarmList& list, const AlarmGroup& group) {
  if (group.members.size() > 1) return counted(context, Text::kAlarmsUnacknowledged, group.unacknowledged);
  const int64_t explains = list.first_of(group).explains;
  return explains == 0 ? std::string() : counted(context, Text::kAlarmsExplains, explains);
}

std::string end_of(const ViewContext& context, const AlarmView& alarm) {
  if (alarm.state == AlarmState::kSuppressed) return context.texts[Text::kAlarmsSuppressedOne];
  if (alarm.state == AlarmState::kClearedUnacknowledged) return context.texts[Text::kAlarmsCleared];
  return format_coarse_duration(seconds_between(alarm.since_ns, context.now_ns), context.texts);
}

bool is_marked(const ViewContext& context, const AlarmList& list, const AlarmGroup& group) {
  return std::any_of(context.marked_alarms.begin(), context.marked_alarms.end(),
                     [&](const std::string& alarm) { return list.holds(group, alarm); });
}

// Square and filled while nobody has acknowledged it; round after that. One that is gone, but that nobody has
// acknowledged, keeps the square's frame only.
Item item_of(const ViewContext& context, const AlarmList& list, const AlarmGroup& group) {
  const AlarmView& first = list.first_of(group);
  const unsigned level = std::clamp<unsigned>(group.level, 1, 4);
  const bool quiet = group.state == AlarmState::kActiveAcknowledged || group.state == AlarmState::kSuppressed;
  const bool cleared = group.state == AlarmState::kClearedUnacknowledged;
  const bool loud = !quiet && !cleared;
  const bool selected = list.holds(group, context.selected_alarm);
  Item item{.badge = {quiet ? Shape::kRing : Shape::kSquare, tone_of_level(level),
                      context.texts.at(Text::kLevelMark1, level - 1)},
            .badge_open = cleared,
            .title = sentence(context, list, group),
            .loud = loud,
            .tone = loud ? Tone::kText : Tone::kQuiet,
            .aside = aside_of(context, list, group),
            .end = end_of(context, first),
            .marked = is_marked(context, list, group),
            .press = SelectAlarm{selected ? std::string() : first.id},
            .selected = selected};
  if (can_open(list, group)) item.press = OpenAlarms{group.key};
  const bool somewhere = !place_of_alarm(context, first).whole_county();
  if (somewhere || incident_of_alarm(context, first) != kNone) item.press_end = ShowAlarm{first.id};
  if (!context.desk.empty() && group.members.size() == 1 && first.unacknowledged()) {
    item.press_badge = MarkAlarm{first.id};
  }
  return item;
}

// What stands open, by itself above its members: a press closes it.
Item heading_of(const ViewContext& context, const AlarmList& list) {
  Item heading{.badge = {Shape::kTriangleDown, Tone::kAccent, {}}, .loud = true};
  heading.title = sentence(context, list, *list.opened);
  heading.aside = aside_of(context, list, *list.opened);
  heading.end = context.texts[Text::kAlarmsClose];
  heading.press = OpenAlarms{};
  return heading;
}

int64_t loud_of(const AlarmCounts& counts) {
  return counts.active_unacknowledged + counts.cleared_unacknowledged;
}

// "未确认 4 · 搁置 1": none is not told, unless there were some.
std::string told_counts(const ViewContext& context, const AlarmCounts& now) {
  const std::optional<ViewContext> then = context.then();
  AlarmCounts before;
  if (then) {
    before =
        alarm_counts_at(then->state, then->county, then->now_ns, ScopePlaces(then->county, scope_of_alarms(*then)));
  }
  std::string note;
  const auto add = [&](Text pattern, int64_t count, int64_t count_before) {
    if (count == 0 && count_before == 0) return;
    if (!note.empty()) note += " · ";
    note += with_change(counted(context, pattern, count), then ? change_of_count(count, count_before) : Change{});
  };
  add(Text::kAlarmsUnacknowledged, loud_of(now), loud_of(before));
  add(Text::kAlarmsShelved, now.shelved, before.shelved);
  add(Text::kAlarmsSuppressed, now.suppressed, before.suppressed);
  add(Text::kAlarmsStanding, now.standing, before.standing);
  return note;
}

}  // namespace

block::Tile alarms(const ViewContext& context) {
  const Texts& texts = context.texts;
  Tile tile = standing_tile(context, Text::kAlarmsTitle);
  const bool never = context.state.feed_received_ns[static_cast<size_t>(Feed::kEmergency)] == kNever;
  tile.greyed = tile.greyed || never;
  const AlarmList alarms = build_alarm_list(context);
  tile.note = told_counts(context, alarms.counts);
  tile.note_tone = loud_of(alarms.counts) > 0 ? Tone::kText : Tone::kQuiet;
  if (alarms.opened) {
    tile.body.push_back({List{.items = {heading_of(context, alarms)}}});
  } else if (alarms.counts.flood) {  // by itself, so that it stays when pages turn
    Item flood{.badge = {Shape::kTriangleUp, Tone::kAttention, {}}, .loud = true, .tone = Tone::kAttention};
    flood.title = counted(context, Text::kAlarmsFlood, raised_in_ten_minutes(context));
    tile.body.push_back({List{.items = {std::move(flood)}}});
  }
  List list{.more = texts[Text::kAlarmsMore]};
  for (const AlarmGroup& row : alarms.rows) {
    ++list.total;
    if (list.items.size() < kItems) list.items.push_back(item_of(context, alarms, row));
  }
  if (list.items.empty() && !alarms.counts.flood) {
    tile.why = texts[never ? Text::kAgeNever : Text::kAlarmsNone];
    tile.why_mark = {Shape::kRing, Tone::kGood, {}};
  }
  tile.body.push_back({std::move(list)});
  return tile;
}

}  // namespace gridwall::tile
