#include "ingest/event/draft.h"

#include "ingest/event/encode.h"
#include "ingest/event/schema.h"

namespace gridwall::inline event {

std::string to_line(const Draft& draft, int offset_s, int64_t shift_ns) {
  Event event;
  event.type = draft.type;
  event.at_ns = draft.at_ns + shift_ns;
  event.id = draft.id;
  event.source = draft.source;
  event.grid_code = draft.grid;
  event.position = draft.position;
  if (draft.place_words) event.unknown_members = members_of_place(draft.place_words->first, draft.place_words->second);
  if (draft.training) {
    if (!event.unknown_members.empty()) event.unknown_members += ',';
    event.unknown_members += kTrainingMember;
  }
  for (const Draft::Value& value : draft.values) {
    if (value.is_text) {
      event.set_text(value.field, value.text);
      continue;
    }
    const int slot = slot_of(draft.type, value.field);
    const bool is_time = slot >= 0 && rules_of(draft.type)[static_cast<size_t>(slot)].kind == ValueKind::kTime;
    event.set_integer(value.field, value.integer + (is_time ? shift_ns : 0));
  }
  return encode(event, offset_s);
}

}  // namespace gridwall::event
