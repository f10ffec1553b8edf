#include "viewer/view_model/duty_board.h"

#include "ingest/state/incident.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

Text pattern_of(EventType type) {
  switch (type) {
    case EventType::kEmergencyBookmarkAdded:
      return Text::kDutyBookmark;
    case EventType::kEmergencyHandover:
      return Text::kDutyHandover;
    case EventType::kEmergencyAlarmAcknowledged:
      return Text::kDutyAcknowledged;
    case EventType::kEmergencyAlarmShelved:
      return Text::kDutyShelved;
    case EventType::kEmergencyAlarmUnshelved:
      return Text::kDutyUnshelved;
    case EventType::kEmergencyModeChanged:
      return Text::kDutyMode;
    case EventType::kEmergencyPlanStepDone:
      return Text::kDutyStep;
    default:
      return Text::kDutyNote;
  }
}

// What an act was about, in words: an alarm by its kind and place, a step by its label.
std::string subject_of(const ViewContext& context, const DutyNote& note) {
  const Texts& texts = context.texts;
  switch (note.type) {
    case EventType::kEmergencyModeChanged:
      return area_name(context.county, texts, note.subject);
    case EventType::kEmergencyPlanStepDone:
      for (const Plan& plan : context.county.plans) {
        for (const PlanStep& step : plan.steps) {
          if (step.key == note.subject) return texts.of(step.label);
        }
      }
      return note.subject;
    default: {
      const uint32_t alarm = context.state.alarm_ids.find(note.subject);
      if (alarm == kNoKey || context.state.alarms[alarm].kind == kNoKey) return note.subject;
      const Alarm& about = context.state.alarms[alarm];
      std::string subject(texts.word(context.state.words.text(about.kind)));
      const std::string place = about.place.empty() ? grid_name(context.county, texts, about.grid) : about.place;
      return place.empty() ? subject : subject + " " + place;
    }
  }
}

}  // namespace

DutyBoard build_duty_board(const ViewContext& context) {
  DutyBoard board;
  board.title = context.texts[Text::kDutyTitle];
  board.desk = context.desk;
  board.greyed = !context.live();
  const std::vector<const DutyNote*> log = duty_log(context.state);
  for (auto note = log.rbegin(); note != log.rend() && board.rows.size() < DutyBoard::kRows; ++note) {
    const DutyNote& entry = **note;
    DutyRow row;
    row.seq = entry.seq;
    row.time = format_moment(entry.at_ns, context.now_ns, context.county.zone);
    if (entry.by != kNoKey) row.by = context.state.words.text(entry.by);
    row.bookmark = entry.type == EventType::kEmergencyBookmarkAdded;
    const std::string to = entry.to == kNoKey ? std::string() : std::string(context.state.words.text(entry.to));
    row.text = fill(context.texts[pattern_of(entry.type)],
                    {{"text", entry.text}, {"to", to}, {"subject", subject_of(context, entry)}});
    board.rows.push_back(std::move(row));
  }
  if (board.rows.empty()) board.why = context.texts[Text::kDutyNone];
  return board;
}

}  // namespace gridwall::view_model
