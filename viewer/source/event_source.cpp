#include "viewer/source/event_source.h"

namespace gridwall::source {

log::LogRow row_of(const SourceEvent& event) {
  log::LogRow row;
  row.seq = event.stamp.seq;
  row.feed_seq = event.stamp.feed_seq;
  row.received_ns = event.stamp.received_ns;
  row.feed = static_cast<uint8_t>(event.feed);
  row.pruned = event.pruned;
  if (event.stamp.grid != kNoGrid) row.grid = event.stamp.grid;
  row.body = event.body;
  return row;
}

void EventBlock::add(const SourceEvent& event) {
  entries_.push_back({event.stamp, event.feed, event.pruned, bodies_.size(), event.body.size()});
  bodies_ += event.body;
}

void EventBlock::append(const EventBlock& other) {
  const size_t base = bodies_.size();
  bodies_ += other.bodies_;
  entries_.reserve(entries_.size() + other.entries_.size());
  for (Entry entry : other.entries_) {
    entry.begin += base;
    entries_.push_back(entry);
  }
}

void EventBlock::clear() {
  entries_.clear();
  bodies_.clear();
}

SourceEvent EventBlock::operator[](size_t index) const {
  const Entry& entry = entries_[index];
  return {entry.stamp, entry.feed, entry.pruned, std::string_view(bodies_).substr(entry.begin, entry.size)};
}

}  // namespace gridwall::source
