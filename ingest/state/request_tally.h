// What one request adds to the tally of the day it was placed on: the one definition that the fold keeps up and the
// figures of an area sum anew. Private to ingest/state.
#pragma once

#include <algorithm>

#include "ingest/state/county_state.h"

namespace gridwall::inline state {

inline int64_t response_ns_of(const Request& request) {  // accepted_ns must have come
  return std::max<int64_t>(0, request.accepted_ns - request.placed_ns);
}

// Of a collected request, everything that can change while it lives, but for the tier: that belongs to the day of the
// resolution. `sign` is +1 or -1.
inline void tally_progress(const Request& request, int64_t promise_ns, int64_t sign, DayTally& tally) {
  const bool rated = request.rated_ns != kNever;
  if (request.resolved()) {
    tally.resolved += sign;
    if (request.due_ns == kNever || request.resolved_ns <= request.due_ns) tally.resolved_on_time += sign;
    if (!rated) tally.unrated += sign;
  }
  if (rated) {
    tally.rated += sign;
    if (request.score != static_cast<uint8_t>(Score::kUnsatisfied)) tally.satisfied += sign;
  }
  if (request.resolved_ns != kNever) tally.ever_resolved += sign;
  if (request.reopen_count > 0) tally.reopened += sign;
  if (request.accepted_ns != kNever) {
    tally.accepted += sign;
    if (response_ns_of(request) <= promise_ns) tally.promise_kept += sign;
  }
}

// 应办结: resolved, or past its time and not deferred.
inline bool is_due(const Request& request, int64_t now_ns) {
  return request.resolved() || (request.due_ns != kNever && request.due_ns <= now_ns && !request.deferred_at(now_ns));
}

// A request that nobody accepted counts against the promise once its time has passed; before, it is not yet decided.
inline bool promise_undecided(const Request& request, int64_t promise_ns, int64_t now_ns) {
  return request.collected() && request.accepted_ns == kNever && request.placed_ns + promise_ns >= now_ns;
}

}  // namespace gridwall::state
