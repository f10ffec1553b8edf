// A page of an Atom or RSS feed of warnings: which messages it names. Untrusted XML; pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::bridge {

struct FeedItem {
  std::string name;     // differs from one message to the next, and when a message changes
  std::string link;     // to the message, as it stands on the page
  std::string message;  // the message itself where it stands in the page; then there is no link
};

inline constexpr size_t kMaxFeedBytes = size_t{8} * 1024 * 1024;

// In the order of the page. A CAP message in place of a feed is a feed of that one. kInvalidEvent: it is no feed.
Result<std::vector<FeedItem>> read_feed_page(std::string_view bytes, const std::string& name);

}  // namespace gridwall::bridge
