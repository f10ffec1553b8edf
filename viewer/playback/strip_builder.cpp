#include "viewer/playback/strip_builder.h"

#include <chrono>

namespace gridwall::playback {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPublishEvery = std::chrono::milliseconds(250);  // a copy of some megabytes at most

}  // namespace

StripBuilder::StripBuilder(source::PastFactory factory, std::function<void()> wake)
    : factory_(std::move(factory)), wake_(std::move(wake)), thread_([this] { run(); }) {}

StripBuilder::~StripBuilder() {
  stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (interruptible_ != nullptr) interruptible_->interrupt();
  }
  changed_.notify_all();
  thread_.join();
}

std::shared_ptr<const StripIndex> StripBuilder::index() const {
  const std::lock_guard lock(mutex_);
  return index_;
}

std::string StripBuilder::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

void StripBuilder::look_again() {
  {
    const std::lock_guard lock(mutex_);
    look_again_ = true;
    looked_ = false;
  }
  changed_.notify_all();
}

void StripBuilder::wait_for(uint64_t seq) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || looked_ || index_->through_seq() >= seq; });
}

void StripBuilder::publish() {
  auto copy = std::make_shared<const StripIndex>(growing_);
  {
    const std::lock_guard lock(mutex_);
    index_ = std::move(copy);
  }
  changed_.notify_all();
  if (wake_) wake_();
}

void StripBuilder::run() {
  Result<std::unique_ptr<source::Past>> past = factory_();
  {
    const std::lock_guard lock(mutex_);
    if (past) interruptible_ = past->get();
    if (!past) problem_ = past.error().message, looked_ = true;
  }
  changed_.notify_all();
  if (!past) return;
  IndexCursor cursor;
  source::CountyInForce county;
  auto published = Clock::now();
  while (!stopping_) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || look_again_; });
      look_again_ = false;
    }
    bool grew = false;
    for (bool more = true; more && !stopping_;) {
      std::string problem;
      Result<IndexPart> part = Error{ErrorCode::kUnavailable, ""};
      if (county.county == nullptr || cursor.next_seq > county.until_seq) {
        Result<source::CountyInForce> found = (*past)->county_for(cursor.next_seq);
        if (found) county = std::move(*found);
        if (!found) problem = found.error().message;
      }
      if (problem.empty()) {
        part = (*past)->index_part(cursor, *county.county);
        if (!part) problem = part.error().message;
      }
      more = part && part->last_seq >= part->from_seq;
      if (more) growing_.add(*part), grew = true;
      if (grew && Clock::now() - published >= kPublishEvery) {
        publish();
        published = Clock::now();
        grew = false;
      }
      const std::lock_guard lock(mutex_);
      problem_ = problem;
    }
    if (grew) publish();
    {
      const std::lock_guard lock(mutex_);
      looked_ = !look_again_;
    }
    changed_.notify_all();
  }
  const std::lock_guard lock(mutex_);
  interruptible_ = nullptr;
}

}  // namespace gridwall::playback
