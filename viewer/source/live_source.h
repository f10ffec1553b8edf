// The live daemon as a source of events. A thread of its own joins (hello, county, subscription, first heartbeat,
// snapshot, range), folds up to the present, and from then on passes on every event once and in order; gaps are fetched
// from the history while the status says so. It recovers by itself when a daemon restarts, changes its log or falls
// silent.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/presence.h"
#include "ingest/feed/socket.h"
#include "viewer/source/batch.h"

namespace gridwall::source {

struct LiveOptions {
  std::string endpoint;  // the daemon's history endpoint
  std::optional<feed::CurveClient> curve;
  // Called from the source's thread when poll() has something or status() has changed. Must return quickly.
  std::function<void()> wake;
  size_t max_queued_bytes = 32 * 1024 * 1024;  // waiting for poll(); beyond this the source stops receiving
  int64_t stale_after_ns = 3'000'000'000;      // without a heartbeat
  // For tests with a proxy: replaces the publish endpoint that the daemon names.
  std::string publish_endpoint;
};

// The answer to an event sent by the duty officer.
struct Submitted {
  uint64_t ticket = 0;
  bool accepted = false;
  uint64_t seq = 0;    // in the log, of an accepted one
  std::string detail;  // why not
};

class LiveSource {
 public:
  // kInvalidArgument if the endpoint is not valid. A daemon that does not answer is no error: the source waits for it.
  static Result<std::unique_ptr<LiveSource>> open(const LiveOptions& options);
  ~LiveSource();

  // UI thread. Moves everything that has arrived since the last call into `batch`, replacing its content. False:
  // nothing has arrived.
  bool poll(Batch& batch);
  SourceStatus status() const;

  // Sends an event (one JSON object) to intake, and again until it is answered. Any thread.
  uint64_t submit(std::string event);
  std::vector<Submitted> take_submitted();  // answers since the last call
  // What the desk of this wall is at; said again while it stays so. Any thread.
  void say_presence(feed::DeskHealth presence);

 private:
  class Impl;
  explicit LiveSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::source
