// States kept in memory, so that a seek near a moment shown before needs only a copy and a few events. Bounded in
// bytes; the least recently used are dropped first. One thread.
#pragma once

#include <cstdint>
#include <list>
#include <memory>

#include "ingest/state/county_state.h"
#include "ingest/state/state_size.h"

namespace gridwall::playback {

class Keyframes {
 public:
  explicit Keyframes(size_t max_bytes) : max_bytes_(max_bytes) {}

  // The newest one at or before `seq`; null when there is none.
  std::shared_ptr<const CountyState> at_or_before(uint64_t seq);
  // A state that alone needs more than half of the space (bytes_of()) is not kept.
  bool has_room_for(size_t bytes) const { return bytes <= max_bytes_ / 2; }
  void keep(std::shared_ptr<const CountyState> state);
  void clear();
  size_t bytes() const { return bytes_; }
  size_t size() const { return frames_.size(); }

 private:
  struct Frame {
    std::shared_ptr<const CountyState> state;
    size_t bytes;
  };
  size_t max_bytes_;
  size_t bytes_ = 0;
  std::list<Frame> frames_;  // the most recently used first
};

}  // namespace gridwall::playback
