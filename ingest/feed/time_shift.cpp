#include "ingest/feed/time_shift.h"

#include "ingest/event/encode.h"
#include "ingest/event/schema.h"

namespace gridwall::feed {

std::optional<int64_t> TimeShift::at_ns(std::string_view line) {
  event_.clear();
  if (parser_.parse(line, event_)) return std::nullopt;
  return event_.at_ns;
}

std::string TimeShift::moved(std::string_view line, int64_t to_at_ns) {
  event_.clear();
  if (parser_.parse(line, event_)) return std::string(line);
  const int64_t shift_ns = to_at_ns - event_.at_ns;
  event_.at_ns = to_at_ns;
  for (const FieldRule& rule : rules_of(event_.type)) {
    if (rule.kind != ValueKind::kTime || !event_.has(rule.field)) continue;
    event_.set_integer(rule.field, event_.time_ns(rule.field) + shift_ns);
  }
  return encode(event_);
}

}  // namespace gridwall::feed
