// A thread for work that would hold up the loop, and the way back into the loop. A bounded queue: what finds no room is
// refused, not kept.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "ingest/feed/socket.h"

namespace gridwall::bridge {

class Worker {
 public:
  explicit Worker(size_t most_waiting);
  ~Worker();  // finishes the job it is at, and drops the others
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  bool post(std::function<void()> job);  // any thread; false: too many wait already

 private:
  void run();

  const size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wanted_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

// Calls from other threads, made in the loop's own.
class Mailbox {
 public:
  void post(std::function<void()> call);  // any thread
  void run();                             // the loop's thread
  int descriptor() const { return wake_.descriptor(); }
  void wake() const { wake_.notify(); }  // async-signal-safe

 private:
  std::mutex mutex_;
  std::deque<std::function<void()>> calls_;
  feed::WakeUp wake_;
};

}  // namespace gridwall::bridge
