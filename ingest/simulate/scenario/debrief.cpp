#include "ingest/simulate/scenario/debrief.h"

#include <algorithm>
#include <charconv>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/simulate/world.h"

namespace gridwall::simulate::scenario {
namespace {

constexpr int64_t kLeastNs = 60 * kNsPerSecond;  // nobody answers at once
constexpr std::string_view kTraining = "-training-x";

struct Happening {
  EventType type{};
  int64_t at_ns = 0;
  std::string source, key, alarm, incident, words;
};

Happening happening_of(const Event& event) {
  Happening made{event.type, event.at_ns, std::string(event.source), task_key(event), {}, {}, {}};
  if (event.has(Field::kAlarm)) made.alarm = event.text(Field::kAlarm);
  if (event.has(Field::kIncident)) made.incident = event.text(Field::kIncident);
  for (const Field field : {Field::kKind, Field::kPlace, Field::kText}) {
    if (!event.has(field) || event.text(field).empty()) continue;
    if (!made.words.empty()) made.words += ' ';
    made.words += event.text(field);
  }
  return made;
}

// What makes the task due: the alarm or incident itself; a warning or an incident for a switch; the switch for a step.
bool causes(const Happening& cause, const Happening& task) {
  switch (task.type) {
    case EventType::kEmergencyAlarmAcknowledged:
      return (cause.type == EventType::kEmergencyAlarmRaised && cause.alarm == task.alarm) ||
             (cause.type == EventType::kEmergencyIncidentOpened && "incident:" + cause.incident == task.alarm);
    case EventType::kEmergencyTeamRequested:
      return cause.type == EventType::kEmergencyIncidentOpened && cause.incident == task.incident;
    case EventType::kEmergencyModeChanged:
      return cause.type == EventType::kEmergencyWarningIssued || cause.type == EventType::kEmergencyIncidentOpened;
    case EventType::kEmergencyPlanStepDone:
      return cause.type == EventType::kEmergencyModeChanged;
    default:
      return false;
  }
}

std::optional<int64_t> number_in(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::string task_key(const Event& event) {
  const auto text = [&](Field field) { return std::string(event.text(field)); };
  switch (event.type) {
    case EventType::kEmergencyAlarmAcknowledged:
      return text(Field::kAlarm);
    case EventType::kEmergencyTeamRequested:
      return text(Field::kIncident);
    case EventType::kEmergencyModeChanged:  // a stand-down is the officer's own judgement
      if (event.as<Mode>(Field::kMode) != Mode::kEmergency) return {};
      return text(Field::kArea) + " " + std::to_string(event.integer(Field::kLevel));
    case EventType::kEmergencyPlanStepDone:
      return text(Field::kPlan) + " " + text(Field::kStep);
    default:
      return {};
  }
}

Debrief debrief(const Playing& whole, std::span<const DeskAct> acts) {
  std::vector<Happening> script;
  Parser parser;
  Event event;
  for (const Draft& draft : whole.events) {
    if (!parser.parse(to_line(draft, 0), event)) script.push_back(happening_of(event));
  }
  Debrief made;
  for (auto task = script.begin(); task != script.end(); ++task) {
    if (task->source != kDutySource || task->key.empty()) continue;
    const auto before = std::make_reverse_iterator(task);
    const auto cause = std::find_if(before, script.rend(), [&](const Happening& one) { return causes(one, *task); });
    if (cause == script.rend()) continue;
    Task due{task->type, task->key, cause->words, cause->at_ns, std::max(task->at_ns - cause->at_ns, kLeastNs), {}, {}};
    const auto act = std::find_if(acts.begin(), acts.end(), [&](const DeskAct& one) {
      return one.type == due.type && one.key == due.key && one.at_ns >= due.cause_ns;
    });
    if (act != acts.end()) {
      due.took_ns = act->at_ns - due.cause_ns;
      due.by = act->by;
    }
    if (due.passed()) ++made.passed;
    made.tasks.push_back(std::move(due));
  }
  std::stable_sort(made.tasks.begin(), made.tasks.end(),
                   [](const Task& a, const Task& b) { return a.cause_ns < b.cause_ns; });
  return made;
}

std::optional<PlayOptions> options_of_run(std::string_view scenario, std::string_view event_id) {
  const std::string_view run = event_id.substr(0, event_id.find('/'));
  if (!run.starts_with(scenario) || run.size() <= scenario.size() || run[scenario.size()] != '-') return std::nullopt;
  const size_t mark = run.find(kTraining);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view numbers = run.substr(scenario.size() + 1, mark - scenario.size() - 1);  // START_MS-SEED
  const size_t dash = numbers.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<int64_t> start_ms = number_in(numbers.substr(0, dash)),
                               seed = number_in(numbers.substr(dash + 1));
  const std::optional<int64_t> speed_thousandths = number_in(run.substr(mark + kTraining.size()));
  if (!start_ms || !seed || !speed_thousandths || *speed_thousandths <= 0) return std::nullopt;
  PlayOptions options;
  options.seed = static_cast<uint64_t>(*seed);
  options.start_ns = *start_ms * 1'000'000;
  options.speed = static_cast<double>(*speed_thousandths) / 1000;
  options.training = true;
  return options;
}

}  // namespace gridwall::simulate::scenario
