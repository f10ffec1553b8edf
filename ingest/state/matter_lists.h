// The matters that need somebody: past their time, soon due, and promised an answer that has not come. Sorted and
// bounded; one pass over the open requests, so call it once a refresh and not once a frame. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/county/county.h"
#include "ingest/state/county_state.h"
#include "ingest/state/scope.h"

namespace gridwall::inline state {

struct Matter {
  RequestIndex request = kNone;
  int64_t due_ns = kNever;  // when it is to be resolved, or accepted
  int64_t left_ns = 0;      // from now until then; negative once it has passed
};

struct MatterQuery {
  Scope scope;
  int64_t soon_ns = 86'400'000'000'000;  // what counts as soon
  size_t limit = 50;                     // of each list
};

struct MatterLists {
  std::vector<Matter> overdue;   // open, not deferred, due before now; longest overdue first
  std::vector<Matter> due_soon;  // open, not deferred, due from now on within `soon_ns`; next first
  std::vector<Matter> promises;  // open, not accepted, the response promise not yet passed; next first
  int64_t overdue_count = 0, due_soon_count = 0, promise_count = 0;  // all of them, listed or not
};

MatterLists matter_lists(const CountyState& state, const County& county, int64_t now_ns, const MatterQuery& query = {});

}  // namespace gridwall::state
