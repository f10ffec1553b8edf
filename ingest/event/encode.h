// Event -> JSON text, the inverse of Parser, unknown members included. Pure, any thread.
#pragma once

#include <string>

#include "ingest/event/event.h"

namespace gridwall::inline event {

// One line of JSON without a line end. Times are written in UTC unless an offset is given.
std::string encode(const Event& event, int offset_s = 0);

}  // namespace gridwall::event
