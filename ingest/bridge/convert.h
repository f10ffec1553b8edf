// What others send, in their own form, to events: one body through a mapping. Pure; slow for large bodies, so a thread
// of its own calls it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/import/import.h"

namespace gridwall::bridge {

struct Converted {
  std::vector<std::string> events, ids;  // an id for each event
  import::ImportSummary summary;
};

// JSON may be one object, an array, or one object a line. `name` stands in messages. An error if no event came of it,
// except from an empty list, which is no events.
Result<Converted> convert(const import::Mapping& mapping, const std::vector<std::string>& languages,
                          std::string_view body, const std::string& name);

// What was left out, as JSON: [{"reason":"…","count":2,"first":5}]; "[]": nothing.
std::string left_out_json(const import::ImportSummary& summary);

}  // namespace gridwall::bridge
