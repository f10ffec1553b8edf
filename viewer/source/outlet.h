// The bounded queue between the thread of a source, which fills it, and the UI thread, which empties it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "ingest/feed/heartbeat.h"
#include "viewer/source/batch.h"

namespace gridwall::source {

class Outlet {
 public:
  // `on_news` is called on the source's thread, `on_room` on the UI thread after a full outlet was emptied.
  Outlet(size_t max_bytes, std::function<void()> on_news, std::function<void()> on_room);

  // Source's thread.
  void start(Start start);         // discards what was queued
  void events(EventBlock& block);  // moves them; `block` is empty afterwards
  bool has_room() const;
  void heartbeat(std::shared_ptr<const feed::Heartbeat> heartbeat, int64_t steady_ns);
  // Keeps the heartbeat and the times, which only the outlet knows.
  void status(const SourceStatus& status, int64_t sign_of_life_ns);

  // UI thread.
  bool poll(Batch& batch);
  SourceStatus status(int64_t steady_ns) const;

 private:
  const size_t max_bytes_;
  const std::function<void()> on_news_;
  const std::function<void()> on_room_;

  mutable std::mutex mutex_;
  std::optional<Start> start_;
  EventBlock events_;
  SourceStatus status_;
  int64_t heartbeat_ns_ = 0;
  int64_t sign_of_life_ns_ = 0;
};

}  // namespace gridwall::source
