#include "viewer/view_model/incident_timeline.h"

#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_board.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

Text pattern_of(const TimelineEntry& entry) {
  switch (entry.type) {
    case EventType::kEmergencyIncidentOpened:
      return Text::kTimelineOpened;
    case EventType::kEmergencyIncidentClosed:
      return Text::kTimelineClosed;
    case EventType::kEmergencyTeamStatus:
      return Text::kTimelineTeam;
    case EventType::kEmergencyPlanStepDone:
      return Text::kTimelineStep;
    case EventType::kEmergencyAlarmRaised:
      return Text::kTimelineAlarm;
    case EventType::kEmergencyAlarmAcknowledged:
      return Text::kTimelineAcknowledged;
    case EventType::kEmergencyBookmarkAdded:
      return Text::kTimelineBookmark;
    case EventType::kEmergencyModeChanged:
      return Text::kTimelineMode;
    default:
      return Text::kTimelineOther;
  }
}

std::string team_name(const ViewContext& context, uint32_t team) {
  if (team == kNoKey) return {};
  if (team < context.county.teams.size()) return context.texts.of(context.county.teams[team].name);
  return std::string(context.state.team_ids.text(team));
}

std::string word_of(const ViewContext& context, const TimelineEntry& entry) {
  if (entry.word == kNoKey) return {};
  const std::string_view word = context.state.words.text(entry.word);
  for (size_t i = 0; i <= static_cast<size_t>(TeamDetail::kOffDuty); ++i) {
    if (word == team_detail_name(static_cast<TeamDetail>(i))) return context.texts.at(Text::kDetailStandby, i);
  }
  if (word == mode_name(Mode::kRoutine)) return context.texts[Text::kModeRoutine];
  if (word == mode_name(Mode::kEmergency)) return context.texts[Text::kModeEmergency];
  return std::string(context.texts.word(word));
}

std::string subject_of(const ViewContext& context, const TimelineEntry& entry) {
  if (entry.type == EventType::kEmergencyModeChanged) return area_name(context.county, context.texts, entry.subject);
  if (entry.type != EventType::kEmergencyPlanStepDone) return entry.subject;
  for (const Plan& plan : context.county.plans) {
    for (const PlanStep& step : plan.steps) {
      if (step.key == entry.subject) return context.texts.of(step.label);
    }
  }
  return entry.subject;
}

std::string sentence(const ViewContext& context, const TimelineEntry& entry) {
  const Texts& texts = context.texts;
  const std::string by = entry.by == kNoKey ? std::string() : std::string(context.state.words.text(entry.by));
  std::string text =
      fill(texts[pattern_of(entry)],
           {{"level", entry.level >= 1 && entry.level <= 4 ? texts.at(Text::kLevel1, entry.level - 1U) : std::string()},
            {"team", team_name(context, entry.team)},
            {"word", word_of(context, entry)},
            {"subject", subject_of(context, entry)},
            {"by", by},
            {"text", entry.text}});
  while (text.starts_with(' ')) text.erase(0, 1);
  while (text.ends_with(' ') || text.ends_with(':')) text.pop_back();
  return text;
}

}  // namespace

IncidentTimeline build_incident_timeline(const ViewContext& context) {
  IncidentTimeline timeline;
  timeline.title = context.texts[Text::kTimelineTitle];
  timeline.greyed = !context.live();
  const uint32_t focus = incident_in_focus(context);
  if (focus == kNoKey) {
    timeline.why = context.texts[Text::kIncidentsNone];
    return timeline;
  }
  const Incident& incident = context.state.incidents[focus];
  timeline.subject = incident.place.empty() ? grid_name(context.county, context.texts, incident.grid) : incident.place;
  for (auto entry = incident.timeline.rbegin(); entry != incident.timeline.rend(); ++entry) {
    if (timeline.rows.size() == IncidentTimeline::kRows) break;
    timeline.rows.push_back({entry->seq, entry->type, entry->level, format_clock(entry->at_ns, context.county.zone),
                             sentence(context, *entry)});
  }
  return timeline;
}

}  // namespace gridwall::view_model
