// The situation of an incident as somebody reports it up the line, in the order what, when, where, who, why, how, next
// (5W1H): from the fold of the log alone, so that it can be written again for any moment. Pure; any thread. Knows no
// screen and no file.
#pragma once

#include <string>
#include <vector>

#include "ingest/text/telling.h"

namespace gridwall::text {

struct Situation {
  struct Part {
    std::string heading;
    std::vector<std::string> lines;
  };
  std::string title;  // with the mark of a drill
  std::string as_of;
  bool drill = false;
  std::vector<Part> parts;
  std::string source;  // up to which event of the log
};
// `incident` has been opened. `now_ns` is the clock's moment that the state belongs to.
Situation situation_of(const Background& background, IncidentIndex incident, int64_t now_ns);

// To be read out over the telephone: a heading and its lines, one under the other.
std::string as_text(const Situation& situation);

// What a shift hands over: each open incident in a line, and what comes next there. Empty when there is none.
std::string handover_text(const Background& background, int64_t now_ns);

}  // namespace gridwall::text
