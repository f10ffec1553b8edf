#include "ingest/text/telling.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "ingest/event/schema.h"
#include "ingest/state/alarms.h"
#include "ingest/text/names.h"

namespace gridwall::text {
namespace {

using T = EventType;

// Of the types that are worded in a way of their own.
constexpr Telling kTellings[] = {
    {.type = T::kRequestPlaced,
     .subject = SubjectKind::kTitle,
     .word = WordKind::kCategory,
     .ticker = Text::kTickerPlaced},
    {.type = T::kRequestSupervised, .ticker = Text::kTickerSupervised},
    {.type = T::kRequestResolved, .ticker = Text::kTickerResolved},
    {.type = T::kRequestRated, .number = NumberKind::kScore, .ticker = Text::kTickerRated},
    {.type = T::kRequestReopened, .ticker = Text::kTickerReopened},
    {.type = T::kRequestMeetingHeld, .word = WordKind::kTier, .ticker = Text::kTickerMeeting},
    {.type = T::kPatrolVisited, .ticker = Text::kTickerVisited},
    {.type = T::kPatrolHazardFound, .subject = SubjectKind::kCategory, .ticker = Text::kTickerHazard},
    {.type = T::kPatrolDisputeFound, .subject = SubjectKind::kCategory, .ticker = Text::kTickerDispute},
    {.type = T::kEmergencyIncidentOpened,
     .number = NumberKind::kLevel,
     .ticker = Text::kTickerIncidentOpened,
     .timeline = Text::kTimelineOpened,
     .report = Text::kReportOpened},
    {.type = T::kEmergencyIncidentUpdated,
     .number = NumberKind::kLevel,
     .ticker = Text::kTickerIncidentUpdated,
     .report = Text::kReportUpdated},
    {.type = T::kEmergencyIncidentClosed,
     .ticker = Text::kTickerIncidentClosed,
     .timeline = Text::kTimelineClosed,
     .report = Text::kReportClosed},
    {.type = T::kEmergencyTeamStatus,
     .subject = SubjectKind::kTeam,
     .word = WordKind::kTeamDetail,
     .ticker = Text::kTickerTeam,
     .timeline = Text::kTimelineTeam,
     .report = Text::kReportTeamStatus},
    {.type = T::kEmergencyModeChanged,
     .subject = SubjectKind::kArea,
     .word = WordKind::kMode,
     .ticker = Text::kTickerMode,
     .timeline = Text::kTimelineMode,
     .duty = Text::kDutyMode,
     .report = Text::kReportModeChanged},
    {.type = T::kEmergencyPlanStepDone,
     .subject = SubjectKind::kStep,
     .timeline = Text::kTimelineStep,
     .duty = Text::kDutyStep,
     .report = Text::kReportStepDone},
    {.type = T::kEmergencyWarningIssued,
     .subject = SubjectKind::kWord,
     .word = WordKind::kArea,
     .number = NumberKind::kLevel,
     .ticker = Text::kTickerWarning},
    {.type = T::kEmergencyAlarmRaised,
     .subject = SubjectKind::kWord,
     .number = NumberKind::kLevel,
     .ticker = Text::kTickerAlarm,
     .timeline = Text::kTimelineAlarm,
     .report = Text::kReportAlarmRaised},
    {.type = T::kEmergencyAlarmAcknowledged,
     .subject = SubjectKind::kAlarm,
     .timeline = Text::kTimelineAcknowledged,
     .duty = Text::kDutyAcknowledged,
     .report = Text::kReportAlarmAcknowledged},
    {.type = T::kEmergencyAlarmShelved,
     .subject = SubjectKind::kAlarm,
     .duty = Text::kDutyShelved,
     .report = Text::kReportAlarmShelved},
    {.type = T::kEmergencyAlarmUnshelved,
     .subject = SubjectKind::kAlarm,
     .duty = Text::kDutyUnshelved,
     .report = Text::kReportAlarmUnshelved},
    {.type = T::kEmergencyAlarmCleared, .subject = SubjectKind::kAlarm, .report = Text::kReportAlarmCleared},
    {.type = T::kEmergencyWhistleBlown, .subject = SubjectKind::kArea, .ticker = Text::kTickerWhistle},
    {.type = T::kEmergencyNoteAdded, .report = Text::kReportNote},
    {.type = T::kEmergencyBookmarkAdded,
     .timeline = Text::kTimelineBookmark,
     .duty = Text::kDutyBookmark,
     .report = Text::kReportBookmark},
    {.type = T::kEmergencyHandover, .duty = Text::kDutyHandover},
    {.type = T::kEmergencyTeamRequested,
     .subject = SubjectKind::kTeam,
     .ticker = Text::kTickerTeamRequested,
     .timeline = Text::kTimelineTeamRequested,
     .duty = Text::kDutyTeamRequested,
     .report = Text::kReportTeamRequested},
};

// Of every type, by EventType. One that tells of a request has it as its subject, whether it has a row or not.
std::array<Telling, kEventTypeCount> all_tellings() {
  std::array<Telling, kEventTypeCount> all;
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].type = static_cast<EventType>(i);
    const auto own = std::find_if(std::begin(kTellings), std::end(kTellings),
                                  [&](const Telling& telling) { return telling.type == all[i].type; });
    if (own != std::end(kTellings)) all[i] = *own;
    const bool plain = all[i].subject == SubjectKind::kPlain;
    if (plain && slot_of(all[i].type, Field::kRequest) >= 0) all[i].subject = SubjectKind::kRequest;
  }
  return all;
}

