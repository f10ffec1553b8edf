#include "ingest/bridge/router.h"

#include <algorithm>

#include "ingest/bridge/http_text.h"
#include "ingest/bridge/push.h"
#include "ingest/bridge/reading.h"
#include "ingest/bridge/request_server.h"
#include "ingest/event/clock.h"

namespace gridwall::bridge {
namespace {

constexpr std::string_view kHooks = "/hooks/";

// Counts the answer on its way.
class Counted : public Exchange {
 public:
  Counted(std::shared_ptr<Exchange> inner, Counters& counters, Route route)
      : inner_(std::move(inner)), counters_(counters), route_(route_name(route)), since_ns_(steady_clock_ns()) {}
  const HttpRequest& request() const override { return inner_->request(); }
  HttpRequest& request() override { return inner_->request(); }
  void answer(HttpAnswer answer) override {
    ++counters_.requests[{route_, answer.status}];
    counters_.times[route_].add(steady_clock_ns() - since_ns_);
    inner_->answer(std::move(answer));
  }

 private:
  std::shared_ptr<Exchange> inner_;
  Counters& counters_;
  const std::string route_;
  const int64_t since_ns_;
};

const Hook* hook_of(const BridgeConfig& config, std::string_view name) {
  const auto found =
      std::find_if(config.hooks.begin(), config.hooks.end(), [&](const Hook& hook) { return hook.name == name; });
  return found == config.hooks.end() ? nullptr : &*found;
}

}  // namespace

HttpServer::Handler Router::handler() {
  return {[this](const HttpRequest& request, HttpAnswer& answer) { return refuse(request, answer); },
          [this](const std::shared_ptr<Exchange>& exchange) { take(exchange); }};
}

// Paths are names in a table and nothing else: none of them leads to a file.
std::optional<Router::Target> Router::target_of(const HttpRequest& request) const {
  const std::string& path = request.path;
  if (path == "/events") return Target{Route::kEvents, "", "POST"};
  if (path == "/health") return Target{Route::kHealth};
  if (path == "/metrics") return Target{Route::kMetrics};
  if (path == "/state.json") return Target{Route::kState};
  if (path.starts_with(kHooks)) {
    const std::optional<std::string> name = percent_decoded(std::string_view(path).substr(kHooks.size()));
    if (!name || hook_of(desk_.config, *name) == nullptr) return std::nullopt;
    return Target{Route::kHook, *name, "POST"};
  }
  if (!desk_.config.requests) return std::nullopt;
  if (path == "/services.json") return Target{Route::kServices};
  if (path == "/requests.json" && request.method == "POST") return Target{Route::kReport, "", "POST"};
  if (path == "/requests.json") return Target{Route::kRequests};
  return std::nullopt;
}

bool Router::refuse(const HttpRequest& request, HttpAnswer& answer) {
  const std::optional<Target> target = target_of(request);
  if (!target) {
    answer = http_error(404, "there is nothing here; docs/BRIDGE.md lists what there is");
  } else if (request.method != target->method) {
    answer = http_error(405, std::string("only ") + target->method + " is answered here");
    answer.headers.emplace_back("Allow", target->method);
  } else if (std::optional<HttpAnswer> refused =
                 desk_.doorkeeper.refuse(request, target->route, target->rest, desk_.now_ns)) {
    answer = std::move(*refused);
  } else {
    return false;
  }
  ++desk_.counters.requests[{target ? std::string(route_name(target->route)) : "none", answer.status}];
  return true;
}

void Router::take(const std::shared_ptr<Exchange>& exchange) {
  const std::optional<Target> target = target_of(exchange->request());  // refuse() let it pass: there is one
  dispatch(*target, std::make_shared<Counted>(exchange, desk_.counters, target->route));
}

void Router::dispatch(const Target& target, const std::shared_ptr<Exchange>& exchange) {
  switch (target.route) {
    case Route::kEvents:
      return take_events(desk_, exchange);
    case Route::kHook:
      return take_hook(desk_, *hook_of(desk_.config, target.rest), exchange);
    case Route::kReport:
      return take_report(desk_, exchange);
    case Route::kRequests:
      return answer_requests(desk_, exchange);
    case Route::kServices:
      return answer_services(desk_, exchange);
    case Route::kHealth:
      return answer_health(desk_, exchange);
    case Route::kMetrics:
      return answer_metrics(desk_, exchange);
    case Route::kState:
      return answer_state(desk_, exchange);
  }
}

}  // namespace gridwall::bridge
