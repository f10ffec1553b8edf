#include "viewer/source/outlet.h"

#include <algorithm>
#include <utility>

namespace gridwall::source {

Outlet::Outlet(size_t max_bytes, std::function<void()> on_news, std::function<void()> on_room)
    : max_bytes_(max_bytes), on_news_(std::move(on_news)), on_room_(std::move(on_room)) {}

void Outlet::start(Start start) {
  {
    const std::lock_guard lock(mutex_);
    start_ = std::move(start);
    events_.clear();
  }
  if (on_news_) on_news_();
}

void Outlet::events(EventBlock& block) {
  if (block.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    if (events_.empty()) {
      std::swap(events_, block);
    } else {
      events_.append(block);
    }
  }
  block.clear();
  if (on_news_) on_news_();
}

bool Outlet::has_room() const {
  const std::lock_guard lock(mutex_);
  return events_.bytes() < max_bytes_;
}

void Outlet::heartbeat(std::shared_ptr<const feed::Heartbeat> heartbeat, int64_t steady_ns) {
  {
    const std::lock_guard lock(mutex_);
    status_.heartbeat = std::move(heartbeat);
    heartbeat_ns_ = steady_ns;
  }
  if (on_news_) on_news_();
}

void Outlet::status(const SourceStatus& status, int64_t sign_of_life_ns) {
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    changed = status_.phase != status.phase || status_.problem != status.problem || status_.done != status.done ||
              status_.wanted != status.wanted || status_.repair_to != status.repair_to;
    std::shared_ptr<const feed::Heartbeat> heartbeat = std::move(status_.heartbeat);
    status_ = status;
    status_.heartbeat = std::move(heartbeat);
    sign_of_life_ns_ = sign_of_life_ns;
  }
  if (changed && on_news_) on_news_();
}

bool Outlet::poll(Batch& batch) {
  batch.start.reset();
  batch.events.clear();
  bool was_full = false;
  {
    const std::lock_guard lock(mutex_);
    was_full = events_.bytes() >= max_bytes_;
    std::swap(batch.start, start_);
    std::swap(batch.events, events_);
  }
  if (was_full && on_room_) on_room_();
  return batch.start.has_value() || !batch.events.empty();
}

SourceStatus Outlet::status(int64_t steady_ns) const {
  const std::lock_guard lock(mutex_);
  SourceStatus status = status_;
  status.silent_s = static_cast<double>(std::max<int64_t>(0, steady_ns - sign_of_life_ns_)) * 1e-9;
  if (status.heartbeat) status.server_now_ns = status.heartbeat->server_time_ns + (steady_ns - heartbeat_ns_);
  return status;
}

}  // namespace gridwall::source
