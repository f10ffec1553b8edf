#include "viewer/source/follower.h"

#include <algorithm>

namespace gridwall::source {

void Follower::begin(uint64_t seq) {
  next_ = seq + 1;
  head_ = seq;
  waiting_.clear();
  waiting_bytes_ = 0;
}

void Follower::hand_on(const LoggedEvent& event, EventBlock& out) {
  out.add(event);
  ++next_;
}

void Follower::hand_on_waiting(EventBlock& out) {
  while (!waiting_.empty() && waiting_.front().event.stamp.seq <= next_) {
    Waiting& first = waiting_.front();
    if (first.event.stamp.seq == next_) {
      first.event.body = first.body;
      hand_on(first.event, out);
    }
    waiting_bytes_ -= first.body.size() + sizeof(Waiting);
    waiting_.pop_front();
  }
}

void Follower::on_live(const LoggedEvent& event, EventBlock& out) {
  const uint64_t seq = event.stamp.seq;
  head_ = std::max(head_, seq);
  if (seq < next_) return;
  if (seq == next_) {
    hand_on(event, out);
    hand_on_waiting(out);
    return;
  }
  // After a gap. Events that do not fit are fetched like the gap itself.
  const size_t bytes = event.body.size() + sizeof(Waiting);
  if (waiting_bytes_ + bytes > kMaxWaitingBytes) return;
  if (!waiting_.empty() && waiting_.back().event.stamp.seq >= seq) return;
  waiting_.push_back({event, std::string(event.body)});
  waiting_bytes_ += bytes;
}

void Follower::on_head(uint64_t seq) {
  head_ = std::max(head_, seq);
}

void Follower::on_fetched(const LoggedEvent& event, EventBlock& out) {
  head_ = std::max(head_, event.stamp.seq);
  if (event.stamp.seq != next_) return;
  hand_on(event, out);
  hand_on_waiting(out);
}

std::optional<Follower::Range> Follower::missing() const {
  if (next_ > head_) return std::nullopt;
  return Range{next_, waiting_.empty() ? head_ : waiting_.front().event.stamp.seq - 1};
}

}  // namespace gridwall::source
