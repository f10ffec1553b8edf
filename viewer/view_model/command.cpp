#include "viewer/view_model/command.h"

#include "ingest/state/mode.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {
namespace {

std::string area_of(const ViewContext& context, const ModeView& view) {
  if (view.whole_county) return context.texts.of(context.county.name);
  if (view.area != kNoGrid) return context.texts.of(context.county.areas[view.area].name);
  return view.key == kNoKey ? std::string() : std::string(context.state.mode_areas.text(view.key));
}

std::string who_and_when(const ViewContext& context, int64_t at_ns, WordId by) {
  if (at_ns == kNever) return {};
  const std::string moment = format_moment(at_ns, context.now_ns, context.county.zone);
  return by == kNoKey ? moment : moment + " " + std::string(context.state.words.text(by));
}

// None where another plan was in force, or none.
Change change_of_progress(const ViewContext& context, const ModeView& view) {
  const std::optional<ViewContext> then = context.then();
  if (!then) return {};
  const ModeView was = county_mode(then->state, then->county);
  if (was.plan == kNoKey || then->state.words.text(was.plan) != context.state.words.text(view.plan)) return {};
  return change_of_count(view.steps_done, was.steps_done);
}

}  // namespace

Command build_command(const ViewContext& context) {
  const Texts& texts = context.texts;
  const ModeView view = county_mode(context.state, context.county);
  Command command;
  command.title = texts[Text::kCommandTitle];
  command.emergency = view.emergency();
  command.level = view.level;
  command.may_act = !context.desk.empty();
  const std::string mode = !view.emergency() ? texts[Text::kModeRoutine]
                           : view.level == 0 ? texts[Text::kModeEmergency]
                                             : fill(texts[Text::kModeEmergencyLevel],
                                                    {{"mark", texts.at(Text::kLevelMark1, view.level - 1U)}});
  const std::string area = area_of(context, view);
  command.mode = area.empty() || !view.emergency() ? mode : mode + " · " + area;
  command.order = who_and_when(context, view.since_ns, view.by);
  command.reason = view.reason;
  if (!view.emergency()) return command;
  command.age = format_coarse_duration(seconds_between(view.began_ns, context.now_ns), texts);
  const auto in_force = static_cast<int64_t>(emergencies_in_force(context.state, context.county).size());
  if (in_force > 1) command.others = fill(texts[Text::kCommandOthers], {{"n", format_count(in_force - 1)}});
  if (view.plan != kNoKey) {
    command.plan_code = context.state.words.text(view.plan);
    command.plan = view.known_plan != nullptr ? texts.of(view.known_plan->name) : command.plan_code;
  }
  for (const PlanStepView& step : view.steps) {
    command.steps.push_back(
        {step.key, texts.of(step.label), step.done(), who_and_when(context, step.done_ns, step.by)});
  }
  if (view.steps_planned > 0) {
    const std::string progress = format_count(view.steps_done) + "/" + format_count(view.steps_planned);
    command.progress = with_change(progress, change_of_progress(context, view));
  }
  return command;
}

}  // namespace gridwall::view_model
