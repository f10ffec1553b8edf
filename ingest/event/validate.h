// Checks what the contract demands beyond the shape of an event: that its time is plausible. A bad place never costs an
// event: the fold drops and counts it (position.h).
#pragma once

#include <optional>

#include "ingest/event/parse.h"

namespace gridwall::inline event {

// `at` must lie between 2000 and five minutes after received.
std::optional<Rejection> validate(const Event& event, int64_t received_ns);

}  // namespace gridwall::event
