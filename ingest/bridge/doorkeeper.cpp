#include "ingest/bridge/doorkeeper.h"

#include <sodium.h>

#include <algorithm>

#include "ingest/bridge/http_text.h"

namespace gridwall::bridge {

std::string_view route_name(Route route) {
  constexpr std::string_view kNames[kRouteCount] = {"events",   "hook",   "report",  "requests",
                                                    "services", "health", "metrics", "state"};
  return kNames[static_cast<size_t>(route)];
}

Doorkeeper::Doorkeeper(const BridgeConfig& config) : config_(config), buckets_(config.callers.size() + 1) {
  everybody_.name = "everybody";
  everybody_.rights = {0b111, ~0ULL};
  everybody_.may_read = true;
  for (const Hook& hook : config.hooks) everybody_.hooks.push_back(hook.name);
}

const Caller* Doorkeeper::caller_of(const HttpRequest& request) const {
  if (config_.callers.empty()) return &everybody_;
  const std::string_view token = bearer_token(request.authorization);
  if (token.empty()) return nullptr;
  const TokenHash hash = hash_of_token(token);
  // All are compared, each in constant time, so that the time tells nothing of who or how much fits.
  const Caller* found = nullptr;
  for (const Caller& caller : config_.callers) {
    if (sodium_memcmp(caller.token.data(), hash.data(), hash.size()) == 0) found = &caller;
  }
  return found;
}

bool Doorkeeper::may(const Caller& caller, Route route, std::string_view hook) const {
  const auto sends = [&](EventType type) {
    return (caller.rights.may_send >> static_cast<unsigned>(feed_of(type)) & 1U) != 0 &&
           (caller.rights.types >> static_cast<unsigned>(type) & 1U) != 0;
  };
  switch (route) {
    case Route::kEvents:
      return caller.rights.may_send != 0;
    case Route::kHook:
      return std::find(caller.hooks.begin(), caller.hooks.end(), hook) != caller.hooks.end();
    case Route::kReport:
      return sends(EventType::kRequestPlaced) &&
             (caller.sources.empty() || std::find(caller.sources.begin(), caller.sources.end(),
                                                  config_.requests->source) != caller.sources.end());
    case Route::kRequests:
    case Route::kMetrics:
    case Route::kState:
      return caller.may_read;
    case Route::kServices:
      return caller.may_read || sends(EventType::kRequestPlaced);
    case Route::kHealth:
      return true;
  }
  return false;
}

std::optional<HttpAnswer> Doorkeeper::refuse(const HttpRequest& request, Route route, std::string_view hook,
                                             int64_t now_ns) {
  // A page in a browser on this machine could otherwise speak for the one who looks at it.
  if (config_.callers.empty() && !request.origin.empty()) {
    return http_error(403, "pages of browsers may not send here without a token; configure [[caller]]");
  }
  const Caller* caller = caller_of(request);
  const auto own = std::find_if(config_.callers.begin(), config_.callers.end(),
                                [&](const Caller& listed) { return &listed == caller; });
  feed::TokenBucket& bucket =
      buckets_[static_cast<size_t>(own - config_.callers.begin())];  // behind the last: the rest
  if (config_.requests_per_s > 0 && !bucket.take(config_.requests_per_s, config_.request_burst, now_ns)) {
    HttpAnswer answer = http_error(429, "more requests a second than [limits] allows; send more events in each");
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
  }
  if (route == Route::kHealth) return std::nullopt;
  if (caller == nullptr) {
    HttpAnswer answer = http_error(401, request.authorization.empty() ? "a token is needed: Authorization: Bearer TOKEN"
                                                                      : "this token is not known here");
    answer.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"gridwall\"");
    return answer;
  }
  if (!may(*caller, route, hook)) return http_error(403, "the token of '" + caller->name + "' may not do this");
  return std::nullopt;
}

std::optional<EventAnswer> Doorkeeper::refuse_event(const Caller& caller, std::string_view event) {
  const bool all_types = caller.rights.may_send == 0b111 && caller.rights.types == ~0ULL;
  if (all_types && caller.sources.empty()) return std::nullopt;
  Event parsed;
  if (parser_.parse(event, parsed)) return std::nullopt;
  EventAnswer answer{EventAnswer::Kind::kReject, 0, std::string(reject_reason_name(RejectReason::kNotAllowed)), ""};
  const bool type_allowed = (caller.rights.may_send >> static_cast<unsigned>(parsed.feed()) & 1U) != 0 &&
                            (caller.rights.types >> static_cast<unsigned>(parsed.type) & 1U) != 0;
  if (!type_allowed) {
    answer.detail = "'" + caller.name + "' may not send " + std::string(event_type_name(parsed.type));
    return answer;
  }
  const auto& sources = caller.sources;
  if (sources.empty() || std::find(sources.begin(), sources.end(), parsed.source) != sources.end()) return std::nullopt;
  answer.detail = "'" + caller.name + "' may not send for the source '" + std::string(parsed.source) + "'";
  return answer;
}

}  // namespace gridwall::bridge
