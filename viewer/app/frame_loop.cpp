#include "viewer/app/frame_loop.h"

#include "ingest/event/clock.h"

#include <algorithm>

namespace gridwall::app {

std::int64_t SteadyFrameClock::now_ns() const {
  return steady_clock_ns();
}

std::int64_t wait_before_tick_ns(const TickAnswer& answer, bool woken, std::int64_t last_tick_ns, std::int64_t now_ns,
                                 int frames_per_second) {
  const std::int64_t earliest_ns = last_tick_ns + 1'000'000'000 / frames_per_second;
  if (answer.moving || woken) return std::max<std::int64_t>(0, earliest_ns - now_ns);
  if (answer.next_tick_ns == TickAnswer::kNoNextTick) return TickAnswer::kNoNextTick;
  return std::max<std::int64_t>(0, std::max(earliest_ns, answer.next_tick_ns) - now_ns);
}

FrameLoop::FrameLoop(Surface& surface, const FrameClock& clock, int frames_per_second)
    : surface_(surface), clock_(clock), frames_per_second_(frames_per_second) {}

Status FrameLoop::run(const std::function<Result<TickAnswer>(std::int64_t)>& tick) {
  const std::int64_t frame_ns = 1'000'000'000 / frames_per_second_;
  std::int64_t slot_ns = clock_.now_ns();
  while (!stopped_.load() && !surface_.should_close()) {
    woken_.store(false);  // what comes from here on is for the next tick
    Result<TickAnswer> answer = tick(clock_.now_ns());
    if (!answer) return answer.error();
    ++ticks_;
    if (answer->quit) break;
    bool due = false;
    while (!due && !stopped_.load() && !surface_.should_close()) {
      const std::int64_t now_ns = clock_.now_ns();
      const bool woken = woken_.load();
      const std::int64_t wait_ns = wait_before_tick_ns(*answer, woken, slot_ns, now_ns, frames_per_second_);
      // Input and wake() both end the wait early; input is found by wait_events having ended before its time.
      surface_.wait_events(wait_ns);
      if (wait_ns == 0) break;
      const std::int64_t after_ns = clock_.now_ns();
      due = wait_before_tick_ns(*answer, woken, slot_ns, after_ns, frames_per_second_) == 0;
      if (!due && !woken) woken_.store(true);
    }
    // Slots one frame apart keep the rate although each wait ends a little late; after a pause they start again.
    const std::int64_t now_ns = clock_.now_ns();
    slot_ns = now_ns - slot_ns < 2 * frame_ns ? std::min(slot_ns + frame_ns, now_ns) : now_ns;
  }
  return Done{};
}

void FrameLoop::wake() {
  if (!woken_.exchange(true)) surface_.wake();
}

void FrameLoop::stop() {
  stopped_.store(true);
  surface_.wake();
}

}  // namespace gridwall::app
