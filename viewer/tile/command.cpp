// Who ordered what: the mode in force, its level, plan and reason, and how far the plan's checklist is.
#include <utility>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

std::string area_of(const ViewContext& context, const ModeView& view) {
  if (view.whole_county) return context.texts.of(context.county.name);
  if (view.area != kNone) return context.texts.of(context.county.areas[view.area].name);
  return view.key == kNone ? std::string() : std::string(context.state.mode_areas.text(view.key));
}

std::string who_and_when(const ViewContext& context, int64_t at_ns, WordId by) {
  if (at_ns == kNever) return {};
  const std::string moment = format_moment(at_ns, context.now_ns, context.county.zone);
  return by == kNone ? moment : moment + " " + std::string(context.state.words.text(by));
}

// "急时 Ⅱ级 · 高作镇", and by whose order and why.
Item mode_of(const ViewContext& context, const ModeView& view) {
  const Texts& texts = context.texts;
  Item item{.title = texts[Text::kModeRoutine], .loud = true, .tone = Tone::kGood};
  if (view.emergency()) {
    item.tone = view.level > 0 ? tone_of_level(view.level) : Tone::kAttention;
    item.title = view.level == 0
                     ? texts[Text::kModeEmergency]
                     : fill(texts[Text::kModeEmergencyLevel], {{"mark", texts.at(Text::kLevelMark1, view.level - 1U)}});
    if (const std::string area = area_of(context, view); !area.empty()) item.title += " · " + area;
    if (view.drill) item.title = texts[Text::kDrillMark] + " " + item.title;
  }
  item.badge = {view.emergency() ? Shape::kTriangleUp : Shape::kDisc, item.tone, {}};
  item.note = who_and_when(context, view.since_ns, view.by);
  if (!item.note.empty() && !view.reason.empty()) item.note += " · ";
  item.note += view.reason;
  return item;
}

// None where another plan was in force, or none.
Change change_of_progress(const ViewContext& context, const ModeView& view) {
  const std::optional<ViewContext> then = context.then();
  if (!then) return {};
  const ModeView was = mode_in_focus(*then);
  if (was.plan == kNone || then->state.words.text(was.plan) != context.state.words.text(view.plan)) return {};
  return change_of_count(view.steps_done, was.steps_done);
}

std::string code_of_plan(const ViewContext& context, const ModeView& view) {
  return view.plan == kNone ? std::string() : std::string(context.state.words.text(view.plan));
}

Item plan_of(const ViewContext& context, const ModeView& view) {
  if (view.plan == kNone) return {.title = context.texts[Text::kCommandNoPlan], .tone = Tone::kQuiet};
  Item item{.title = view.known_plan != nullptr ? context.texts.of(view.known_plan->name) : code_of_plan(context, view),
            .loud = true};
  if (view.steps_planned > 0) {
    item.figure = {.figure = format_count(view.steps_done) + "/" + format_count(view.steps_planned),
                   .change = change_of_progress(context, view)};
  }
  return item;
}

// All steps, in columns if need be. Where even these find no room, the next step stands on the page that is shown.
Choice checklist_of(const ViewContext& context, const ModeView& view) {
  List list{.more = context.texts[Text::kCommandMore]};
  bool next = true;
  for (const PlanStepView& step : view.steps) {
    Item item{.title = context.texts.of(step.label), .end = who_and_when(context, step.done_ns, step.by)};
    if (step.done()) {
      item.badge = {Shape::kTick, Tone::kGood, {}};
      item.tone = Tone::kQuiet;
    } else {
      item.badge = {Shape::kFrame, Tone::kQuiet, {}};
      item.selected = std::exchange(next, false);
      if (!context.desk.empty()) item.press = TickStep{code_of_plan(context, view), step.key};
    }
    list.items.push_back(std::move(item));
  }
  return all_or_some(std::move(list), 3);
}

// The other areas in emergency, so that each plan can be looked at and ticked off.
List others_of(const ViewContext& context, const ModeView& shown) {
  List list{.more = context.texts[Text::kCommandOthers]};
  for (const ModeView& view : emergencies_in_force(context.state, context.county)) {
    if (view.key == shown.key) continue;
    Item item = mode_of(context, view);
    item.loud = false;
    item.note.clear();
    item.press = SelectMode{std::string(context.state.mode_areas.text(view.key))};
    list.items.push_back(std::move(item));
  }
  return list;
}

}  // namespace

block::Tile command(const ViewContext& context) {
  const Texts& texts = context.texts;
  const ModeView view = mode_in_focus(context);
  Tile tile;
  tile.title = texts[Text::kCommandTitle];
  tile.body.push_back({List{.items = {mode_of(context, view)}}});
  if (!view.emergency()) return tile;
  tile.note = format_coarse_duration(seconds_between(view.began_ns, context.now_ns), texts);
  tile.body.push_back({List{.items = {plan_of(context, view)}}});
  if (!view.steps.empty()) tile.body.push_back({checklist_of(context, view)});
  List others = others_of(context, view);
  if (!others.items.empty()) tile.body.push_back({std::move(others)});
  return tile;
}

}  // namespace gridwall::tile
