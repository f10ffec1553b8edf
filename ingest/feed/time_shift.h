// Moves an event to another time, everything else unchanged, to demonstrate recorded events as live ones. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/parse.h"

namespace gridwall::feed {

class TimeShift {
 public:
  // When the event of this line happened; none if the line is not a valid event.
  std::optional<int64_t> at_ns(std::string_view line);
  // The line with `at` set to the given time and all its other times moved by the same span. A line that is not a valid
  // event stays as it is.
  std::string moved(std::string_view line, int64_t to_at_ns);

 private:
  Parser parser_;
  Event event_;
};

}  // namespace gridwall::feed
