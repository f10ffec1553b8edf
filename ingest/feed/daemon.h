// gridwall-ingest without its command line: the pipeline and its sockets, in one loop.
// Threads: run()'s caller owns pipeline, intake and publisher; the history server and the gatekeeper have their own.
// stop() may be called from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/curve.h"
#include "ingest/feed/intake.h"
#include "ingest/pipeline/pipeline.h"

namespace gridwall::feed {

struct Endpoints {
  std::string intake = "tcp://127.0.0.1:5550";
  std::string publish = "tcp://127.0.0.1:5551";
  std::string history = "tcp://127.0.0.1:5552";
};

struct DaemonOptions {
  CountySource county;
  pipeline::PipelineOptions pipeline;
  Endpoints endpoints;
  RateLimits limits;
  int64_t group_ns = 2'000'000;  // how long a group waits for more events; above a frame of 16 ms it would be visible
  size_t group_events = 1000;
  int subscriber_queue = 10'000;  // events kept for each subscriber
  std::vector<PublishedSource> published;
  std::optional<KeyPair> server_keys;  // without: loopback only
  std::vector<KnownClient> clients;
  bool training = false;                   // what it says of itself; see also pipeline.writer.training
  std::function<int64_t()> wall_clock_ns;  // for tests that set the time of day; empty: the system clock
};

class Daemon {
 public:
  // Opens the log, folds it, binds the sockets. Errors name the cause and a remedy.
  static Result<std::unique_ptr<Daemon>> start(const DaemonOptions& options);
  ~Daemon();

  const Endpoints& endpoints() const;  // as bound, with real port numbers

  // Serves until `stop` is set or the log has failed; then commits, writes a checkpoint and closes.
  // `on_beat` is called once a second while the loop and the history thread both make progress.
  Status run(const std::atomic<bool>& stop, const std::function<void()>& on_beat = {});
  void wake();  // makes run() check `stop` at once; async-signal-safe

 private:
  class Impl;
  explicit Daemon(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::feed
