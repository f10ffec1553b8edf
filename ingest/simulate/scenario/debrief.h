// What a desk answered in a training, against what the script has its own duty officer do: each acknowledgement,
// switch, step and proposal of the script is a task, its time after what causes it is the time allowed. Pure; values
// only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/simulate/scenario/scenario.h"

namespace gridwall::simulate::scenario {

// An act of a desk, as the log has it.
struct DeskAct {
  EventType type{};
  int64_t at_ns = 0;
  std::string by;
  std::string key;  // as task_key() makes it
};
// What an event is about, as far as an answer must agree with it: the alarm, the area, plan and step, the incident.
// Empty for types that are no task. Of Event and Draft alike.
std::string task_key(const Event& event);

struct Task {
  EventType type{};
  std::string key, cause;  // cause: what happened, in the words of the script
  int64_t cause_ns = 0;
  int64_t within_ns = 0;
  std::optional<int64_t> took_ns;  // none: nobody did it
  std::string by;
  bool passed() const { return took_ns && *took_ns <= within_ns; }
};

struct Debrief {
  std::vector<Task> tasks;  // in order of their causes
  int64_t passed = 0;
};
// `whole` is the script with its own duty acts, played as the training was; `acts` are in order of time.
Debrief debrief(const Playing& whole, std::span<const DeskAct> acts);

// From the number of a playing, as it stands in every identifier, "snow-1768903200-1-training-x120": how it was played.
std::optional<PlayOptions> options_of_run(std::string_view scenario, std::string_view event_id);

}  // namespace gridwall::simulate::scenario