std::string_view word_at(const CountyState& state, WordId word) {
  return word == kNone ? std::string_view{} : state.words.text(word);
}

// A title that begins with the area's name ("桥东社区12号楼路灯不亮") needs none in front of it.
bool names_its_place(const Background& background, std::string_view title, GridIndex grid) {
  const County& county = background.county;
  if (background.texts.language() != Language::kChinese || grid >= county.grids.size()) return false;
  const AreaIndex area = county.grids[grid].area;
  return area != kNone && title.starts_with(county.areas[area].name.zh);
}

struct WhatAndWhere {
  std::string what, where;
};

WhatAndWhere what_and_where(const Background& background, const Line& line) {
  const auto& [state, county, texts] = background;
  const SubjectKind kind = telling_of(line.type).subject;
  GridIndex grid = line.grid;
  std::string what;
  if (kind == SubjectKind::kTitle) what = word_of(background, line);
  if (kind == SubjectKind::kRequest) {
    if (const RequestIndex index = state.request_ids.find(line.subject); index != kNone) {
      const Request& request = state.requests[index];
      if (grid == kNone) grid = request.grid;
      if (request.category != kNone) what = category_name(county, texts, state.words.text(request.category));
    }
    if (what.empty()) what = line.subject;
  }
  const bool named = kind == SubjectKind::kTitle && names_its_place(background, line.subject, grid);
  return {std::move(what), named ? std::string() : grid_name(county, texts, grid)};
}

// What a change of mode came to: the area's mode as it is now.
const std::string& mode_phrase(const Background& background, const Line& line) {
  const ModeIndex area = background.state.mode_areas.find(line.subject);
  const bool emergency = area != kNone && background.state.modes[area].mode == Mode::kEmergency;
  return background.texts[emergency ? Text::kTickerToEmergency : Text::kTickerToRoutine];
}

using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

bool leaves_a_gap(std::string_view pattern, const Values& values) {
  return std::any_of(values.begin(), values.end(), [&](const auto& value) {
    return value.second.empty() && pattern.find("{" + std::string(value.first) + "}") != std::string_view::npos;
  });
}

// Without double blanks and blanks at an end, and, where an empty value left one, a colon with nothing beside it.
std::string tidied(std::string text, bool gap) {
  constexpr std::string_view kColon = ":", kWideColon = "：";
  for (size_t at; (at = text.find("  ")) != std::string::npos;) text.erase(at, 1);
  while (text.starts_with(' ') || (gap && text.starts_with(": "))) text.erase(0, 1);
  while (text.ends_with(' ') || (gap && text.ends_with(kColon))) text.pop_back();
  if (gap && text.ends_with(kWideColon)) text.resize(text.size() - kWideColon.size());
  return text;
}

}  // namespace

const Telling& telling_of(EventType type) {
  static const std::array<Telling, kEventTypeCount> kAll = all_tellings();
  return kAll[static_cast<size_t>(type)];
}

Line line_of(const TickerLine& line) {
  Line told;
  told.type = line.type;
  told.grid = line.grid;
  if (telling_of(line.type).number == NumberKind::kLevel) {
    told.level = static_cast<uint8_t>(std::clamp<int64_t>(line.number, 1, 4));
  }
  told.subject = line.subject;
  told.word = line.word;
  told.number = line.number;
  told.second_number = line.second_number;
  return told;
}

Line line_of(const CountyState& state, const TimelineEntry& entry) {
  Line told;
  told.type = entry.type;
  told.level = entry.level <= 4 ? entry.level : uint8_t{0};
  told.team = entry.team;
  told.subject = entry.subject;
  told.word = word_at(state, entry.word);
  told.text = entry.text;
  told.by = word_at(state, entry.by);
  return told;
}

Line line_of(const CountyState& state, const DutyNote& note) {
  Line told;
  told.type = note.type;
  told.subject = note.subject;
  told.text = note.text;
  told.by = word_at(state, note.by);
  told.to = word_at(state, note.to);
  return told;
}

