#include "viewer/scene/desk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/event/time.h"
#include "ingest/event/utf8.h"
#include "ingest/state/mode.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::scene {
namespace {

using namespace view_model;

constexpr std::array<int64_t, 5> kShelveMinutes = {30, 60, 240, 480, 1440};

FormField choice(const Texts& texts, Text label, std::vector<std::string> choices, int chosen = 0) {
  return {texts[label], std::move(choices), chosen, {}, true};
}

FormField written(const Texts& texts, Text label, bool needed) {
  return {texts[label], {}, 0, {}, needed};
}

std::vector<std::string> run_of(const Texts& texts, Text first, size_t count) {
  std::vector<std::string> words;
  for (size_t i = 0; i < count; ++i) words.push_back(texts.at(first, i));
  return words;
}

void erase_last_character(std::string& text) {
  if (!text.empty()) text.resize(cut_to_bytes(text, text.size() - 1).size());
}

// A chosen reason, and what was written besides.
std::string reason_of(const FormField& reason, const FormField& remark) {
  const std::string& word = reason.choices[static_cast<size_t>(reason.chosen)];
  return remark.text.empty() ? word : word + "：" + remark.text;
}

std::string incident_id_in_focus(const ViewContext& context) {
  const IncidentIndex incident = incident_in_focus(context);
  return incident == kNone ? std::string() : std::string(context.state.incident_ids.text(incident));
}

// The alarm selected while it still stands in the list, else the first that `wanted` takes.
template <typename Wanted>
std::optional<AlarmView> alarm_for(const ViewContext& context, Wanted wanted) {
  const std::vector<AlarmView> alarms = alarms_at(context.state, context.county, context.now_ns);
  const auto selected = std::find_if(alarms.begin(), alarms.end(), [&](const AlarmView& alarm) {
    return alarm.id == context.selected_alarm && wanted(alarm);
  });
  if (selected != alarms.end()) return *selected;
  const auto first = std::find_if(alarms.begin(), alarms.end(), wanted);
  return first == alarms.end() ? std::nullopt : std::optional(*first);
}

std::string name_of(const ViewContext& context, const AlarmView& alarm) {
  std::string name = alarm.word == kNone ? alarm_kind_label(context.county, context.texts, alarm.kind)
                                         : std::string(context.texts.word(context.state.words.text(alarm.word)));
  const std::string place = alarm.place.empty() ? grid_name(context.county, context.texts, alarm.grid) : alarm.place;
  return place.empty() ? name : name + " " + place;
}

// An event of the desk's own; whoever sends it adds id and time.
Draft draft_of(EventType type, const ViewContext& context) {
  Draft draft;
  draft.type = type;
  draft.source.append("desk:").append(context.desk);
  return draft;
}

}  // namespace

void Desk::open(DeskForm kind, const ViewContext& context) {
  const Texts& texts = context.texts;
  Form form;
  form.send = texts[Text::kDeskSend];
  form.cancel = texts[Text::kDeskCancel];
  form.help = texts[Text::kDeskHelp];
  const IncidentIndex incident = incident_in_focus(context);
  if (incident != kNone) form.subject = context.state.incidents[incident].place;
  switch (kind) {
    case DeskForm::kShelve: {
      const std::optional<AlarmView> alarm = alarm_for(context, [](const AlarmView& one) { return one.active(); });
      if (!alarm) return say(texts[Text::kDeskNoAlarm]);
      if (alarm->level == 1) return say(texts[Text::kDeskLevel1Stays]);
      alarm_ = alarm->id;
      form.title = texts[Text::kDeskShelve];
      form.subject = name_of(context, *alarm);
      form.fields = {choice(texts, Text::kDeskUntil, run_of(texts, Text::kDeskMinutes30, kShelveMinutes.size()), 1),
                     choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskShelveReason1, 4)),
                     written(texts, Text::kDeskRemark, false)};
      break;
    }
    case DeskForm::kNote:
      form.title = texts[Text::kDeskNote];
      form.fields = {written(texts, Text::kDeskText, true)};
      break;
    case DeskForm::kBookmark:
      form.title = texts[Text::kDeskBookmark];
      form.fields = {written(texts, Text::kDeskText, true)};
      form.fields[0].text = format_clock_seconds(context.now_ns, context.county.zone) + ' ';  // to be written on
      break;
    case DeskForm::kEmergency: {
      form.title = texts[Text::kDeskEmergency];
      form.subject.clear();
      areas_ = {context.county.code};
      std::vector<std::string> names = {texts.of(context.county.name)};
      if (context.scope.area != kNone) {  // and what the wall looks at
        areas_.push_back(context.county.areas[context.scope.area].code);
        names.push_back(texts.of(context.county.areas[context.scope.area].name));
      }
      plans_.clear();
      std::vector<std::string> plans = {texts[Text::kDeskNoPlan]};
      for (const Plan& plan : context.county.plans) {
        plans_.push_back(plan.code);
        plans.push_back(texts.of(plan.name));
      }
      const int last = static_cast<int>(names.size()) - 1;
      form.fields = {choice(texts, Text::kDeskArea, std::move(names), last),
                     choice(texts, Text::kDeskLevel, run_of(texts, Text::kLevelName1, 4), 2),
                     choice(texts, Text::kDeskPlan, std::move(plans)),
                     choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskEmergencyReason1, 4)),
                     written(texts, Text::kDeskRemark, false)};
      break;
    }
    case DeskForm::kStandDown: {
      form.title = texts[Text::kDeskStandDown];
      form.subject.clear();
      areas_.clear();
      std::vector<std::string> names;
      for (const ModeView& view : emergencies_in_force(context.state, context.county)) {
        areas_.emplace_back(context.state.mode_areas.text(view.key));
        names.push_back(area_name(context.county, texts, areas_.back()));
      }
      if (names.empty()) return say(texts[Text::kDeskNothingToStandDown]);
      form.fields = {choice(texts, Text::kDeskArea, std::move(names)),
                     choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskStandDownReason1, 4)),
                     written(texts, Text::kDeskRemark, false)};
      break;
    }
    case DeskForm::kHandover:
      form.title = texts[Text::kDeskHandover];
      form.subject = context.desk;
      form.fields = {written(texts, Text::kDeskTo, true), written(texts, Text::kDeskText, true)};
      break;
  }
  kind_ = kind;
  form_ = std::move(form);
  notice_.clear();
}

