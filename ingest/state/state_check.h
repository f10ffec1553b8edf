// Does a state read from bytes fit together? Private to ingest/state.
#pragma once

#include "ingest/state/county_state.h"

namespace gridwall {

// Every number that names another record must name one that exists: the bytes may come from anywhere.
bool state_is_sound(const CountyState& state, const County& county);

}  // namespace gridwall
