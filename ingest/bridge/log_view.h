// The daemon's log, read for figures: the state at its head, folded on as it grows, and states of the past. On a thread
// of its own, with a reader of its own, so that nothing it does holds up an event.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "ingest/bridge/worker.h"
#include "ingest/replay/log_moment.h"

namespace gridwall::bridge {

class LogView {
 public:
  explicit LogView(std::filesystem::path log);

  using Look = std::function<void(const Result<const replay::LogMoment*>& moment)>;
  // Calls `look` on the log's thread with the head of the log. False: too many wait.
  bool look_at_head(Look look);
  // The same at a moment of the past.
  bool look_at(int64_t at_ns, Look look);

 private:
  Result<const replay::LogMoment*> head();

  const std::filesystem::path log_;
  // The thread's own.
  std::optional<log::LogReader> reader_;
  std::optional<log::LogId> log_id_;
  std::optional<replay::LogMoment> moment_;
  Worker worker_;  // the last member: it ends before what it uses
};

}  // namespace gridwall::bridge
