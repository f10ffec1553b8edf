#include "viewer/playback/past_worker.h"

#include <algorithm>
#include <chrono>

#include "ingest/replay/log_fold.h"

namespace gridwall::playback {
namespace {

constexpr size_t kWorkBlockBytes = size_t{512} << 10;
constexpr size_t kMaxQueuedBytes = size_t{16} << 20;
// A state is kept this far before the target of a seek, so that steps back are short.
constexpr uint64_t kKeyframeTail = 1'000;
constexpr uint64_t kWorthKeeping = 4'000;  // events folded before that

}  // namespace

PastWorker::PastWorker(source::PastFactory factory, std::function<void()> wake, size_t keyframe_bytes)
    : factory_(std::move(factory)),
      wake_(std::move(wake)),
      keyframes_(keyframe_bytes),
      tail_(factory_),
      thread_([this] { run(); }) {}

PastWorker::~PastWorker() {
  stopping_ = true;
  tail_.interrupt();
  {
    const std::lock_guard lock(mutex_);
    if (interruptible_ != nullptr) interruptible_->interrupt();
  }
  changed_.notify_all();
  thread_.join();
}

uint64_t PastWorker::seek(Target target) {
  const std::lock_guard lock(mutex_);
  target_ = target;
  found_.reset();
  blocks_.clear();
  queued_bytes_ = 0;
  read_next_ = 0;
  at_end_ = false;
  const uint64_t ticket = ++ticket_;
  changed_.notify_all();
  return ticket;
}

uint64_t PastWorker::read_after(uint64_t seq) {
  const std::lock_guard lock(mutex_);
  target_.reset();
  found_.reset();
  blocks_.clear();
  queued_bytes_ = 0;
  read_next_ = seq + 1;
  at_end_ = false;
  check_again_ = true;
  const uint64_t ticket = ++ticket_;
  changed_.notify_all();
  return ticket;
}

std::optional<PastWorker::Found> PastWorker::take_found() {
  const std::lock_guard lock(mutex_);
  return std::exchange(found_, std::nullopt);
}

PastWorker::Ahead PastWorker::take_block(Block& block) {
  const std::lock_guard lock(mutex_);
  if (blocks_.empty()) return at_end_ && !target_ ? Ahead::kAtEnd : Ahead::kNotYet;
  const bool was_full = queued_bytes_ >= kMaxQueuedBytes;
  block = std::move(blocks_.front());
  blocks_.pop_front();
  queued_bytes_ -= block.events.bytes();
  if (was_full) changed_.notify_all();
  return Ahead::kBlock;
}

void PastWorker::check_for_growth() {
  const std::lock_guard lock(mutex_);
  if (check_again_) return;
  check_again_ = true;
  changed_.notify_all();
}

source::PastSpan PastWorker::span() const {
  const std::lock_guard lock(mutex_);
  return span_;
}

std::string PastWorker::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

void PastWorker::wait() {
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, std::chrono::milliseconds(100), [this] { return news_count_ != news_seen_; });
  news_seen_ = news_count_;
}

void PastWorker::news() {
  {
    const std::lock_guard lock(mutex_);
    ++news_count_;
  }
  news_.notify_all();
  if (wake_) wake_();
}

void PastWorker::run() {
  Result<std::unique_ptr<source::Past>> opened = factory_();
  if (!opened) {
    std::unique_lock lock(mutex_);
    problem_ = opened.error().message;
    while (!stopping_) {
      if (target_) {
        found_ = Found{};
        found_->ticket = ticket_;
        found_->error = opened.error();
        target_.reset();
      }
      at_end_ = true;
      lock.unlock();
      news();
      lock.lock();
      changed_.wait(lock, [this] { return stopping_ || target_; });
    }
    return;
  }
  source::Past& past = **opened;
  std::unique_lock lock(mutex_);
  interruptible_ = &past;
  while (!stopping_) {
    const bool reading = read_next_ != 0 && !at_end_ && queued_bytes_ < kMaxQueuedBytes;
    if (target_) {
      const Target target = *target_;
      const uint64_t ticket = ticket_;
      lock.unlock();
      Found found = find(past, ticket, target);
      lock.lock();
      if (stale(ticket)) continue;
      target_.reset();
      check_again_ = false;
      at_end_ = false;
      broken_at_ = 0;
      problem_.clear();
      read_next_ = found.state ? found.state->seq + 1 : 0;
      if (found.state) span_ = found.span;
      found_ = std::move(found);
      lock.unlock();
      news();
      lock.lock();
    } else if (check_again_) {
      check_again_ = false;
      lock.unlock();
      const Result<source::PastSpan> span = past.span();
      lock.lock();
      if (!span) {
        problem_ = span.error().message;
      } else if (broken_at_ == 0) {  // after damage there is nothing to read, however the log grows
        problem_.clear();
        if (span->head_seq != span_.head_seq) at_end_ = false;
        span_ = *span;
      }
    } else if (reading) {
      const uint64_t ticket = ticket_;
      lock.unlock();
      read_ahead(past, ticket);
      lock.lock();
    } else {
      changed_.wait(lock);
    }
  }
  interruptible_ = nullptr;
}

