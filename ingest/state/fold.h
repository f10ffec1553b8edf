// apply(): the one place where an event changes the county's state. Pure: no clock, no randomness, no I/O; intake,
// import, replay and the wall all fold through it. What an event means is in fold_request, fold_patrol, fold_emergency.
#pragma once

#include "ingest/county/county.h"
#include "ingest/event/event.h"
#include "ingest/event/logged_event.h"
#include "ingest/state/county_state.h"

namespace gridwall::inline state {

// Never fails: an illegal transition is applied as far as it makes sense and counted as an anomaly of its source.
void apply(CountyState& state, const County& county, const Event& event, const Stamp& stamp);

}  // namespace gridwall::state
