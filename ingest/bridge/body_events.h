// What was sent to us as one body, taken apart into events: one JSON object, an array of them, or JSON lines. The
// bytes of an event stay as they are, except that one written over several lines is put on one. Whether an event is
// sound is the daemon's to say. Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::bridge {

// kInvalidEvent: the body as a whole cannot be taken apart, or has more than `most` events.
Result<std::vector<std::string>> events_of_body(std::string_view body, size_t most);

}  // namespace gridwall::bridge
