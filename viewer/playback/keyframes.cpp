#include "viewer/playback/keyframes.h"

namespace gridwall::playback {
namespace {

constexpr size_t kSmallThings = size_t{256} << 10;  // teams, modes, the ticker, the strip: hardly grows
constexpr size_t kKeyBytes = 48;                    // an identifier: its text, its end, its slots

}  // namespace

size_t bytes_of(const CountyState& state) {
  size_t bytes = kSmallThings;
  bytes += state.requests.size() * (sizeof(Request) + kKeyBytes + 3 * sizeof(int64_t));  // day, open list, stage
  bytes += state.grids.size() * sizeof(GridState);
  bytes += state.workers.size() * (sizeof(Worker) + kKeyBytes + Worker::kTrail * sizeof(Position));
  bytes += (state.hazards.size() + state.disputes.size()) * (sizeof(Finding) + kKeyBytes);
  bytes += state.incidents.size() * (sizeof(Incident) + kKeyBytes);
  bytes += state.alarms.size() * (sizeof(Alarm) + kKeyBytes);
  bytes += state.whistles.size() * (sizeof(Whistle) + kKeyBytes);
  bytes += state.days.size() * 2 * sizeof(Day);
  bytes += state.words.size() * kKeyBytes;
  return bytes;
}

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
