#include "viewer/playback/keyframes.h"

namespace gridwall::playback {

std::shared_ptr<const CountyState> Keyframes::at_or_before(uint64_t seq) {
  auto best = frames_.end();
  for (auto frame = frames_.begin(); frame != frames_.end(); ++frame) {
    if (frame->state->seq <= seq && (best == frames_.end() || frame->state->seq > best->state->seq)) best = frame;
  }
  if (best == frames_.end()) return nullptr;
  frames_.splice(frames_.begin(), frames_, best);
  return best->state;
}

void Keyframes::keep(std::shared_ptr<const CountyState> state) {
  const size_t bytes = bytes_of(*state);
  if (!has_room_for(bytes)) return;
  for (const Frame& frame : frames_) {
    if (frame.state->seq == state->seq) return;
  }
  frames_.push_front({std::move(state), bytes});
  bytes_ += bytes;
  while (bytes_ > max_bytes_) {
    bytes_ -= frames_.back().bytes;
    frames_.pop_back();
  }
}

void Keyframes::clear() {
  frames_.clear();
  bytes_ = 0;
}

}  // namespace gridwall::playback
