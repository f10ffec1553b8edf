// Event -> JSON text, the inverse of Parser, unknown members included. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

#include "ingest/event/event.h"

namespace gridwall::inline event {

// One line of JSON without a line end. Times are written in UTC unless an offset is given.
std::string encode(const Event& event, int offset_s = 0);

// The text in quotes; bytes that are not UTF-8 are replaced.
std::string json_string(std::string_view text);

// `"lon":"...","lat":"..."` of what should be numbers and is not, for Event::unknown_members. Empty: left out.
std::string members_of_place(std::string_view lon, std::string_view lat);

}  // namespace gridwall::event
