// The forms of the desk: what each asks for, what it proposes, what will happen, and the event it makes.
#include "ingest/event/time.h"
#include "ingest/event/utf8.h"
#include "ingest/state/incident.h"
#include "ingest/state/mode.h"
#include "ingest/text/situation.h"
#include "ingest/text/telling.h"
#include "viewer/scene/desk.h"
#include "viewer/scene/desk_parts.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_focus.h"
#include "viewer/view_model/nearest.h"

namespace gridwall::scene {
namespace {

using namespace view_model;

FormField choice(const Texts& texts, Text label, std::vector<std::string> choices, size_t chosen = 0) {
  return {texts[label], std::move(choices), static_cast<int>(chosen), {}, true};
}

FormField written(const Texts& texts, Text label, bool needed) {
  return {texts[label], {}, 0, {}, needed};
}

std::vector<std::string> run_of(const Texts& texts, Text first, size_t count) {
  std::vector<std::string> words;
  for (size_t i = 0; i < count; ++i) words.push_back(texts.at(first, i));
  return words;
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

// The area itself first, then each above it, at last the county.
std::vector<AreaIndex> areas_up_from(const County& county, AreaIndex area) {
  std::vector<AreaIndex> areas;
  for (; area != kNone; area = county.areas[area].parent) areas.push_back(area);
  areas.push_back(kNone);
  return areas;
}

// Where the incident is that the scene is about; without one, what the wall looks at.
AreaIndex area_in_question(const ViewContext& context) {
  const IncidentIndex incident = incident_in_focus(context);
  GridIndex grid = context.scope.grid;
  if (incident != kNone && context.state.incidents[incident].grid != kNone) {
    grid = context.state.incidents[incident].grid;
  }
  return grid != kNone ? context.county.grids[grid].area : context.scope.area;
}

// What the emergency is about: the kind of the incident, else that of the gravest warning in force.
std::string_view kind_in_question(const ViewContext& context) {
  const IncidentIndex incident = incident_in_focus(context);
  WordId kind = incident == kNone ? kNone : context.state.incidents[incident].kind;
  if (incident == kNone) {
    const WarningsInForce warnings = warnings_in_force(context.state, context.now_ns);
    if (!warnings.actual.empty()) kind = context.state.warnings[warnings.actual.front()].kind;
  }
  return kind == kNone ? std::string_view() : context.state.words.text(kind);
}

// Its place among the county's plans: of those for that kind the first that is for that level, too, else the first;
// none when no plan is for that kind.
std::optional<size_t> fitting_plan(const County& county, std::string_view kind, size_t level) {
  std::optional<size_t> found;
  for (size_t i = 0; i < county.plans.size(); ++i) {
    const Plan& plan = county.plans[i];
    if (std::find(plan.kinds.begin(), plan.kinds.end(), kind) == plan.kinds.end()) continue;
    const std::vector<int>& levels = plan.levels;
    if (levels.empty() || std::find(levels.begin(), levels.end(), static_cast<int>(level)) != levels.end()) return i;
    if (!found) found = i;
  }
  return found;
}

std::optional<ModeView> emergency_of(const ViewContext& context, std::string_view area) {
  for (ModeView& view : emergencies_in_force(context.state, context.county)) {
    if (context.state.mode_areas.text(view.key) == area) return std::move(view);
  }
  return std::nullopt;
}

std::string counted_text(const ViewContext& context, Text pattern, int64_t count) {
  return fill(context.texts[pattern], {{"n", format_count(count)}});
}

}  // namespace

bool Desk::fill_shelve(Form& form, const ViewContext& context) {
  const Texts& texts = context.texts;
  const std::optional<AlarmView> alarm = alarm_for(context, [](const AlarmView& one) { return one.active(); });
  if (!alarm || alarm->level == 1) {
    say(texts[alarm ? Text::kDeskLevel1Stays : Text::kDeskNoAlarm]);
    return false;
  }
  alarm_ = alarm->id;
  form.title = texts[Text::kDeskShelve];
  form.subject = text::alarm_name({context.state, context.county, texts}, alarm->id);
  form.fields = {choice(texts, Text::kDeskUntil, run_of(texts, Text::kDeskMinutes30, kShelveMinutes.size()), 1),
                 choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskShelveReason1, 4)),
                 written(texts, Text::kDeskRemark, false)};
  return true;
}

