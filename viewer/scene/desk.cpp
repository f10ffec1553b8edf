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

constexpr int64_t kOneActNs = 3 * kNsPerSecond;  // an alarm acknowledged twice within this is acknowledged once

bool anything_written(const Form& form) {
  return std::any_of(form.fields.begin(), form.fields.end(),
                     [](const FormField& field) { return field.choices.empty() && !field.text.empty(); });
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
  drop_draft();
  form_.reset();
}

// Enter may have been meant for the input method: only where something is written, for it has nothing to do elsewhere.
bool Desk::asks_first(const ViewContext& context) const {
  return !context.sure_of_keys && form_->question.empty() &&
         (anything_written(*form_) || form_->fields[static_cast<size_t>(form_->focus)].choices.empty());
}

void Desk::drop_draft() {
  std::erase_if(drafts_, [&](const FormDraft& draft) { return draft.form == kind_; });
}

std::vector<std::string> Desk::written_texts() const {
  std::vector<std::string> texts;
  for (const FormField& field : form_->fields) {
    if (field.choices.empty()) texts.push_back(field.text);
  }
  return texts;
}

void Desk::keep_draft() {
  drop_draft();
  std::vector<std::string> texts = written_texts();
  if (texts != proposed_) drafts_.push_back({kind_, std::move(texts)});
}

std::vector<FormDraft> Desk::drafts() const {
  if (!form_) return drafts_;
  Desk now = *this;
  now.keep_draft();
  return std::move(now.drafts_);
}

// What the form proposes itself makes way for what somebody wrote.
void Desk::restore_draft(const ViewContext& context) {
  proposed_ = written_texts();
  const auto draft =
      std::find_if(drafts_.begin(), drafts_.end(), [&](const FormDraft& one) { return one.form == kind_; });
  if (draft == drafts_.end()) return;
  size_t next = 0;
  for (FormField& field : form_->fields) {
    if (field.choices.empty() && next < draft->texts.size()) field.text = draft->texts[next++];
  }
  form_->problem = context.texts[Text::kDeskRestored];
}

void Desk::cancel() {
  if (form_ && !form_->question.empty()) {  // back to writing
    form_->question.clear();
    return;
  }
  if (form_) keep_draft();
  form_.reset();
}

DeskPresence Desk::presence(const ViewContext& context) const {
  DeskPresence presence;
  presence.desk = context.desk;
  const IncidentIndex incident = incident_in_focus(context);
  if (form_) {
    presence.form = form_name(kind_);
    presence.about = form_->subject;
  } else if (!context.selected_incident.empty() && incident != kNone) {
    presence.about = view_model::place_of_incident(context, incident);
  }
  return presence;
}

// One act, and an event for each alarm.
void Desk::acknowledge_chosen(const ViewContext& context, std::vector<Action>& events) {
  const std::string& note = form_->fields[1].text;
  for (const std::string& alarm : alarm_choices_[chosen(0)].alarms) add_acknowledgement(context, alarm, note, events);
}

// The log takes a moment to say so; a second press meanwhile is no second act.
void Desk::add_acknowledgement(const ViewContext& context, const std::string& alarm, const std::string& note,
                               std::vector<Action>& events) {
  std::erase_if(acknowledged_, [&](const auto& one) { return context.now_ns - one.second > kOneActNs; });
  if (!acknowledged_.emplace(alarm, context.now_ns).second) return;
  Draft event = draft_of(EventType::kEmergencyAlarmAcknowledged, context)
                    .with(Field::kAlarm, alarm)
                    .with(Field::kBy, context.desk);
  if (!note.empty()) event.with(Field::kNote, note);
  events.emplace_back(std::move(event));
}

