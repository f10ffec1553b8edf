// Decides when a frame is made: at once while something moves, otherwise on input, on wake() or when the next tick is
// due. UI thread only, except wake(). Must not know what a frame shows; time comes from a clock passed in.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "ingest/event/result.h"
#include "viewer/app/surface.h"

namespace gridwall::app {

class FrameClock {
 public:
  virtual ~FrameClock() = default;
  virtual std::int64_t now_ns() const = 0;  // monotonic
};

class SteadyFrameClock : public FrameClock {
 public:
  std::int64_t now_ns() const override;
};

// What a tick says about the next one.
struct TickAnswer {
  bool moving = false;                      // something is moving: make the next frame after one frame time
  std::int64_t next_tick_ns = kNoNextTick;  // the latest time of the next tick, such as the next full second
  bool quit = false;
  static constexpr std::int64_t kNoNextTick = INT64_MAX;
};

// How long to wait before the next tick begins; the loop's arithmetic, kept apart for tests.
// A wake() shortens the wait to the rest of the frame time, so no more than `frames_per_second` are made.
std::int64_t wait_before_tick_ns(const TickAnswer& answer, bool woken, std::int64_t last_tick_ns, std::int64_t now_ns,
                                 int frames_per_second);

class FrameLoop {
 public:
  FrameLoop(Surface& surface, const FrameClock& clock, int frames_per_second = 60);

  // Calls `tick` (input → build → draw → present) until it quits, the surface closes or stop() is called.
  Status run(const std::function<Result<TickAnswer>(std::int64_t now_ns)>& tick);

  void wake();  // from any thread: new data is there
  void stop();  // from any thread

  std::uint64_t ticks() const { return ticks_; }

 private:
  Surface& surface_;
  const FrameClock& clock_;
  int frames_per_second_;
  std::uint64_t ticks_ = 0;
  std::atomic<bool> woken_{false};
  std::atomic<bool> stopped_{false};
};

}  // namespace gridwall::app