void Desk::fill_emergency(Form& form, const ViewContext& context) {
  const Texts& texts = context.texts;
  const County& county = context.county;
  const IncidentIndex focus = incident_in_focus(context);
  const Incident* incident = focus == kNone ? nullptr : &context.state.incidents[focus];
  form.title = texts[Text::kDeskEmergency];
  areas_.clear();
  std::vector<std::string> names;
  for (const AreaIndex area : areas_up_from(county, area_in_question(context))) {
    areas_.push_back(area == kNone ? county.code : county.areas[area].code);
    names.push_back(texts.of(area == kNone ? county.name : county.areas[area].name));
  }
  plans_.clear();
  std::vector<std::string> plans = {texts[Text::kDeskNoPlan]};
  for (const Plan& plan : county.plans) {
    plans_.push_back(plan.code);
    plans.push_back(texts.of(plan.name));
  }
  const size_t level = incident == nullptr ? 3 : std::clamp<size_t>(incident->level, 1, 4);
  const std::optional<size_t> plan = fitting_plan(county, kind_in_question(context), level);
  plan_chosen_ = false;
  form.fields = {
      choice(texts, Text::kDeskArea, std::move(names)),
      choice(texts, Text::kDeskLevel, run_of(texts, Text::kLevelName1, 4), level - 1),
      choice(texts, Text::kDeskPlan, std::move(plans), plan ? *plan + 1 : 0),
      choice(texts, Text::kDeskKind, run_of(texts, Text::kDeskReal, 2), incident != nullptr && incident->drill ? 1 : 0),
      choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskEmergencyReason1, 4)),
      written(texts, Text::kDeskRemark, false)};
}

bool Desk::fill_stand_down(Form& form, const ViewContext& context) {
  const Texts& texts = context.texts;
  form.title = texts[Text::kDeskStandDown];
  form.subject.clear();
  areas_.clear();
  const ModeView shown = mode_in_focus(context);
  std::vector<std::string> names;
  size_t chosen = 0;
  for (const ModeView& view : emergencies_in_force(context.state, context.county)) {
    if (view.key == shown.key) chosen = names.size();
    areas_.emplace_back(context.state.mode_areas.text(view.key));
    names.push_back(area_name(context.county, texts, areas_.back()));
  }
  if (names.empty()) {
    say(texts[Text::kDeskNothingToStandDown]);
    return false;
  }
  form.fields = {choice(texts, Text::kDeskArea, std::move(names), chosen),
                 choice(texts, Text::kDeskReason, run_of(texts, Text::kDeskStandDownReason1, 4)),
                 written(texts, Text::kDeskRemark, false)};
  return true;
}

bool Desk::fill_acknowledge(Form& form, const ViewContext& context) {
  const Texts& texts = context.texts;
  const AlarmList list = build_alarm_list(context);
  std::vector<std::string> names;
  alarm_choices_.clear();
  // `level`: of those at it and below, how many at level I are left for themselves.
  const auto add = [&](Text pattern, const std::string& level, const std::vector<const AlarmView*>& alarms,
                       bool may_leave) {
    if (alarms.empty()) return;
    AlarmChoice made;
    for (const AlarmView* alarm : alarms) made.alarms.push_back(alarm->id);
    if (!alarm_choices_.empty() && alarm_choices_.back().alarms == made.alarms) return;
    if (may_leave) {
      made.left_at_level_1 = std::count_if(list.alarms.begin(), list.alarms.end(), [](const AlarmView& alarm) {
        return alarm.level == 1 && alarm.unacknowledged();
      });
    }
    names.push_back(fill(texts[pattern], {{"level", level}, {"n", format_count(static_cast<int64_t>(alarms.size()))}}));
    alarm_choices_.push_back(std::move(made));
  };
  if (!context.marked_alarms.empty()) {
    add(Text::kDeskChosenMarked, {}, chosen_for_acknowledging(list, context), false);
  } else if (list.opened || !context.selected_alarm.empty()) {
    const std::vector<const AlarmView*> row = chosen_for_acknowledging(list, context);
    if (row.size() > 1) add(Text::kDeskChosenRow, {}, row, false);
  }
  for (int level = 4; level >= 2; --level) {
    const std::string& name = texts.at(Text::kLevelName1, static_cast<size_t>(level) - 1);
    add(level == 4 ? Text::kDeskChosenLevel : Text::kDeskChosenBelow, name, unacknowledged_below(list, level), true);
  }
  if (names.empty()) {
    say(texts[Text::kDeskNoAlarm]);
    return false;
  }
  form.title = texts[Text::kDeskAcknowledgeTitle];
  form.subject.clear();
  form.fields = {choice(texts, Text::kDeskWhich, std::move(names)), written(texts, Text::kDeskRemark, false)};
  return true;
}

