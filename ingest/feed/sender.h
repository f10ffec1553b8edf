// Sends a file of JSON lines to intake: in batches, several in flight, in order, until each line has its final answer.
// Behind gridwall-feed send. Runs in the caller's thread. Lost connections, and a daemon that cannot accept events at
// present, only delay it: unanswered lines are sent again under the same ids.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ingest/event/result.h"
#include "ingest/feed/socket.h"

namespace gridwall::feed {

struct SendProgress {
  uint64_t bytes = 0;        // of the file, finally answered
  uint64_t total_bytes = 0;  // 0: not known (standard input)
  uint64_t lines = 0;        // finally answered
  uint64_t acked = 0, duplicates = 0, rejected = 0;
  bool connected = true;  // false: no answer for a while
};

struct SendOptions {
  std::filesystem::path file;  // "-": standard input, without resuming
  std::string endpoint;
  double speed = 0;  // times as fast as the events' own times; 0: as fast as possible
  // Rewrites times for a live demonstration: the first event happens now, the others follow at `speed`; with speed 0
  // the last event happens now (files only). All other times of an event keep their distance to `at`.
  bool stamp_now = false;
  bool resume = true;  // continue where F.sent says, and update F.sent
  size_t batch_events = 500;
  size_t batches_in_flight = 8;
  int64_t answer_timeout_ns = 3'000'000'000;  // after this the connection is renewed
  int64_t give_up_after_ns = 0;               // without any answer; 0: never
  std::optional<CurveClient> curve;
  const std::atomic<bool>* stop = nullptr;            // checked often
  std::function<void(const SendProgress&)> progress;  // at most ten times a second
};

struct SendReport {
  uint64_t lines = 0;  // finally answered, in this run; empty lines are not counted
  uint64_t acked = 0, duplicates = 0, rejected = 0;
  uint64_t retried = 0;                     // lines sent again
  uint64_t skipped_lines = 0;               // answered in an earlier run
  std::map<std::string, uint64_t> reasons;  // of the rejects
  std::string first_reject;                 // "line 12: out_of_range level: ..."
  std::string cannot_resume;                // why F.sent could not be written; sending continued
  bool complete = false;                    // reached the end of the file; false: stopped
};

// Rejected events are counted and do not stop it. kNotFound: no such file; kInvalidArgument: the endpoint;
// kUnavailable: gave up.
Result<SendReport> send_file(const SendOptions& options);

}  // namespace gridwall::feed
