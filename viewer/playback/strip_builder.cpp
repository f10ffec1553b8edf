#include "viewer/playback/strip_builder.h"

#include "ingest/event/clock.h"

namespace gridwall::playback {
namespace {

constexpr int64_t kPublishEveryNs = 250'000'000;  // a copy of some megabytes at most

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

void StripBuilder::check_for_growth() {
  {
    const std::lock_guard lock(mutex_);
    check_again_ = true;
    caught_up_ = false;
  }
  changed_.notify_all();
}

void StripBuilder::wait_for(uint64_t seq) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || caught_up_ || index_->through_seq() >= seq; });
}

void StripBuilder::wait_for_all() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || (caught_up_ && read_all_); });
}

void StripBuilder::publish(const StripIndex& index) {
  auto copy = std::make_shared<const StripIndex>(index);
  {
    const std::lock_guard lock(mutex_);
    index_ = std::move(copy);
  }
  changed_.notify_all();
  if (wake_) wake_();
}

// Adds the next piece. False: there is none; an error is recorded.
bool StripBuilder::advance(source::Past& past, Pass& pass) {
  const auto failed = [&](const Error& error) {
    const std::lock_guard lock(mutex_);
    problem_ = error.message;
    return false;
  };
  if (pass.county.county == nullptr || pass.cursor.next_seq > pass.county.until_seq) {
    Result<source::CountyInForce> found = past.county_for(pass.cursor.next_seq);
    if (!found) return failed(found.error());
    pass.county = std::move(*found);
  }
  const Result<replay::IndexPart> part = past.index_part(pass.cursor, *pass.county.county, pass.use);
  if (!part) return failed(part.error());
  {
    const std::lock_guard lock(mutex_);
    problem_.clear();
  }
  if (part->last_seq < part->from_seq) return false;
  pass.index.add(*part);
  pass.any_stored = pass.any_stored || part->stored;
  return true;
}

void StripBuilder::run() {
  Result<std::unique_ptr<source::Past>> past = factory_();
  {
    const std::lock_guard lock(mutex_);
    if (past) interruptible_ = past->get();
    if (!past) problem_ = past.error().message, caught_up_ = read_all_ = true;
  }
  changed_.notify_all();
  if (!past) return;
  Pass shown(replay::IndexUse::kStored);
  std::optional<Pass> all;
  bool to_check = (*past)->can_look_at_all();
  int64_t published_ns = steady_clock_ns();
  while (!stopping_) {
    bool look = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || check_again_ || all; });
      look = std::exchange(check_again_, false);
    }
    if (!look) {
      if (!all) continue;  // woken to stop
      const bool more = advance(**past, *all);
      if (more && all->cursor.next_seq < shown.cursor.next_seq) continue;
      if (all->cursor.next_seq >= shown.cursor.next_seq) {
        shown = std::move(*all);
        shown.use = replay::IndexUse::kStored;
        publish(shown.index);
      }
      all.reset();
      {
        const std::lock_guard lock(mutex_);
        read_all_ = true;
      }
      changed_.notify_all();
      continue;
    }
    bool grew = false;
    while (!stopping_ && advance(**past, shown)) {
      grew = true;
      if (steady_clock_ns() - published_ns < kPublishEveryNs) continue;
      publish(shown.index);
      published_ns = steady_clock_ns();
      grew = false;
    }
    if (grew) publish(shown.index);
    if (to_check && shown.any_stored) all.emplace(replay::IndexUse::kEvents);
    to_check = false;
    {
      const std::lock_guard lock(mutex_);
      caught_up_ = !check_again_;
      read_all_ = !all;
    }
    changed_.notify_all();
  }
  const std::lock_guard lock(mutex_);
  interruptible_ = nullptr;
}

}  // namespace gridwall::playback
