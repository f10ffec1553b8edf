// What a source that is asked or subscribed to needs of its surroundings: a thread that can be stopped while it waits,
// a link to the daemon of its own, and a way to say how it goes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ingest/bridge/desk.h"
#include "ingest/bridge/intake_link.h"

namespace gridwall::bridge {

class StopSign {  // any thread
 public:
  void stop();
  bool stopped() const;
  bool wait(int64_t ns);  // true: stopped; false: the time is over
  std::function<bool()> asks() const {
    return [this] { return stopped(); };
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
};

// The source's side. One thread.
class SourceReport {
 public:
  using Publish = std::function<void(const std::string& source, const SourceCounts& counts)>;

  SourceReport(std::string source, Publish publish) : source_(std::move(source)), publish_(std::move(publish)) {}

  void fetched() { ++counts_.fetched; }
  void count(const std::vector<EventAnswer>& answers);
  void failed(const std::string& why);    // said once as long as it stays the same
  void left_out(const std::string& why);  // of one message; the source itself is well
  void went_well(int64_t now_ns);
  void publish() const { publish_(source_, counts_); }

 private:
  const std::string source_;
  const Publish publish_;
  SourceCounts counts_;
};

// Sends events in requests of at most a thousand. True: all have a final answer, which `on_answers` was told with the
// place of the first of its events; false: the daemon did not give one.
bool send_all(IntakeLink& link, const std::vector<std::string>& events, SourceReport& report, const StopSign& stop,
              const std::function<void(size_t first, const std::vector<EventAnswer>&)>& on_answers = {});

// How long to wait after so many failures in a row: twice as long after each, an hour at the most.
int64_t backed_off_ns(int64_t every_ns, unsigned failures);

class SourceThread {
 public:
  template <typename Source>
  explicit SourceThread(std::unique_ptr<Source> source)
      : thread_([this, source = std::move(source)] { source->run(stop_); }) {}
  ~SourceThread() {
    stop_.stop();
    thread_.join();
  }
  SourceThread(const SourceThread&) = delete;
  SourceThread& operator=(const SourceThread&) = delete;
  void stop() { stop_.stop(); }

 private:
  StopSign stop_;
  std::thread thread_;
};

}  // namespace gridwall::bridge
