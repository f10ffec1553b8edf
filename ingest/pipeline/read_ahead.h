// Parses, masks, locates and hashes the messages of a batch on a second thread while the pipeline still writes earlier
// ones. The result depends on the message alone, so it does not matter which thread reads it and how far ahead. Owned
// by the pipeline's thread; the first long batch starts the second one. Knows no log and no clock.
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

// Everything about a message that does not depend on the log, the clock or the rights of the sender.
struct Reading {
  explicit Reading(size_t usual_bytes = kMaxMessageBytes) : parser(usual_bytes) {}
  Parser parser;  // owns what the views of the event show
  Event event;
  std::optional<Rejection> rejection;
  GridIndex grid = kNone;  // when not rejected
  log::Hash body_hash{};   // when not rejected
};

class ReadAhead {
 public:
  // Called on both threads, each with its own Reading.
  using Read = std::function<void(std::string_view message, Reading& into)>;

  // Messages are handed over in chunks. The owner reads the first chunk of a batch itself, and every chunk that the
  // second thread has not started in time: it never waits for a thread that is not running, and small batches stay on
  // one thread.
  static constexpr size_t kChunkMessages = 64;
  static constexpr size_t kChunks = 4;           // how far ahead: bounds the memory
  static constexpr size_t kLongestBytes = 4096;  // the owner reads longer messages itself, for the same reason

  // While it lives, its messages are read ahead. The messages and the array of them must outlive it.
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
  // The result for a message (the same bytes as given to begin(), not a copy); valid until the next call. Null: read it
  // yourself. Must be called in the order of the batch; messages may be skipped.
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
  size_t chunk_ = 0;               // the owner's position: earlier chunks are free
  size_t next_chunk_ = 0;          // the next one to be started
  std::optional<size_t> reading_;  // being read by the second thread
  bool stop_ = false;

  std::vector<Reading> readings_;  // a ring of kChunks chunks: each is owned by the thread that has its chunk
  std::thread thread_;
};

}  // namespace gridwall::pipeline