bool Desk::fill_propose(Form& form, const ViewContext& context) {
  const Texts& texts = context.texts;
  incident_ = incident_id_in_focus(context);
  teams_.clear();
  std::vector<std::string> names;
  for (const NearestTeam& team : nearest_to_focus(context, kNearestInForm)) {
    teams_.emplace_back(context.state.team_ids.text(team.team));
    std::string parts = team.way;
    const auto add = [&](const std::string& part) {
      if (!part.empty()) parts += (parts.empty() ? "" : " · ") + part;
    };
    if (team.headcount > 0) add(counted_text(context, Text::kDeskCandidatePeople, team.headcount));
    add(team.skills);
    if (team.proposed) add(texts[Text::kDeskCandidateProposed]);
    names.push_back(parts.empty() ? team.name
                                  : fill(texts[Text::kDeskCandidate], {{"team", team.name}, {"parts", parts}}));
  }
  if (names.empty()) {
    say(texts[incident_.empty() ? Text::kDeskNoIncident : Text::kDeskNoReadyTeam]);
    return false;
  }
  form.title = texts[Text::kDeskProposeTitle];
  form.fields = {choice(texts, Text::kDeskTeam, std::move(names)), written(texts, Text::kDeskSkills, false)};
  return true;
}

void Desk::open(DeskForm kind, const ViewContext& context) {
  const Texts& texts = context.texts;
  Form form;
  form.send = texts[Text::kDeskSend];
  form.cancel = texts[Text::kDeskCancel];
  form.help = texts[Text::kDeskHelp];
  const IncidentIndex incident = incident_in_focus(context);
  if (incident != kNone) form.subject = context.state.incidents[incident].place;
  notice_.clear();
  switch (kind) {
    case DeskForm::kShelve:
      if (!fill_shelve(form, context)) return;
      break;
    case DeskForm::kNote:
      form.title = texts[Text::kDeskNote];
      form.fields = {written(texts, Text::kDeskText, true)};
      break;
    case DeskForm::kBookmark:
      form.title = texts[Text::kDeskBookmark];
      form.fields = {written(texts, Text::kDeskText, true)};
      form.fields[0].text = format_clock_seconds(context.now_ns, context.county.zone) + ' ';  // to be written on
      break;
    case DeskForm::kEmergency:
      fill_emergency(form, context);
      break;
    case DeskForm::kStandDown:
      if (!fill_stand_down(form, context)) return;
      break;
    case DeskForm::kHandover:
      form.title = texts[Text::kDeskHandover];
      form.subject = context.desk;
      form.fields = {written(texts, Text::kDeskTo, true), written(texts, Text::kDeskText, true)};
      form.fields[1].text = std::string(
          cut_to_bytes(text::handover_text({context.state, context.county, texts}, context.now_ns), kMostTextBytes));
      break;
    case DeskForm::kAcknowledge:
      if (!fill_acknowledge(form, context)) return;
      break;
    case DeskForm::kPropose:
      if (!fill_propose(form, context)) return;
      break;
  }
  if (form_) keep_draft();
  kind_ = kind;
  form_ = std::move(form);
  for (const DeskPresence& other : context.connection.desks) {
    if (other.desk == context.desk || other.form != form_name(kind)) continue;
    form_->others = fill(texts[Text::kDeskOtherTyping],
                         {{"desk", other.desk}, {"form", texts[form_title(kind)]}, {"about", other.about}});
  }
  restore_draft(context);
  say_consequence(context);
}

std::string Desk::consequence_of_emergency(const ViewContext& context) const {
  const Texts& texts = context.texts;
  const std::string& area = form_->fields[kEmergencyArea].choices[chosen(kEmergencyArea)];
  const std::string& level = texts.at(Text::kLevelName1, chosen(kEmergencyLevel));
  const bool with_plan = chosen(kEmergencyPlan) > 0;
  const bool on = emergency_of(context, areas_[chosen(kEmergencyArea)]).has_value();
  Text pattern = with_plan ? Text::kDeskWillEmergency : Text::kDeskWillEmergencyNoPlan;
  if (on) pattern = with_plan ? Text::kDeskWillChange : Text::kDeskWillChangeNoPlan;
  const size_t steps = with_plan ? context.county.plans[chosen(kEmergencyPlan) - 1].steps.size() : 0;
  std::string told = fill(texts[pattern], {{"area", area},
                                           {"level", level},
                                           {"plan", form_->fields[kEmergencyPlan].choices[chosen(kEmergencyPlan)]},
                                           {"n", format_count(static_cast<int64_t>(steps))}});
  return chosen(kEmergencyKind) == 1 ? told + texts[Text::kDeskWillBeDrill] : told;
}

