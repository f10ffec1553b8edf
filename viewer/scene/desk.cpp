#include "viewer/scene/desk.h"

#include <algorithm>
#include <utility>

#include "ingest/event/utf8.h"
#include "viewer/scene/desk_parts.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::scene {
namespace {

using namespace view_model;

void erase_last_character(std::string& text) {
  if (!text.empty()) text.resize(cut_to_bytes(text, text.size() - 1).size());
}

Draft acknowledgement(const ViewContext& context, const std::string& alarm) {
  return draft_of(EventType::kEmergencyAlarmAcknowledged, context)
      .with(Field::kAlarm, alarm)
      .with(Field::kBy, context.desk);
}

}  // namespace

void Desk::say(std::string notice) {
  if (!notice.empty()) ++notices_said_;
  notice_ = std::move(notice);
}

std::optional<size_t> Desk::empty_needed_field() const {
  for (size_t i = 0; i < form_->fields.size(); ++i) {
    const FormField& field = form_->fields[i];
    if (field.needed && field.choices.empty() && field.text.find_first_not_of(' ') == std::string::npos) return i;
  }
  return std::nullopt;
}

void Desk::send(const ViewContext& context, std::vector<Action>& events) {
  if (const std::optional<size_t> empty = empty_needed_field()) {
    form_->focus = static_cast<int>(*empty);
    form_->problem = fill(context.texts[Text::kDeskNeeded], {{"field", form_->fields[*empty].label}});
    return;
  }
  if (kind_ == DeskForm::kAcknowledge) {
    acknowledge_chosen(context, events);
  } else {
    events.emplace_back(event_of_form(context));
  }
  form_.reset();
}

// One act, and an event for each alarm.
void Desk::acknowledge_chosen(const ViewContext& context, std::vector<Action>& events) {
  const std::string& note = form_->fields[1].text;
  for (const std::string& alarm : alarm_choices_[chosen(0)].alarms) {
    Draft event = acknowledgement(context, alarm);
    if (!note.empty()) event.with(Field::kNote, note);
    events.emplace_back(std::move(event));
  }
}

void Desk::acknowledge(const ViewContext& context, std::vector<Action>& events) {
  const AlarmList list = build_alarm_list(context);
  const std::vector<const AlarmView*> alarms = chosen_for_acknowledging(list, context);
  if (alarms.empty()) return say(context.texts[Text::kDeskNoAlarm]);
  notice_.clear();
  for (const AlarmView* alarm : alarms) events.emplace_back(acknowledgement(context, alarm->id));
  const auto left = std::count_if(list.alarms.begin(), list.alarms.end(), [&](const AlarmView& alarm) {
    return alarm.level == 1 && alarm.unacknowledged() &&
           std::find(alarms.begin(), alarms.end(), &alarm) == alarms.end();
  });
  if (left > 0 && alarms.size() > 1) say(fill(context.texts[Text::kDeskLevel1Apart], {{"n", format_count(left)}}));
}

void Desk::unshelve(const ViewContext& context, std::vector<Action>& events) {
  const std::optional<AlarmView> alarm =
      alarm_for(context, [](const AlarmView& one) { return one.state == AlarmState::kShelved; });
  if (!alarm) return say(context.texts[Text::kDeskNoAlarm]);
  events.emplace_back(draft_of(EventType::kEmergencyAlarmUnshelved, context)
                          .with(Field::kAlarm, alarm->id)
                          .with(Field::kBy, context.desk));
}