std::string subject_of(const Background& background, const Line& line) {
  const auto& [state, county, texts] = background;
  switch (telling_of(line.type).subject) {
    case SubjectKind::kPlain:
    case SubjectKind::kTitle:
    case SubjectKind::kRequest:
      break;
    case SubjectKind::kArea:
      return area_name(county, texts, line.subject);
    case SubjectKind::kTeam:
      return team_name(county, texts, line.subject);
    case SubjectKind::kWord:
      return std::string(texts.word(line.subject));
    case SubjectKind::kCategory:
      return std::string(category_name(county, texts, line.subject));
    case SubjectKind::kStep:
      return step_name(county, texts, line.word, line.subject);
    case SubjectKind::kAlarm:
      return alarm_name(background, line.subject);
  }
  return std::string(line.subject);
}

std::string word_of(const Background& background, const Line& line) {
  const auto& [state, county, texts] = background;
  switch (telling_of(line.type).word) {
    case WordKind::kWord:
      break;
    case WordKind::kCategory:
      return std::string(category_name(county, texts, line.word));
    case WordKind::kArea:
      return area_name(county, texts, line.word);
    case WordKind::kTier:
      for (size_t tier = 0; tier < kTierCount; ++tier) {
        if (line.word == tier_name(static_cast<Tier>(tier))) return tier_label(county, texts, tier);
      }
      break;
    case WordKind::kTeamDetail:
      for (size_t i = 0; i <= static_cast<size_t>(TeamDetail::kOffDuty); ++i) {
        if (line.word == team_detail_name(static_cast<TeamDetail>(i))) return texts.at(Text::kTeamDetailStandby, i);
      }
      break;
    case WordKind::kMode:
      for (size_t i = 0; i <= static_cast<size_t>(Mode::kEmergency); ++i) {
        if (line.word == mode_name(static_cast<Mode>(i))) return texts.at(Text::kModeRoutine, i);
      }
      break;
  }
  return std::string(texts.word(line.word));
}

std::string alarm_name(const Background& background, std::string_view id) {
  const auto& [state, county, texts] = background;
  const auto told = [](std::string name, const std::string& place) {
    return place.empty() ? name : std::move(name) + " " + place;
  };
  if (const AlarmIndex index = state.alarm_ids.find(id); index != kNone) {
    const Alarm& alarm = state.alarms[index];
    if (alarm.raised_ns == kNever) return std::string(id);
    const std::string_view kind =
        alarm.kind == kNone ? alarm_kind_name(AlarmKind::kRaised) : word_at(state, alarm.kind);
    return told(std::string(texts.word(kind)),
                alarm.place.empty() ? grid_name(county, texts, alarm.grid) : alarm.place);
  }
  const std::optional<DerivedAlarmId> derived = parse_derived_alarm_id(id);
  if (!derived) return std::string(id);
  std::string subject;
  switch (derived->kind) {
    case AlarmKind::kTeamSilent:
      subject = team_name(county, texts, derived->subject);
      break;
    case AlarmKind::kFeedStale:
      for (size_t feed = 0; feed < kFeedCount; ++feed) {
        if (derived->subject == feed_name(static_cast<Feed>(feed))) subject = texts.at(Text::kFeedRequest, feed);
      }
      break;
    case AlarmKind::kLogDegraded:
      break;
    default:
      subject = area_name(county, texts, derived->subject);
  }
  return told(alarm_kind_label(county, texts, derived->kind), subject);
}

std::string tell(const Background& background, Text pattern, const Line& line) {
  const auto& [state, county, texts] = background;
  const auto [what, where] = what_and_where(background, line);
  const std::string subject = subject_of(background, line), word = word_of(background, line);
  const std::string n = format_count(line.number), m = format_count(line.second_number);
  std::string team, level;
  if (line.team != kNone) team = team_name(county, texts, state.team_ids.text(line.team));
  if (line.level != 0) level = texts.at(Text::kLevelName1, line.level - 1U);
  const auto score = static_cast<size_t>(std::clamp<int64_t>(line.number, 0, 2));
  const Values values = {{"where", where},
                         {"what", what},
                         {"subject", subject},
                         {"word", word},
                         {"mode", mode_phrase(background, line)},
                         {"level", level},
                         {"score", texts.at(Text::kScoreSatisfied, score)},
                         {"team", team},
                         {"text", line.text},
                         {"by", line.by},
                         {"to", line.to},
                         {"n", n},
                         {"m", m}};
  return tidied(fill(texts[pattern], values), leaves_a_gap(texts[pattern], values));
}

}  // namespace gridwall::text
