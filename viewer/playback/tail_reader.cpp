#include "viewer/playback/tail_reader.h"

namespace gridwall::playback {
namespace {

constexpr size_t kTailBlockBytes = size_t{256} << 10;
constexpr size_t kMaxAheadBytes = size_t{16} << 20;

}  // namespace

TailReader::TailReader(source::PastFactory factory) : factory_(std::move(factory)), thread_([this] { run(); }) {}

TailReader::~TailReader() {
  interrupt();
  thread_.join();
}

void TailReader::interrupt() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (interruptible_ != nullptr) interruptible_->interrupt();
  }
  changed_.notify_all();
}

void TailReader::read(uint64_t from, uint64_t to) {
  {
    const std::lock_guard lock(mutex_);
    ++wish_;
    next_ = from;
    until_ = to;
    error_.reset();
    for (EventBlock& block : blocks_) spare_.push_back(std::move(block));
    blocks_.clear();
    ahead_bytes_ = 0;
  }
  changed_.notify_all();
}

Status TailReader::take(EventBlock& events) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !blocks_.empty() || error_ || next_ > until_; });
  spare_.push_back(std::move(events));
  events = {};
  if (stopping_) return Error{ErrorCode::kUnavailable, "stopped"};
  if (blocks_.empty()) return error_ ? Status(*error_) : Status(Done{});
  events = std::move(blocks_.front());
  blocks_.pop_front();
  ahead_bytes_ -= events.bytes();
  changed_.notify_all();
  return Done{};
}

void TailReader::run() {
  std::unique_ptr<source::Past> past;  // opened when it is first needed
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || (next_ <= until_ && !error_ && ahead_bytes_ < kMaxAheadBytes); });
    if (stopping_) break;
    if (past == nullptr) {
      lock.unlock();
      Result<std::unique_ptr<source::Past>> opened = factory_();
      lock.lock();
      if (opened) {
        past = std::move(*opened);
        interruptible_ = past.get();
      } else {
        error_ = opened.error();
        changed_.notify_all();
      }
      continue;
    }
    EventBlock block;
    if (!spare_.empty()) {
      block = std::move(spare_.back());
      spare_.pop_back();
    }
    const uint64_t wish = wish_, from = next_, to = until_;
    lock.unlock();
    block.clear();
    const Result<uint64_t> read = past->events(from, to, kTailBlockBytes, block);
    lock.lock();
    if (wish != wish_) {
      spare_.push_back(std::move(block));
      continue;
    }
    if (!block.empty()) {
      next_ = block[block.size() - 1].stamp.seq + 1;
      ahead_bytes_ += block.bytes();
      blocks_.push_back(std::move(block));
    } else if (read) {
      until_ = from - 1;  // the past ends here
    }
    if (!read) error_ = read.error();
    changed_.notify_all();
  }
  interruptible_ = nullptr;
}

}  // namespace gridwall::playback
