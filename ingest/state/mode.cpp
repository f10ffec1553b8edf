#include "ingest/state/mode.h"

#include <algorithm>
#include <tuple>

namespace gridwall::inline state {
namespace {

void add_steps(const CountyState& state, const County& county, const AreaMode& mode, ModeView& view) {
  if (mode.plan == kNone) return;
  const std::string_view word = state.words.text(mode.plan);
  const auto plan =
      std::find_if(county.plans.begin(), county.plans.end(), [&](const Plan& known) { return known.code == word; });
  if (plan != county.plans.end()) {
    view.known_plan = &*plan;
    for (const PlanStep& step : plan->steps) {
      PlanStepView& row = view.steps.emplace_back();
      row.key = step.key;
      row.label = step.label;
      ++view.steps_planned;
      const auto done = mode.steps_done.find(step.key);
      if (done == mode.steps_done.end()) continue;
      row.done_ns = done->second.at_ns;
      row.by = done->second.by;
      ++view.steps_done;
    }
  }
  std::vector<PlanStepView> besides;
  for (const auto& [key, done] : mode.steps_done) {
    const bool planned = std::any_of(view.steps.begin(), view.steps.end(),
                                     [&, &step_key = key](const PlanStepView& row) { return row.key == step_key; });
    if (!planned) besides.push_back({key, {key, ""}, done.at_ns, done.by, false});
  }
  std::stable_sort(besides.begin(), besides.end(),
                   [](const PlanStepView& a, const PlanStepView& b) { return a.done_ns < b.done_ns; });
  view.steps.insert(view.steps.end(), besides.begin(), besides.end());
}

ModeView view_of(const CountyState& state, const County& county, ModeIndex key) {
  const AreaMode& mode = state.modes[key];
  ModeView view;
  view.mode = mode.mode;
  view.level = mode.level;
  view.key = key;
  view.whole_county = names_whole_county(county, state.mode_areas.text(key));
  if (!view.whole_county) view.area = county.area_index(state.mode_areas.text(key));
  view.since_ns = mode.since_ns;
  view.began_ns = mode.began_ns;
  view.plan = mode.plan;
  view.by = mode.by;
  view.drill = mode.drill;
  view.reason = mode.reason;
  add_steps(state, county, mode, view);
  return view;
}

auto rank(const ModeView& view) {
  const int level = view.level == 0 ? 5 : view.level;
  return std::tuple(!view.emergency(), view.drill, level, !view.whole_county, view.began_ns, view.key);
}

}  // namespace

bool names_whole_county(const County& county, std::string_view area) {
  return area == county.code || area == county.key || area == county.name.zh || area == county.name.en ||
         area == "county";
}

std::vector<ModeView> emergencies_in_force(const CountyState& state, const County& county) {
  std::vector<ModeView> views;
  for (ModeIndex key{0}; key < state.modes.size(); ++key) {
    if (state.modes[key].mode == Mode::kEmergency) views.push_back(view_of(state, county, key));
  }
  std::sort(views.begin(), views.end(), [](const ModeView& a, const ModeView& b) { return rank(a) < rank(b); });
  return views;
}

ModeView county_mode(const CountyState& state, const County& county) {
  std::vector<ModeView> views = emergencies_in_force(state, county);
  if (!views.empty()) return std::move(views.front());
  ModeIndex last = kNone;
  for (ModeIndex key{0}; key < state.modes.size(); ++key) {
    if (last == kNone || state.modes[key].since_ns > state.modes[last].since_ns) last = key;
  }
  return last == kNone ? ModeView{} : view_of(state, county, last);
}

}  // namespace gridwall::state
