// Messages of a batch read on a second thread while the pipeline still writes those before them. What is read of a
// message depends on the message alone, so it is the same whichever thread reads it and however far ahead.
// Owned by the pipeline's thread; the second one is started by the first long batch. Knows no log and no clock.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/handle.h"
#include "ingest/event/parse.h"
#include "ingest/log/log_types.h"

namespace gridwall::pipeline {

// All that can be known of a message without the log, the clock and the sender's rights.
struct Reading {
  explicit Reading(size_t usual_bytes = kMaxMessageBytes) : parser(usual_bytes) {}
  Parser parser;  // keeps what the event's views show
  Event event;
  std::optional<Rejection> rejection;
  GridIndex grid = kNone;  // when not rejected
  log::Hash body_hash{};   // when not rejected
};

class ReadAhead {
 public:
  // Called on both threads, each with a reading of its own.
  using Read = std::function<void(std::string_view message, Reading& into)>;

  // Messages are handed over in chunks. The first chunk of a batch, and any that the second thread has not begun when
  // its turn comes, is left to the owner: nobody waits for a thread that has not run yet, and small batches never do.
  static constexpr size_t kChunkMessages = 64;
  static constexpr size_t kChunks = 4;           // how far ahead, so that the memory is bounded
  static constexpr size_t kLongestBytes = 4096;  // longer messages are left to the owner, for the same reason

  // While it lives, its messages are read ahead. They and the array that lists them must outlive it.
  class [[nodiscard]] Batch {
   public:
    explicit Batch(ReadAhead& ahead) : ahead_(&ahead) {}
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    ~Batch() { ahead_->finish(); }

   private:
    ReadAhead* ahead_;
  };

  explicit ReadAhead(Read read) : read_(std::move(read)) {}
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  // One batch at a time.
  Batch begin(std::span<const std::string_view> messages);
  // What was read of the message (the very bytes given to begin(), not a copy); valid until the next call. Null: read
  // it yourself. To be asked in the order of the batch; messages may be passed over.
  const Reading* find(std::string_view message);

 private:
  void finish();
  void enter(size_t chunk);
  void run();
  bool may_read() const;
  size_t chunk_count() const { return (messages_.size() + kChunkMessages - 1) / kChunkMessages; }

  Read read_;
  std::span<const std::string_view> messages_;  // written by the owner, under the lock
  size_t next_message_ = 0;                     // owner's
  bool chunk_is_owners_ = true;                 // owner's

  std::mutex mutex_;
  std::condition_variable work_;   // for the second thread
  std::condition_variable done_;   // for the owner
  size_t chunk_ = 0;               // the owner's: those before it are free
  size_t next_chunk_ = 0;          // nobody has begun it
  std::optional<size_t> reading_;  // the second thread's
  bool stop_ = false;

  std::vector<Reading> readings_;  // a ring of kChunks chunks: each belongs to whoever holds its chunk
  std::thread thread_;
};

}  // namespace gridwall::pipeline
