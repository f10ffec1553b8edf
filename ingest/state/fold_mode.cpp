#include <algorithm>

#include "ingest/state/fold_emergency_parts.h"
#include "ingest/state/mode.h"

namespace gridwall::inline state {
namespace {

bool lies_in(const County& county, const Incident& incident, std::string_view area_code) {
  if (names_whole_county(county, area_code)) return true;
  const AreaIndex area = county.area_index(area_code);
  return area != kNone && incident.grid != kNone &&
         county.area_of_grid(incident.grid, county.areas[area].depth) == area;
}

void apply_step_done(const FoldStep& step) {
  CountyState& state = step.state;
  const std::string key(step.event.text(Field::kStep));
  bool known = false;
  for (ModeIndex i{0}; i < state.modes.size(); ++i) {
    AreaMode& mode = state.modes[i];
    if (mode.plan == kNone || state.words.text(mode.plan) != step.event.text(Field::kPlan)) continue;
    known = true;
    const WordId by = step.word(Field::kBy);
    if (!mode.steps_done.try_emplace(key, StepDone{step.event.at_ns, by}).second) continue;
    TimelineEntry entry = timeline_entry(step);
    entry.by = by;
    entry.word = mode.plan;
    entry.subject = key;
    const std::string area(state.mode_areas.text(i));
    remember_where(
        state, [&](const Incident& incident) { return lies_in(step.county, incident, area); }, entry);
  }
  if (!known) {
    step.anomaly();
    return;
  }
  note_act(step, key, step.event.text(Field::kPlan));
}

void keep_change(CountyState& state, ModeChange change) {
  const auto after = std::upper_bound(state.mode_changes.begin(), state.mode_changes.end(), change,
                                      [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
  state.mode_changes.insert(after, std::move(change));
  if (state.mode_changes.size() > kModeChangesKept) state.mode_changes.pop_front();
}

}  // namespace

void apply_mode(const FoldStep& step) {
  if (step.event.type == EventType::kEmergencyPlanStepDone) return apply_step_done(step);
  CountyState& state = step.state;
  const Event& event = step.event;
  AreaMode& mode = record_of(state.mode_areas, state.modes, event.text(Field::kArea));
  ModeChange change;
  change.at_ns = event.at_ns;
  change.seq = step.stamp.seq;
  change.area = state.mode_areas.find(event.text(Field::kArea));
  change.mode = event.as<Mode>(Field::kMode);
  change.level = static_cast<uint8_t>(event.integer(Field::kLevel));
  change.plan = step.word(Field::kPlan);
  change.by = step.word(Field::kBy);
  change.drill = event.flag(Field::kDrill);
  change.reason = event.text(Field::kReason);
  change.steps_done = static_cast<uint32_t>(mode.steps_done.size());
  keep_change(state, change);
  if (event.at_ns < mode.since_ns) {  // it came late: part of the past, not of what holds
    step.anomaly();
    return;
  }
  const bool goes_on = mode.mode == Mode::kEmergency && change.mode == Mode::kEmergency;
  if (!goes_on) mode.began_ns = change.mode == Mode::kEmergency ? event.at_ns : kNever;
  if (!goes_on || (change.plan != kNone && change.plan != mode.plan)) mode.steps_done.clear();
  if (!goes_on || change.plan != kNone) mode.plan = change.plan;  // another level alone leaves the plan in force
  mode.mode = change.mode;
  mode.level = change.level;
  mode.since_ns = event.at_ns;
  mode.by = change.by;
  mode.drill = change.drill && change.mode == Mode::kEmergency;
  mode.reason = change.reason;

  TimelineEntry entry = timeline_entry(step);
  entry.level = change.level;
  entry.by = change.by;
  entry.word = state.words.intern(mode_name(change.mode));
  entry.subject = event.text(Field::kArea);
  entry.text = change.reason;
  const std::string_view area = event.text(Field::kArea);
  remember_where(
      state, [&](const Incident& incident) { return lies_in(step.county, incident, area); }, entry);
  note_act(step, area, step.event.text(Field::kReason));
  step.say(area, event.text(Field::kReason), change.level);
}

}  // namespace gridwall::state