Draft Desk::event_of_form(const ViewContext& context) const {
  const std::vector<FormField>& fields = form_->fields;
  const auto chosen = [&](size_t field) { return static_cast<size_t>(fields[field].chosen); };
  Draft event;
  switch (kind_) {
    case DeskForm::kShelve:
      event = draft_of(EventType::kEmergencyAlarmShelved, context);
      event.with(Field::kAlarm, alarm_).with(Field::kBy, context.desk);
      event.with(Field::kReason, reason_of(fields[1], fields[2]));
      event.with(Field::kUntil, context.now_ns + kShelveMinutes[chosen(0)] * 60 * kNsPerSecond);
      break;
    case DeskForm::kNote:
      event = draft_of(EventType::kEmergencyNoteAdded, context);
      event.with(Field::kBy, context.desk).with(Field::kText, fields[0].text);
      break;
    case DeskForm::kBookmark:
      event = draft_of(EventType::kEmergencyBookmarkAdded, context);
      event.with(Field::kBy, context.desk).with(Field::kMoment, context.now_ns);
      event.with(Field::kText, fields[0].text.substr(0, fields[0].text.find_last_not_of(' ') + 1));
      break;
    case DeskForm::kEmergency:
      event = draft_of(EventType::kEmergencyModeChanged, context);
      event.with(Field::kArea, areas_[chosen(0)]).with(Field::kBy, context.desk);
      event.with(Field::kReason, reason_of(fields[3], fields[4]));
      if (chosen(2) > 0) event.with(Field::kPlan, plans_[chosen(2) - 1]);
      event.with(Field::kMode, static_cast<int64_t>(Mode::kEmergency)).with(Field::kLevel, fields[1].chosen + 1);
      break;
    case DeskForm::kStandDown:
      event = draft_of(EventType::kEmergencyModeChanged, context);
      event.with(Field::kArea, areas_[chosen(0)]).with(Field::kBy, context.desk);
      event.with(Field::kReason, reason_of(fields[1], fields[2]));
      event.with(Field::kMode, static_cast<int64_t>(Mode::kRoutine));
      break;
    case DeskForm::kHandover:
      event = draft_of(EventType::kEmergencyHandover, context);
      event.with(Field::kFrom, context.desk).with(Field::kTo, fields[0].text).with(Field::kText, fields[1].text);
      break;
  }
  if (kind_ == DeskForm::kNote || kind_ == DeskForm::kBookmark) {
    if (const std::string incident = incident_id_in_focus(context); !incident.empty()) {
      event.with(Field::kIncident, incident);
    }
  }
  return event;
}

void Desk::send(const ViewContext& context, std::vector<Action>& events) {
  for (size_t i = 0; i < form_->fields.size(); ++i) {
    const FormField& field = form_->fields[i];
    if (!field.needed || !field.choices.empty() || field.text.find_first_not_of(' ') != std::string::npos) continue;
    form_->focus = static_cast<int>(i);
    form_->problem = fill(context.texts[Text::kDeskNeeded], {{"field", field.label}});
    return;
  }
  events.emplace_back(event_of_form(context));
  form_.reset();
}

void Desk::acknowledge(const ViewContext& context, std::vector<Action>& events) {
  const std::optional<AlarmView> alarm = alarm_for(context, [](const AlarmView& one) {
    return one.state == AlarmState::kActiveUnacknowledged || one.state == AlarmState::kClearedUnacknowledged;
  });
  if (!alarm) return say(context.texts[Text::kDeskNoAlarm]);
  events.emplace_back(draft_of(EventType::kEmergencyAlarmAcknowledged, context)
                          .with(Field::kAlarm, alarm->id)
                          .with(Field::kBy, context.desk));
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
  } else if (form_ && std::holds_alternative<FormSend>(action)) {
    send(context, events);
  } else if (std::holds_alternative<FormCancel>(action)) {
    form_.reset();
  } else if (const auto* pick = std::get_if<FormPick>(&action)) {
    if (!form_ || pick->field >= static_cast<int>(form_->fields.size())) return true;
    form_->focus = pick->field;
    if (pick->choice >= 0) form_->fields[static_cast<size_t>(pick->field)].chosen = pick->choice;
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
  if (event.kind != app::InputEvent::Kind::kKey) return false;
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
    case DeskCommand::kTickNextStep:
      return tick_next_step(context, events);
    case DeskCommand::kNextField:
      return go_to_field(+1);
    case DeskCommand::kPreviousField:
      return go_to_field(-1);
    case DeskCommand::kNextChoice:
      return choose(+1);
    case DeskCommand::kPreviousChoice:
      return choose(-1);
    case DeskCommand::kNextFieldOrSend:
      if (form_->focus + 1 < static_cast<int>(form_->fields.size())) return go_to_field(+1);
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
  const ModeView mode = county_mode(context.state, context.county);
  const auto next =
      std::find_if(mode.steps.begin(), mode.steps.end(), [](const PlanStepView& step) { return !step.done(); });
  if (next == mode.steps.end()) return;
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
