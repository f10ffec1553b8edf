// What comes to the bridge over HTTP and from the feeds it asks, behind a byte that says which. What is taken apart
// must be put together of what was there.
#include <cstdlib>

#include "ingest/bridge/body_events.h"
#include "ingest/bridge/feed_page.h"
#include "ingest/bridge/http_text.h"
#include "ingest/bridge/request_list.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall::bridge;
  if (size == 0) return 0;
  const std::string_view input(data + 1, size - 1);
  switch (data[0]) {
    case 'b': {
      const auto events = events_of_body(input, 1000);
      if (!events) break;
      size_t bytes = 0;
      for (const std::string& event : *events) {
        if (event.empty()) std::abort();
        bytes += event.size();
      }
      if (bytes > input.size() || events->size() > 1000) std::abort();
      break;
    }
    case 'q': {
      const auto pairs = pairs_of(input, size % 2 == 0);
      if (pairs) static_cast<void>(request_query(*pairs));
      static_cast<void>(bearer_token(input));
      break;
    }
    case 'f': {
      const auto items = read_feed_page(input, "fuzz");
      if (items && items->size() > input.size()) std::abort();
      break;
    }
    default:
      break;
  }
  return 0;
}
