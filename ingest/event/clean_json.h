// What mask.h does to a text, done to JSON of any shape: texts are cleaned at any depth, and members about a person are
// dropped. Private to ingest/event; pure, any thread.
#pragma once

#include <string>

#include "ingest/event/json_document.h"

namespace gridwall::inline event {

// True when append_clean would change something.
bool needs_clean(const JsonDocument& json, simdjson::dom::element element);
// Writes the element of the document again, cleaned.
void append_clean(std::string& out, const JsonDocument& json, simdjson::dom::element element);

}  // namespace gridwall::event
