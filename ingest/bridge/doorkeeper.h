// Who is asking, what he may do, and whether he asks too often. One thread; the caller passes the time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/intake_link.h"
#include "ingest/event/parse.h"
#include "ingest/feed/source_table.h"

namespace gridwall::bridge {

enum class Route : uint8_t { kEvents, kHook, kReport, kRequests, kServices, kHealth, kMetrics, kState };
inline constexpr int kRouteCount = 8;
std::string_view route_name(Route route);  // as counters name it

class Doorkeeper {
 public:
  // The configuration must outlive it. Without callers everybody who can connect, on this machine, may do everything.
  explicit Doorkeeper(const BridgeConfig& config);

  // Null: the token belongs to nobody.
  const Caller* caller_of(const HttpRequest& request) const;
  // What must be answered in place of doing it; none: go on.
  std::optional<HttpAnswer> refuse(const HttpRequest& request, Route route, std::string_view hook, int64_t now_ns);
  // Why the caller may not send that event; none: he may, or the daemon will reject it anyway.
  std::optional<EventAnswer> refuse_event(const Caller& caller, std::string_view event);

 private:
  bool may(const Caller& caller, Route route, std::string_view hook) const;

  const BridgeConfig& config_;
  Caller everybody_;
  std::vector<feed::TokenBucket> buckets_;  // of the callers in their order, and one of everybody else
  Parser parser_;
};

}  // namespace gridwall::bridge