void Desk::say_consequence(const ViewContext& context) {
  if (!form_) return;
  const Texts& texts = context.texts;
  std::string& told = form_->consequence;
  told.clear();
  switch (kind_) {
    case DeskForm::kEmergency:
      // Another level may have another plan, as long as nobody has chosen one.
      if (!plan_chosen_) {
        const auto plan = fitting_plan(context.county, kind_in_question(context), chosen(kEmergencyLevel) + 1);
        form_->fields[kEmergencyPlan].chosen = plan ? static_cast<int>(*plan) + 1 : 0;
      }
      told = consequence_of_emergency(context);
      return;
    case DeskForm::kStandDown: {
      const std::optional<ModeView> view = emergency_of(context, areas_[chosen(0)]);
      told = fill(texts[Text::kDeskWillStandDown], {{"area", form_->fields[0].choices[chosen(0)]}});
      const int64_t left = view ? int64_t{view->steps_planned} - view->steps_done : 0;
      if (left > 0) told += counted_text(context, Text::kDeskWillLeaveSteps, left);
      return;
    }
    case DeskForm::kAcknowledge: {
      const AlarmChoice& which = alarm_choices_[chosen(0)];
      told = counted_text(context, Text::kDeskWillAcknowledge, static_cast<int64_t>(which.alarms.size()));
      if (which.left_at_level_1 > 0) told += counted_text(context, Text::kDeskWillLeaveLevel1, which.left_at_level_1);
      return;
    }
    case DeskForm::kShelve: {
      const int64_t until_ns = context.now_ns + kShelveMinutes[chosen(0)] * 60 * kNsPerSecond;
      told =
          fill(texts[Text::kDeskWillShelve], {{"time", format_moment(until_ns, context.now_ns, context.county.zone)}});
      return;
    }
    case DeskForm::kPropose:
      told = fill(texts[Text::kDeskWillPropose], {{"team", text::team_name(context.county, texts, teams_[chosen(0)])}});
      return;
    case DeskForm::kNote:
    case DeskForm::kBookmark:
    case DeskForm::kHandover:
      return;
  }
}

// Of a change of mode.
Draft Desk::order_of_form(const ViewContext& context) const {
  const std::vector<FormField>& fields = form_->fields;
  Draft event = draft_of(EventType::kEmergencyModeChanged, context);
  event.with(Field::kArea, areas_[chosen(kEmergencyArea)]).with(Field::kBy, context.desk);
  if (kind_ == DeskForm::kStandDown) {
    event.with(Field::kReason, reason_of(fields[1], fields[2]));
    event.with(Field::kMode, static_cast<int64_t>(Mode::kRoutine));
    return event;
  }
  event.with(Field::kReason, reason_of(fields[kEmergencyReason], fields[kEmergencyRemark]));
  if (chosen(kEmergencyPlan) > 0) event.with(Field::kPlan, plans_[chosen(kEmergencyPlan) - 1]);
  event.with(Field::kMode, static_cast<int64_t>(Mode::kEmergency));
  event.with(Field::kLevel, static_cast<int64_t>(chosen(kEmergencyLevel)) + 1);
  if (chosen(kEmergencyKind) == 1) event.with(Field::kDrill, int64_t{1});
  return event;
}

Draft Desk::event_of_form(const ViewContext& context) const {
  const std::vector<FormField>& fields = form_->fields;
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
    case DeskForm::kStandDown:
      return order_of_form(context);
    case DeskForm::kHandover:
      event = draft_of(EventType::kEmergencyHandover, context);
      event.with(Field::kFrom, context.desk).with(Field::kTo, fields[0].text).with(Field::kText, fields[1].text);
      break;
    case DeskForm::kPropose: {
      event = draft_of(EventType::kEmergencyTeamRequested, context);
      const std::string& team = teams_[chosen(0)];
      event.with(Field::kIncident, incident_).with(Field::kTeam, team).with(Field::kBy, context.desk);
      if (!fields[1].text.empty()) event.with(Field::kSkills, fields[1].text);
      const TeamIndex index = context.state.team_ids.find(team);
      const int64_t headcount = index == kNone ? 0 : context.state.teams[index].headcount;
      if (headcount > 0) event.with(Field::kHeadcount, headcount);
      break;
    }
    case DeskForm::kAcknowledge:  // an event for each of them: acknowledge_chosen()
      break;
  }
  if (kind_ == DeskForm::kNote || kind_ == DeskForm::kBookmark) {
    if (const std::string incident = incident_id_in_focus(context); !incident.empty()) {
      event.with(Field::kIncident, incident);
    }
  }
  return event;
}

}  // namespace gridwall::scene