bool Desk::act(const Action& action, const ViewContext& context, std::vector<Action>& events) {
  if (context.desk.empty()) return false;
  if (const auto* asked = std::get_if<OpenForm>(&action)) {
    open(asked->form, context);
  } else if (std::holds_alternative<Acknowledge>(action)) {
    acknowledge(context, events);
  } else if (std::holds_alternative<Unshelve>(action)) {
    unshelve(context, events);
  } else if (const auto* tick = std::get_if<TickStep>(&action)) {
    events.emplace_back(draft_of(EventType::kEmergencyPlanStepDone, context)
                            .with(Field::kPlan, tick->plan)
                            .with(Field::kStep, tick->step)
                            .with(Field::kBy, context.desk));
  } else if (std::holds_alternative<TickNextStep>(action)) {
    tick_next_step(context, events);
  } else if (form_ && std::holds_alternative<FormSend>(action)) {
    send(context, events);
  } else if (std::holds_alternative<FormCancel>(action)) {
    form_.reset();
  } else if (const auto* pick = std::get_if<FormPick>(&action)) {
    if (!form_ || pick->field >= static_cast<int>(form_->fields.size())) return true;
    form_->focus = pick->field;
    if (pick->choice >= 0) form_->fields[static_cast<size_t>(pick->field)].chosen = pick->choice;
    say_consequence(context);
    // What it acknowledges stands on the choice itself: a second press would be one too many.
    if (kind_ == DeskForm::kAcknowledge && pick->choice >= 0) send(context, events);
  } else {
    return false;
  }
  return true;
}

bool Desk::key_in_form(const app::InputEvent& event, const ViewContext& context, std::vector<Action>& events) {
  FormField& field = field_in_focus();
  if (event.kind == app::InputEvent::Kind::kText) {
    if (std::exchange(skip_text_, false)) return true;
    if (field.choices.empty() && event.character >= U' ' && field.text.size() < kMostTextBytes) {
      append_utf8(field.text, event.character);
      form_->problem.clear();
    }
    return true;
  }
  if (event.kind != app::InputEvent::Kind::kKey || event.key == app::Key::kF1) return false;
  skip_text_ = false;
  if (const KeyBinding* binding = find_key({event.key, event.character}, KeyPlace::kForm)) {
    run(*binding, context, events);
  }
  return true;
}

void Desk::run(const KeyBinding& binding, const ViewContext& context, std::vector<Action>& events) {
  if (const auto* action = std::get_if<Action>(&binding.meaning)) act(*action, context, events);
  if (const auto* command = std::get_if<DeskCommand>(&binding.meaning)) run(*command, context, events);
}

void Desk::run(DeskCommand command, const ViewContext& context, std::vector<Action>& events) {
  switch (command) {
    case DeskCommand::kNextField:
      return go_to_field(+1);
    case DeskCommand::kPreviousField:
      return go_to_field(-1);
    case DeskCommand::kNextChoice:
      choose(+1);
      return say_consequence(context);
    case DeskCommand::kPreviousChoice:
      choose(-1);
      return say_consequence(context);
    case DeskCommand::kSendOrGoOn:
      // Whoever has filled in a field goes on to the next that is needed, without being told off.
      if (const std::optional<size_t> empty = empty_needed_field();
          empty && *empty != static_cast<size_t>(form_->focus)) {
        form_->focus = static_cast<int>(*empty);
        return;
      }
      return send(context, events);
    case DeskCommand::kEraseCharacter:
      return erase_last_character(field_in_focus().text);
  }
}

void Desk::go_to_field(int steps) {
  const int fields = static_cast<int>(form_->fields.size());
  form_->focus = (form_->focus + steps + fields) % fields;
}

void Desk::choose(int steps) {
  FormField& field = field_in_focus();
  const int count = static_cast<int>(field.choices.size());
  if (count > 0) field.chosen = (field.chosen + steps + count) % count;
}

void Desk::tick_next_step(const ViewContext& context, std::vector<Action>& events) {
  const ModeView mode = mode_in_focus(context);
  const auto next =
      std::find_if(mode.steps.begin(), mode.steps.end(), [](const PlanStepView& step) { return !step.done(); });
  if (!mode.emergency() || next == mode.steps.end()) return say(context.texts[Text::kDeskNoStep]);
  act(TickStep{std::string(context.state.words.text(mode.plan)), next->key}, context, events);
}

bool Desk::take(const app::InputEvent& event, const ViewContext& context, std::vector<Action>& events) {
  if (context.desk.empty()) return false;
  if (form_) return key_in_form(event, context, events);
  if (event.kind != app::InputEvent::Kind::kKey || event.key != app::Key::kCharacter) return false;
  skip_text_ = true;
  const KeyBinding* binding = find_key({event.key, event.character}, KeyPlace::kDesk);
  if (binding == nullptr) return false;
  run(*binding, context, events);
  return true;
}

}  // namespace gridwall::scene
