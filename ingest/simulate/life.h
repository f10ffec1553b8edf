// A county's life as a stream of events in order of time. It is a function of the county, the seed and the time: two
// runs with the same seed and the same beginning (`since_ns`) are two windows on one life, event for event, so a run
// that goes on from now continues what an earlier one wrote. Memory grows with the matters that are open, not with the
// events. Owned by one thread; no clock, no socket, no file in it.
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
  int64_t since_ns = 0;  // the life begins: no matter is older, no team has been out before
  int64_t from_ns = 0;   // events before are lived but not told
  int64_t until_ns = std::numeric_limits<int64_t>::max();
  uint64_t max_events = std::numeric_limits<uint64_t>::max();
  double requests_per_day = 0;              // 0: by the county's size, 600 for 272 grids
  uint32_t workers = 0;                     // 0: as the county's sizes say, else by its grids, 420 for 272
  std::optional<int64_t> track_interval_s;  // none: 300, longer where there are many workers; 0: no tracks
  bool after_history = false;               // a history ended where this begins: shifts that began before go on
  std::optional<int64_t> roll_call_ns;      // all teams report then besides, for whoever begins to watch
  std::optional<int64_t> story_ns;  // when the burst water pipe is reported; its teams are back two minutes later
};

// What is left open in the options, by the county's size: beyond a thousand grids a life grows more slowly than the
// county, so that a province of 19,000 grids stays at 270,000 events a day.
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
