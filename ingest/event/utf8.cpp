#include "ingest/event/utf8.h"

#include <simdjson.h>

namespace gridwall::inline event {

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes);
}

}  // namespace gridwall::event
