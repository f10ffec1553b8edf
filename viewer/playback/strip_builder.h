// Looks through a whole log in the background and hands out what it has found so far: first by the index that the log
// keeps, then once more by every event of a file, so that what is damaged shows. A thread and a past of its own, so
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
  // The log may have grown.
  void look_again();
  // Until everything up to `seq` is in it, or nothing more will come.
  void wait_for(uint64_t seq);
  // Until every event of the log has been looked at as well.
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
  bool look_again_ = true;
  bool looked_ = false;      // everything there was has been taken since the last look_again()
  bool looked_all_ = false;  // and every event been looked at once
  std::shared_ptr<const StripIndex> index_ = std::make_shared<const StripIndex>();
  std::string problem_;
  source::Past* interruptible_ = nullptr;
  std::thread thread_;
};

}  // namespace gridwall::playback
