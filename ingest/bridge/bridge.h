// gridwall-bridge without its command line: HTTP in front of the daemon's intake. It keeps no event and promises
// nothing by itself: a request is answered when the daemon has answered, and where the daemon does not, with 503.
// Threads: run()'s caller owns the HTTP server and the link to intake; mappings, figures and every source that is asked
// or subscribed to have threads of their own. stop and wake() may be used from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "ingest/bridge/bridge_config.h"

namespace gridwall::bridge {

class Bridge {
 public:
  // Binds the port and connects to the daemon, which need not be there yet.
  static Result<std::unique_ptr<Bridge>> start(BridgeConfig config);
  ~Bridge();

  uint16_t port() const;
  // Serves until `stop` is set; then takes no more connections, answers what it can, and ends. `on_beat` is called once
  // a second while the loop makes progress.
  void run(const std::atomic<bool>& stop, const std::function<void()>& on_beat = {});
  void wake();  // makes run() check `stop` at once; async-signal-safe

 private:
  class Impl;
  explicit Bridge(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::bridge
