// What a state takes in memory, for whoever keeps several of them. Pure; call between two applies.
#pragma once

#include <cstddef>

#include "ingest/state/county_state.h"

namespace gridwall::inline state {

// About: what a copy of it would ask the allocator for, without what containers hold in reserve.
size_t bytes_of(const CountyState& state);

}  // namespace gridwall::state
