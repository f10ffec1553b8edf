// One answer of another system over HTTP or HTTPS, with limits on size and time. Wraps libcurl. Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ingest/event/result.h"

namespace gridwall::bridge {

struct FetchOptions {
  std::string authority_file;  // certificates to trust in place of the system's
  // A line `Name: value`. Sent to the one address asked for: with it nothing is followed elsewhere.
  std::string header;
  size_t most_bytes = size_t{32} * 1024 * 1024;
  int64_t connect_ms = 10'000, whole_ms = 60'000;
};

// The body of a 2xx answer; redirects are followed, from https to http never. kUnavailable: no such answer.
Result<std::string> fetch(const std::string& url, const FetchOptions& options, const std::function<bool()>& stop);
// `link` as it stands on a page at `base`; empty if it leads to no http or https address.
std::string resolved_url(const std::string& base, const std::string& link);
// Whether a TCP connection can be made within that time; the error says why not.
Status can_connect(const std::string& host, int port, int64_t connect_ms, const std::function<bool()>& stop);

}  // namespace gridwall::bridge
