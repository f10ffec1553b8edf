// A county made in memory, and events said in one line, for tests of everything behind the parser.
#pragma once

#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/event/parse.h"
#include "ingest/state/county_state.h"
#include "ingest/state/fold.h"

namespace gridwall::testing {

// `side` x `side` square grids named g0, g1, ... in one street and one community, UTC+8, no map.
County small_county(uint32_t side = 4);

// Folds events given as JSON members beside the envelope; keeps the log's numbers.
class Folder {
 public:
  explicit Folder(const County& county) : county_(county), state(county) {}

  // `type` is "request.placed"; `at` is "11-21 14:32:08" of 2026, local (+08:00); `members` is JSON without braces.
  // Received when it happened, unless `received` says otherwise. The event must parse.
  void add(std::string_view type, std::string_view at, std::string_view members, std::string_view received = {});

  const County& county_;
  CountyState state;
  std::string source = "tests";  // of what is added from now on

 private:
  Parser parser_;
};

// The instant of "11-21 14:32:08" in 2026, local (+08:00).
int64_t local_ns(std::string_view month_day_time);

}  // namespace gridwall::testing
