// An event as it is in the log: what the log added to it, and the body as it was logged. The pipeline, the frames of
// the daemon, the wall and the fold all use this type. Values and views for any thread; knows neither the columns of
// the log nor a socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/handle.h"

namespace gridwall::inline event {

// What the log adds to an event.
struct Stamp {
  uint64_t seq = 0;
  uint64_t feed_seq = 0;
  int64_t received_ns = 0;
  GridIndex grid = kNone;  // kNone: the event names no known place
};

struct LoggedEvent {
  Stamp stamp;
  Feed feed = Feed::kRequest;
  bool pruned = false;    // the body was deleted by pruning
  std::string_view body;  // owned by the maker of the event: a block, a frame, the row being read
};

class EventBlock {  // events one after the other in one reused buffer
 public:
  void add(const LoggedEvent& event);
  void append(const EventBlock& other);
  void clear();
  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }
  size_t bytes() const { return bodies_.size() + entries_.size() * sizeof(Entry); }
  size_t body_bytes() const { return bodies_.size(); }
  LoggedEvent operator[](size_t index) const;  // its body is valid until the block changes

 private:
  struct Entry {
    Stamp stamp;
    Feed feed;
    bool pruned;
    size_t begin, size;
  };
  std::vector<Entry> entries_;
  std::string bodies_;
};

}  // namespace gridwall::event
