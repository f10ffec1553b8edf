#include "ingest/pipeline/read_ahead.h"

#include <algorithm>

namespace gridwall::pipeline {

ReadAhead::~ReadAhead() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  work_.notify_one();
  thread_.join();
}

ReadAhead::Batch ReadAhead::begin(std::span<const std::string_view> messages) {
  next_message_ = 0;
  chunk_is_owners_ = true;
  {
    const std::lock_guard lock(mutex_);
    messages_ = messages;
    chunk_ = 0;
    next_chunk_ = 1;
  }
  if (messages.size() > kChunkMessages) {
    if (!thread_.joinable()) {
      readings_.reserve(kChunks * kChunkMessages);
      while (readings_.size() < kChunks * kChunkMessages) readings_.emplace_back(kLongestBytes);
      thread_ = std::thread([this] { run(); });
    }
    work_.notify_one();
  }
  return Batch(*this);
}

void ReadAhead::finish() {
  std::unique_lock lock(mutex_);
  next_chunk_ = chunk_count();
  done_.wait(lock, [this] { return !reading_; });
  messages_ = {};
  next_message_ = 0;
}

const Reading* ReadAhead::find(std::string_view message) {
  const auto at = std::find_if(
      messages_.begin() + static_cast<std::ptrdiff_t>(next_message_), messages_.end(),
      [&](std::string_view other) { return other.data() == message.data() && other.size() == message.size(); });
  if (at == messages_.end()) return nullptr;
  const auto index = static_cast<size_t>(at - messages_.begin());
  if (index / kChunkMessages != chunk_) enter(index / kChunkMessages);
  next_message_ = index + 1;
  if (chunk_is_owners_ || message.size() > kLongestBytes) return nullptr;
  return &readings_[index % readings_.size()];
}

void ReadAhead::enter(size_t chunk) {
  std::unique_lock lock(mutex_);
  chunk_ = chunk;
  chunk_is_owners_ = next_chunk_ <= chunk;
  next_chunk_ = std::max(next_chunk_, chunk + 1);
  // Waking costs as much as writing an event: once for several chunks.
  if (may_read() && next_chunk_ <= chunk + kChunks / 2) work_.notify_one();
  done_.wait(lock, [&] { return reading_ != chunk; });
}

bool ReadAhead::may_read() const {
  return next_chunk_ < std::min(chunk_count(), chunk_ + kChunks);
}

void ReadAhead::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [this] { return stop_ || may_read(); });
    if (stop_) return;
    const size_t chunk = next_chunk_++;
    reading_ = chunk;
    const std::span<const std::string_view> messages = messages_;
    lock.unlock();
    const size_t end = std::min(messages.size(), (chunk + 1) * kChunkMessages);
    for (size_t i = chunk * kChunkMessages; i < end; ++i) {
      if (messages[i].size() <= kLongestBytes) read_(messages[i], readings_[i % readings_.size()]);
    }
    lock.lock();
    reading_.reset();
    done_.notify_one();
  }
}

}  // namespace gridwall::pipeline
