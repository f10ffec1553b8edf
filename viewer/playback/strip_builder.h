// Builds the index of a whole log in the background and returns what it has so far: first from the index stored in the
// log, then again from every event of a file, so that damage shows. A thread and a past of its own, so
// that neither seeking nor the present waits for it. Public functions: any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "viewer/playback/strip_index.h"
#include "viewer/source/past.h"

namespace gridwall::playback {

class StripBuilder {
 public:
  // `wake` is called from its thread when there is more to show.
  StripBuilder(source::PastFactory factory, std::function<void()> wake);
  ~StripBuilder();

  std::shared_ptr<const StripIndex> index() const;  // never null
  std::string problem() const;
  // Checks for new events: the log may have grown.
  void check_for_growth();
  // Waits until the events up to `seq` are in it, or no more can be read.
  void wait_for(uint64_t seq);
  // Waits until every event of the log has been read as well.
  void wait_for_all();

 private:
  struct Pass {
    explicit Pass(replay::IndexUse how) : use(how) {}
    replay::IndexUse use;
    StripIndex index;
    replay::IndexCursor cursor;
    source::CountyInForce county;
    bool any_stored = false;
  };

  void run();
  bool advance(source::Past& past, Pass& pass);
  void publish(const StripIndex& index);

  const source::PastFactory factory_;
  const std::function<void()> wake_;
  std::atomic<bool> stopping_ = false;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool check_again_ = true;
  bool caught_up_ = false;  // all events known at the last check_for_growth() are in it
  bool read_all_ = false;   // and every event has been read once
  std::shared_ptr<const StripIndex> index_ = std::make_shared<const StripIndex>();
  std::string problem_;
  source::Past* interruptible_ = nullptr;
  std::thread thread_;
};

}  // namespace gridwall::playback
