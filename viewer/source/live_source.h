// The live daemon as a source of events. A thread of its own joins (hello, county, subscription, first heartbeat,
// snapshot, range), folds up to the present, and from then on hands over every event once and in order; gaps are
// fetched from the history while the status says so. A daemon that restarts, moves its log or falls silent is met by
// itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/socket.h"
#include "viewer/source/batch.h"

namespace gridwall::source {

struct LiveOptions {
  std::string endpoint;  // the daemon's history endpoint
  std::optional<feed::CurveClient> curve;
  // Called from the source's thread when poll() has something or status() has changed. Must return quickly.
  std::function<void()> wake;
  size_t max_queued_bytes = 32 * 1024 * 1024;  // what waits for poll(); beyond, the daemon's side waits
  int64_t stale_after_ns = 3'000'000'000;      // without a heartbeat
  // Tests put a proxy between: what the daemon says of its publish endpoint is replaced.
  std::string publish_endpoint;
};

// What became of an event the duty officer sent.
struct Submitted {
  uint64_t ticket = 0;
  bool accepted = false;
  std::string detail;  // why not
};

class LiveSource {
 public:
  // kInvalidArgument when the endpoint is none. A daemon that is not there is no error: it is waited for.
  static Result<std::unique_ptr<LiveSource>> open(const LiveOptions& options);
  ~LiveSource();

  // UI thread. Takes everything that has arrived since the last call into `batch`, whose old content goes. False:
  // nothing has.
  bool poll(Batch& batch);
  SourceStatus status() const;

  // Sends an event (one JSON object) to intake and keeps at it until it is answered. Any thread.
  uint64_t submit(std::string event);
  std::vector<Submitted> take_submitted();  // answers since the last call

 private:
  class Impl;
  explicit LiveSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::source
