// Checks what the contract demands beyond the shape of an event: that its time and its position are plausible.
#pragma once

#include <optional>

#include "ingest/event/parse.h"
#include "ingest/event/position.h"

namespace gridwall::inline event {

// `county_box` is the county's own box; it is widened here. `at` must lie between 2000 and five minutes after received.
std::optional<Rejection> validate(const Event& event, int64_t received_ns, const Box& county_box);

}  // namespace gridwall::event
