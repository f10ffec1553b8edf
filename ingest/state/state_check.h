// Does a state read from bytes fit together? Private to ingest/state.
#pragma once

#include "ingest/state/county_state.h"

namespace gridwall::inline state {

// Every number that names another record must name one that exists, and no time or count may be so far off that
// reckoning with it overflows: the bytes may come from anywhere.
bool state_is_sound(const CountyState& state, const County& county);

// The rules between fields that the fold of a feed keeps stand beside it.
bool requests_are_sound(const CountyState& state);

}  // namespace gridwall::state
