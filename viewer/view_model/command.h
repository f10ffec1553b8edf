// Who ordered what: the mode in force, its level, plan and reason, and how far the plan's checklist is. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "viewer/view_model/context.h"

namespace gridwall::view_model {

struct CommandStep {
  std::string key;  // value on the wire
  std::string label;
  bool done = false;
  std::string note;  // when and by whom
};

struct Command {
  std::string title;
  std::string age;  // for how long the emergency stands
  bool emergency = false;
  uint8_t level = 0;  // 0: none given
  std::string mode;   // "急时 Ⅱ级 · 习水县"
  std::string order;  // by whom, when
  std::string reason;
  std::string others;  // further areas in emergency
  std::string plan;    // its name, empty when none was named
  std::string plan_code;
  std::string progress;  // 3/6
  bool may_act = false;
  std::vector<CommandStep> steps;
};
Command build_command(const ViewContext& context);

}  // namespace gridwall::view_model
