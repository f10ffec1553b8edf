// The one way into the log: parse -> mask -> validate -> locate -> append -> commit -> fold. No sockets in it; intake
// and import both stand in front of it. Owned by one thread. No clock inside: every time is the caller's.
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
  uint64_t checkpoint_events = 50'000;            // at the latest; sooner while the state is small beside the events
  int64_t checkpoint_ns = 600 * 1'000'000'000LL;  // and events of at least the size of the last checkpoint
  int64_t checkpoint_gap_ns = 0;                  // never sooner: in a flood they would hold up emergencies
};

// What became of one message. kAccepted and kDuplicate hold only once commit() has returned.
struct Verdict {
  enum class Kind : uint8_t { kAccepted, kDuplicate, kRejected, kRetry };
  Kind kind = Kind::kAccepted;
  uint64_t seq = 0;       // kAccepted, kDuplicate
  RejectReason reason{};  // kRejected
  std::string detail;     // kRejected, kRetry: why
  Feed feed = Feed::kRequest;
  std::string source;  // as far as it could be read; empty otherwise
};

class Pipeline {
 public:
  // Opens or makes the log, sets the county in it, folds checkpoint and tail. Errors name the thing and the way out.
  static Result<Pipeline> open(const CountySource& county, const PipelineOptions& options);
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  // Takes one message into the open group. kRejected is final at once (and stored with the next commit); kRetry means
  // that the log could not take it now (`log_error()` says why) and that the whole open group is gone.
  // `allowed` (one bit a Feed, by enumerator) is what the sender may send; others are rejected as kNotAllowed.
  Verdict take(std::string_view message, int64_t received_ns, uint8_t allowed = 0b111);
  // While the returned object lives, messages that take() will be given in this order are read ahead of it by a second
  // thread; take() may pass some over. Changes nothing but the time it takes.
  ReadAhead::Batch read_ahead(std::span<const std::string_view> messages);

  // Makes the group durable, folds it, and returns what to publish, in order; the bodies live until the next take(). An
  // error means nothing of the group was
  // kept: senders must be told to try again; after failed() the process must stop.
  Result<std::span<const LoggedEvent>> commit();
  // To be called between groups with the current time: checkpoints, the log's own upkeep.
  Status maintain(int64_t now_ns);
  Status close(int64_t now_ns);

  bool group_open() const;         // something waits for commit()
  bool group_full() const;         // 1,000 events or 4 MiB wait: commit now
  bool emergency_waiting() const;  // an emergency event is in the open group: commit at once
  bool failed() const;
  const std::string& log_error() const;  // why the log cannot be written at present; empty when it can

  const County& county() const;
  const CountyState& state() const;
  const log::LogWriter& writer() const;

 private:
  class Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace gridwall::pipeline
