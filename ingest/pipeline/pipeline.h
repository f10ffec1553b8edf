// The one way into the log: parse -> mask -> validate -> locate -> append -> commit -> fold. It has no sockets;
// intake and import both use it. Owned by one thread. No clock inside: the caller passes every time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/county/load.h"
#include "ingest/event/event.h"
#include "ingest/event/logged_event.h"
#include "ingest/event/parse.h"
#include "ingest/event/result.h"
#include "ingest/log/log_writer.h"
#include "ingest/pipeline/read_ahead.h"
#include "ingest/state/county_state.h"

namespace gridwall::pipeline {

struct PipelineOptions {
  std::filesystem::path log;
  log::WriterOptions writer;
  uint64_t checkpoint_events = 50'000;  // at the latest; sooner while the state is small compared to the events
  int64_t checkpoint_ns = 600 * 1'000'000'000LL;  // provided that the events since then are as large as the last one
  int64_t checkpoint_gap_ns = 0;  // never sooner than this: in a flood checkpoints would delay emergencies
};

// The result for one message. kAccepted and kDuplicate are valid only after commit() has returned.
struct Verdict {
  enum class Kind : uint8_t { kAccepted, kDuplicate, kRejected, kRetry };
  Kind kind = Kind::kAccepted;
  uint64_t seq = 0;       // kAccepted, kDuplicate
  RejectReason reason{};  // kRejected
  std::string detail;     // kRejected, kRetry: why
  Feed feed = Feed::kRequest;
  std::string source;  // empty if it could not be read
};

class Pipeline {
 public:
  // Opens or creates the log, records the county in it, and folds the events after the last checkpoint. Errors name the
  // cause and a remedy.
  static Result<Pipeline> open(const CountySource& county, const PipelineOptions& options);
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  // Adds one message to the open group. kRejected is final at once (and recorded by the next commit); kRetry means that
  // the log cannot be written now (`log_error()` says why) and that the whole open group was dropped.
  // `allowed` (one bit per Feed, by enumerator) is what the sender may send; the rest is rejected as kNotAllowed.
  Verdict take(std::string_view message, int64_t received_ns, uint8_t allowed = 0b111);
  // While the returned object lives, a second thread reads these messages ahead of take(), which must get them in this
  // order but may skip some. It only makes take() faster.
  ReadAhead::Batch read_ahead(std::span<const std::string_view> messages);

  // Makes the group durable, folds it, and returns what to publish, in order; the bodies are valid until the next
  // take(). An error means that nothing of the group was kept and senders must retry; after failed() the process must
  // stop.
  Result<std::span<const LoggedEvent>> commit();
  // Call between groups with the current time: writes checkpoints, and does the upkeep of the log.
  Status maintain(int64_t now_ns);
  Status close(int64_t now_ns);

  bool group_open() const;         // messages wait for commit()
  bool group_full() const;         // 1,000 events or 4 MiB wait: commit now
  bool emergency_waiting() const;  // an emergency event is in the open group: commit at once
  bool failed() const;
  const std::string& log_error() const;  // why the log cannot be written at present; empty if it can

  const County& county() const;
  const CountyState& state() const;
  const log::LogWriter& writer() const;

 private:
  class Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::pipeline
