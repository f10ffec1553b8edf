#include "ingest/event/logged_event.h"

namespace gridwall::inline event {

void EventBlock::add(const LoggedEvent& event) {
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

LoggedEvent EventBlock::operator[](size_t index) const {
  const Entry& entry = entries_[index];
  return {entry.stamp, entry.feed, entry.pruned, std::string_view(bodies_).substr(entry.begin, entry.size)};
}

}  // namespace gridwall::event