void PastWorker::read_ahead(source::Past& past, uint64_t ticket) {
  uint64_t from = 0, head = 0;
  {
    const std::lock_guard lock(mutex_);
    from = read_next_;
    head = span_.head_seq;
  }
  Block block;
  std::optional<Error> failure;
  if (from <= head) {
    Result<source::CountyInForce> county = past.county_for(from);
    if (county) {
      block.county = std::move(*county);
      const Result<uint64_t> read =
          past.events(from, std::min(head, block.county.until_seq), kWorkBlockBytes, block.events);
      if (!read) failure = read.error();
    } else {
      failure = county.error();
    }
  }
  {
    const std::lock_guard lock(mutex_);
    if (stale(ticket)) return;
    if (!block.events.empty()) {
      read_next_ = block.events[block.events.size() - 1].stamp.seq + 1;
      queued_bytes_ += block.events.bytes();
      blocks_.push_back(std::move(block));
    } else {
      at_end_ = true;
      if (failure) {
        problem_ = failure->message;
        if (failure->code == ErrorCode::kCorrupt) {
          span_.head_seq = from - 1;
          broken_at_ = from;
        }
      }
    }
  }
  news();
}

PastWorker::Found PastWorker::find(source::Past& past, uint64_t ticket, const Target& target) {
  Found found;
  found.ticket = ticket;
  const auto failed = [&](const Error& error) {
    found.error = error;
    return std::move(found);
  };
  const Result<source::PastSpan> span = past.span();
  if (!span) return failed(span.error());
  found.span = *span;
  found.problem = span->problem;
  uint64_t seq = target.seq;
  if (target.at_ns) {
    const Result<uint64_t> at = past.seq_at(*target.at_ns);
    if (!at) return failed(at.error());
    seq = *at;
  }
  seq = std::clamp(seq, span->base_seq, span->head_seq);
  Result<std::unique_ptr<CountyState>> state = state_at(past, seq, ticket, found.problem);
  if (!state) return failed(state.error());
  if (target.at_ns) {
    found.at_ns = std::clamp(*target.at_ns, span->first_ns, std::max(span->first_ns, span->head_ns));
  } else {
    const uint64_t reached = (*state)->seq;
    const Result<int64_t> received_ns =
        reached > span->base_seq ? past.received_ns_of(reached) : Result<int64_t>(span->first_ns);
    if (!received_ns) return failed(received_ns.error());
    found.at_ns = *received_ns;
  }
  if ((*state)->seq < seq) {  // damage lies between: no later than what is shown
    found.at_ns = std::min(found.at_ns, (*state)->received_ns);
    found.span.head_seq = (*state)->seq;
    found.span.head_ns = (*state)->received_ns;
  }
  Result<source::CountyInForce> county = past.county_for((*state)->seq + 1);
  if (!county) return failed(county.error());
  found.county = std::move(*county);
  found.state = std::move(*state);
  return found;
}

// Starts from the nearest stored state and folds the events after it, which are read meanwhile. Stops early when nobody
// waits any more.
Result<std::unique_ptr<CountyState>> PastWorker::state_at(source::Past& past, uint64_t seq, uint64_t ticket,
                                                          std::string& problem) {
  const Result<source::PastSpan> span = past.span();
  if (!span) return span.error();
  Result<source::CountyInForce> county = past.county_for(seq == span->base_seq ? seq + 1 : seq);
  if (!county) return county.error();
  const std::shared_ptr<const CountyState> near = keyframes_.at_or_before(seq);
  // A checkpoint that is only a little nearer is not worth decoding.
  const uint64_t after = near ? near->seq + std::min<uint64_t>(kWorthKeeping, seq - near->seq) : 0;
  std::unique_ptr<CountyState> state;
  for (uint64_t at = seq; state == nullptr;) {
    const Result<std::optional<uint64_t>> stored = past.checkpoint_before(at, after);
    if (!stored) return stored.error();
    if (!*stored) break;
    tail_.read(**stored + 1, seq);
    Result<std::optional<CountyState>> kept = past.checkpoint(**stored, *county->county);
    if (!kept) return kept.error();
    if (*kept) state = std::make_unique<CountyState>(std::move(**kept));
    at = **stored - 1;
  }
  if (state == nullptr) {
    const uint64_t began = near ? near->seq : span->base_seq;
    tail_.read(began + 1, seq);
    if (near != nullptr) {
      state = std::make_unique<CountyState>(*near);
    } else {
      const Result<source::CountyInForce> first = past.county_for(began + 1);
      if (!first) return first.error();
      state = std::make_unique<CountyState>(*first->county);
      state->seq = began;
    }
  }

  // A second seek near the same moment is likely to be followed by more; for a single one a copy is not worth its time.
  const bool stays = std::max(seq, last_sought_) - std::min(seq, last_sought_) <= kWorthKeeping;
  last_sought_ = seq;
  const uint64_t keep_at = stays && seq > state->seq + kWorthKeeping ? seq - kKeyframeTail : 0;
  EventBlock events;
  while (state->seq < seq) {
    if (stale(ticket)) return Error{ErrorCode::kUnavailable, "another moment was asked for"};
    const Status taken = tail_.take(events);
    for (size_t i = 0; i < events.size(); ++i) {
      const LoggedEvent event = events[i];
      if (event.stamp.seq < county->from_seq || event.stamp.seq > county->until_seq) {
        county = past.county_for(event.stamp.seq);
        if (!county) return county.error();
      }
      replay::fold_row(*state, *county->county, parser_, event);
      if (state->seq != keep_at || !keyframes_.has_room_for(bytes_of(*state))) continue;
      keyframes_.keep(std::make_shared<const CountyState>(*state));
    }
    if (!taken && taken.error().code != ErrorCode::kCorrupt) return taken.error();
    if (!taken) problem = taken.error().message;  // shown as far as the log is sound
    if (events.empty()) break;
  }
  return state;
}

}  // namespace gridwall::playback
