// The requests of a state as Open311 GeoReport v2 lists them. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/http_text.h"
#include "ingest/replay/log_moment.h"

namespace gridwall::bridge {

struct RequestQuery {
  std::vector<std::string> ids;                    // only these; the rest is then left aside, as the standard has it
  std::vector<std::string> services;               // codes
  int64_t from_ns = INT64_MIN, to_ns = INT64_MAX;  // placed
  bool open = true, closed = true;
};
inline constexpr size_t kMostRequests = 1000;  // the newest, as the standard has it

// kInvalidArgument: a parameter that is none of the standard's, or no time.
Result<RequestQuery> request_query(const Pairs& query);
std::string requests_json(const replay::LogMoment& moment, const std::vector<RequestService>& services,
                          const RequestQuery& query);

}  // namespace gridwall::bridge
