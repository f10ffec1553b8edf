// Moves an event to another time, everything else unchanged: what a demonstration of "now" is made of. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/event/parse.h"

namespace gridwall::feed {

class TimeShift {
 public:
  // When the event of this line happened; none when it is no event of the contract.
  std::optional<int64_t> at_ns(std::string_view line);
  // The line with `at` at the given time and all its other times moved by as much. A line that is no event stays as it
  // is.
  std::string moved(std::string_view line, int64_t to_at_ns);

 private:
  Parser parser_;
  Event event_;
};

}  // namespace gridwall::feed
