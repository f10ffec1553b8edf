// A simulated county as a stream of events in order of time: its "life". It depends on the county, the seed and the
// beginning (`since_ns`) alone: two runs that share them give the same events for the same times, so a later run
// continues what an earlier one wrote. Memory grows with the open matters, not with the events. Owned by one thread; no
// clock, no socket, no file in it.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "ingest/county/county.h"
#include "ingest/event/draft.h"

namespace gridwall::simulate {

struct LifeOptions {
  uint64_t seed = 1;
  int64_t since_ns = 0;  // the beginning: no matter is older, no team has been out before
  int64_t from_ns = 0;   // earlier events are simulated but not returned
  int64_t until_ns = std::numeric_limits<int64_t>::max();
  uint64_t max_events = std::numeric_limits<uint64_t>::max();
  double requests_per_day = 0;              // 0: by the county's size, 600 for 272 grids
  uint32_t workers = 0;                     // 0: as the county's sizes say, else by its grids, 420 for 272
  std::optional<int64_t> track_interval_s;  // none: 300, longer where there are many workers; 0: no tracks
  bool after_history = false;               // a history ended where this begins: shifts that began before continue
  std::optional<int64_t> roll_call_ns;      // when all teams report additionally, for a wall that is just starting
  std::optional<int64_t> story_ns;  // when the burst water pipe is reported; its teams are back two minutes later
};

// Defaults for the options that are not set, by the size of the county: beyond a thousand grids the number of events
// grows more slowly than the county, so that a province of 19,000 grids has 270,000 events a day.
LifeOptions completed(const County& county, LifeOptions options);

class Life {
 public:
  Life(const County& county, const LifeOptions& options);
  ~Life();
  Life(Life&&) noexcept;

  // The next event; nothing at the end.
  std::optional<Draft> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::simulate
