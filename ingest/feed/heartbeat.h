// What the daemon reports about itself once a second: the head of the log, and counts by source. To JSON and back.
// Pure values, any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/event.h"

namespace gridwall::feed {

struct SourceHealth {  // counts since the daemon started
  std::string source;
  uint64_t accepted = 0, duplicates = 0, rejected = 0, shed = 0, gaps = 0;
  std::optional<double> last_received_age_s;  // none: nothing received yet
};

struct DeskHealth {  // a desk that said within the last seconds what it is at
  std::string desk, form, about;
};

struct Heartbeat {
  std::string log_id;  // 32 hexadecimal digits
  uint64_t seq = 0;    // of the last event in the log
  std::array<uint64_t, kFeedCount> feed_seq{};
  std::string hash;         // of the log's head, 64 hexadecimal digits
  std::string county_mark;  // changes with the county's configuration or map
  int64_t server_time_ns = 0;
  std::string degraded;     // why the log cannot be written at present; empty if it can
  uint64_t walls = 0;       // subscribers to everything
  uint64_t refused = 0;     // events dropped because a wall's queue was full; the wall fetches them from the log
  uint64_t unanswered = 0;  // batches whose sender was gone or did not read the answers
  std::vector<SourceHealth> sources;
  bool training = false;          // the daemon is one for exercises
  bool takes_presence = false;    // desks may say what they are at
  std::vector<DeskHealth> desks;  // by name
};

std::string encode_heartbeat(const Heartbeat& heartbeat);
std::optional<Heartbeat> parse_heartbeat(std::string_view json);

}  // namespace gridwall::feed
