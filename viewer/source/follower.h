// Merges live and fetched events into one sequence without gaps: accepts all, drops duplicates, says what is missing.
// No socket, no clock, no thread of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "ingest/event/logged_event.h"

namespace gridwall::source {

class Follower {
 public:
  static constexpr size_t kMaxWaitingBytes = 16 * 1024 * 1024;

  // Everything up to and including `seq` is there.
  void begin(uint64_t seq);
  // A live event. Events that are next in the sequence go to `out`.
  void on_live(const LoggedEvent& event, EventBlock& out);
  // The log is known to have events up to `seq`.
  void on_head(uint64_t seq);
  // An event that was fetched, in ascending order.
  void on_fetched(const LoggedEvent& event, EventBlock& out);

  struct Range {
    uint64_t from = 0, to = 0;
  };
  std::optional<Range> missing() const;
  uint64_t last() const { return next_ - 1; }

 private:
  struct Waiting {
    LoggedEvent event;  // its body is in `body`
    std::string body;
  };
  void hand_on(const LoggedEvent& event, EventBlock& out);
  void hand_on_waiting(EventBlock& out);

  uint64_t next_ = 1;
  uint64_t head_ = 0;            // the highest seq known
  std::deque<Waiting> waiting_;  // live events after a gap, ascending
  size_t waiting_bytes_ = 0;
};

}  // namespace gridwall::source
