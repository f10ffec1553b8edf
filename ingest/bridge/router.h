// Which request goes where, and what is counted of each. The loop's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/bridge/desk.h"

namespace gridwall::bridge {

class Router {
 public:
  explicit Router(Desk& desk) : desk_(desk) {}

  HttpServer::Handler handler();

 private:
  struct Target {
    Route route = Route::kHealth;
    std::string rest = {};  // name of the hook
    const char* method = "GET";
  };
  std::optional<Target> target_of(const HttpRequest& request) const;
  bool refuse(const HttpRequest& request, HttpAnswer& answer);
  void take(const std::shared_ptr<Exchange>& exchange);
  void dispatch(const Target& target, const std::shared_ptr<Exchange>& exchange);

  Desk& desk_;
};

}  // namespace gridwall::bridge
