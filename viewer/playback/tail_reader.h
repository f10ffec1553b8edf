// Reads the events after a checkpoint while that is still being unpacked, and further ones while they are folded, on a
// thread and with a past of its own. All functions but interrupt() belong to one thread. Bounded in what it reads
// ahead.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "viewer/source/past.h"

namespace gridwall::playback {

class TailReader {
 public:
  explicit TailReader(source::PastFactory factory);
  ~TailReader();

  // Starts to read events from .. to; discards what was read before.
  void read(uint64_t from, uint64_t to);
  // Waits for the next events; the block passed in is reused for further ones. None: there are no more. An error is
  // returned after the events before it.
  Status take(EventBlock& events);
  // Makes a waiting take() and every later one return kUnavailable. Any thread.
  void interrupt();

 private:
  void run();

  const source::PastFactory factory_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  uint64_t wish_ = 0;              // counts read()
  uint64_t next_ = 1, until_ = 0;  // what is left to be read
  std::optional<Error> error_;     // why nothing more can be
  std::deque<EventBlock> blocks_;
  std::deque<EventBlock> spare_;
  size_t ahead_bytes_ = 0;
  source::Past* interruptible_ = nullptr;
  std::thread thread_;
};

}  // namespace gridwall::playback
