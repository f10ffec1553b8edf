// What the contract demands of an event beyond its shape, given when it was received and where the county lies.
#pragma once

#include <optional>

#include "ingest/event/parse.h"
#include "ingest/event/position.h"

namespace gridwall::inline event {

// `county_box` is the county's own box; it is widened here. `at` must lie between 2000 and five minutes after received.
std::optional<Rejection> validate(const Event& event, int64_t received_ns, const Box& county_box);

}  // namespace gridwall::event
