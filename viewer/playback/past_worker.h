// Finds states of the past and reads ahead during playback, on a thread of its own, so that no frame waits for disk or
// network. Public functions belong to the UI thread and, except wait(), never wait. Bounded in the blocks read ahead
// and the states kept.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "viewer/playback/keyframes.h"
#include "viewer/playback/tail_reader.h"
#include "viewer/source/past.h"

namespace gridwall::playback {

class PastWorker {
 public:
  struct Target {
    std::optional<int64_t> at_ns;  // a moment, or
    uint64_t seq = 0;              // an event
  };
  struct Found {
    uint64_t ticket = 0;
    int64_t at_ns = 0;  // the time of the clock there
    source::CountyInForce county;
    std::unique_ptr<CountyState> state;  // null: `error` says why there is none
    std::optional<Error> error;
    source::PastSpan span;
    std::string problem;  // what is missing in the log, although the state was found
  };
  struct Block {  // events in order, all of one county
    EventBlock events;
    source::CountyInForce county;
  };
  enum class Ahead : uint8_t {
    kBlock,
    kNotYet,  // being read
    kAtEnd,   // all events have been returned
  };

  // `wake` is called on the worker's thread whenever there is a result.
  PastWorker(source::PastFactory factory, std::function<void()> wake, size_t keyframe_bytes = size_t{128} << 20);
  ~PastWorker();

  // Replaces an earlier call. Returns the ticket that its answer will have.
  uint64_t seek(Target target);
  // Reads ahead after event `seq` without finding a state.
  uint64_t read_after(uint64_t seq);
  std::optional<Found> take_found();
  Ahead take_block(Block& block);
  // Checks for new events: the log may have grown.
  void check_for_growth();
  source::PastSpan span() const;  // as last known
  std::string problem() const;    // why nothing more can be read; empty: no problem
  // Waits for a result, at most a tenth of a second, so that the caller can do other things between.
  void wait();

 private:
  void run();
  Found find(source::Past& past, uint64_t ticket, const Target& target);
  Result<std::unique_ptr<CountyState>> state_at(source::Past& past, uint64_t seq, uint64_t ticket,
                                                std::string& problem);
  void read_ahead(source::Past& past, uint64_t ticket);
  bool stale(uint64_t ticket) const { return ticket != ticket_.load() || stopping_.load(); }
  void news();

  const source::PastFactory factory_;
  const std::function<void()> wake_;
  std::atomic<uint64_t> ticket_ = 0;  // of the newest call
  std::atomic<bool> stopping_ = false;

  mutable std::mutex mutex_;
  std::condition_variable changed_;  // for the worker
  std::condition_variable news_;     // for wait()
  uint64_t news_count_ = 0, news_seen_ = 0;
  std::optional<Target> target_;
  std::optional<Found> found_;
  std::deque<Block> blocks_;
  size_t queued_bytes_ = 0;
  uint64_t read_next_ = 0;  // the first event not read ahead; 0: nothing is to be read
  bool at_end_ = false;
  bool check_again_ = false;
  source::PastSpan span_;
  std::string problem_;
  uint64_t broken_at_ = 0;  // reading ahead came to an event that cannot be read; 0: it did not
  source::Past* interruptible_ = nullptr;

  Keyframes keyframes_;  // the worker's
  uint64_t last_sought_ = 0;
  Parser parser_;    // likewise
  TailReader tail_;  // likewise
  std::thread thread_;
};

}  // namespace gridwall::playback
