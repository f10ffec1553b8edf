// States kept in memory, so that seeking near where one has been costs a copy and a short tail. Bounded in bytes; those
// not used for longest go first. One thread.
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
  // Nothing is kept of a state whose bytes_of() alone are more than half of all there is room for.
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
  std::list<Frame> frames_;  // the one used last stands first
};

}  // namespace gridwall::playback