void Desk::acknowledge(const ViewContext& context, std::vector<Action>& events) {
  const AlarmList list = build_alarm_list(context);
  const std::vector<const AlarmView*> alarms = chosen_for_acknowledging(list, context);
  if (alarms.empty()) return say(context.texts[Text::kDeskNoAlarm]);
  notice_.clear();
  for (const AlarmView* alarm : alarms) add_acknowledgement(context, alarm->id, {}, events);
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

void Desk::write_situation(const ViewContext& context, std::vector<Action>& events) {
  const IncidentIndex incident = incident_in_focus(context);
  if (incident == kNone) return say(context.texts[Text::kDeskNoIncident]);
  events.emplace_back(WriteSituation{std::string(context.state.incident_ids.text(incident))});
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
  } else if (std::holds_alternative<WriteSituation>(action)) {
    write_situation(context, events);
  } else if (std::holds_alternative<TickNextStep>(action)) {
    tick_next_step(context, events);
  } else if (form_ && std::holds_alternative<FormSend>(action)) {
    send(context, events);
  } else if (std::holds_alternative<FormCancel>(action)) {
    cancel();
  } else if (const auto* pick = std::get_if<FormPick>(&action)) {
    if (!form_ || pick->field >= static_cast<int>(form_->fields.size())) return true;
    form_->focus = pick->field;
    if (pick->choice >= 0) form_->fields[static_cast<size_t>(pick->field)].chosen = pick->choice;
    if (pick->choice >= 0) note_plan_chosen();
    say_consequence(context);
    // What it acknowledges stands on the choice itself: a second press would be one too many.
    const bool at_once = kind_ == DeskForm::kAcknowledge || kind_ == DeskForm::kPropose;
    if (at_once && pick->choice >= 0) send(context, events);
  } else {
    return false;
  }
  return true;
}

bool Desk::key_in_form(const app::InputEvent& event, const ViewContext& context, std::vector<Action>& events) {
  FormField& field = field_in_focus();
  if (event.kind == app::InputEvent::Kind::kComposing) {
    field.composing = field.choices.empty() ? event.composing : std::string();
    form_->problem = field.composing.empty() ? std::string() : context.texts[Text::kDeskComposing];
    return true;
  }
  if (event.kind == app::InputEvent::Kind::kText) {
    if (std::exchange(skip_text_, false)) return true;
    if (field.choices.empty() && event.character >= U' ' && field.text.size() < kMostTextBytes) {
      append_utf8(field.text, event.character);
      form_->problem.clear();
      form_->question.clear();
    }
    return true;
  }
  if (event.kind != app::InputEvent::Kind::kKey || event.key == app::Key::kF1) return false;
  skip_text_ = false;
  if (!field.composing.empty()) return true;  // every key is the input method's until it is done
  if (const KeyBinding* binding = find_key({event.key, event.character}, KeyPlace::kForm)) {
    const auto* command = std::get_if<DeskCommand>(&binding->meaning);
    if (event.key != app::Key::kEscape && (command == nullptr || *command != DeskCommand::kSendOrGoOn)) {
      form_->question.clear();
    }
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
      if (asks_first(context)) {
        form_->question = context.texts[Text::kDeskAskAgain];
        form_->problem = context.texts[Text::kDeskAskWhy];
        return;
      }
      return send(context, events);
    case DeskCommand::kClearField:
      field_in_focus().text.clear();
      return;
    case DeskCommand::kEraseCharacter:
      return erase_last_character(field_in_focus().text);
  }
}

void Desk::go_to_field(int steps) {
  const int fields = static_cast<int>(form_->fields.size());
  form_->focus = (form_->focus + steps + fields) % fields;
}

void Desk::note_plan_chosen() {
  if (kind_ == DeskForm::kEmergency && form_->focus == kEmergencyPlan) plan_chosen_ = true;
}

void Desk::choose(int steps) {
  FormField& field = field_in_focus();
  const int count = static_cast<int>(field.choices.size());
  if (count > 0) field.chosen = (field.chosen + steps + count) % count;
  note_plan_chosen();
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
