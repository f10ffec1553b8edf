#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "viewer/app/burn_in.h"
#include "viewer/app/frame_loop.h"

namespace gridwall::app {
namespace {

constexpr std::int64_t kFrame = 1'000'000'000 / 60;

TEST(FrameLoop, comes_back_after_a_frames_time_while_something_moves) {
  TickAnswer moving;
  moving.moving = true;
  EXPECT_EQ(wait_before_tick_ns(moving, false, 1000, 1000, 60), kFrame);
  EXPECT_EQ(wait_before_tick_ns(moving, false, 1000, 1000 + kFrame / 2, 60), kFrame - kFrame / 2);
  EXPECT_EQ(wait_before_tick_ns(moving, false, 1000, 1000 + 5 * kFrame, 60), 0) << "late: at once";
}

TEST(FrameLoop, sleeps_until_the_next_tick_is_due_and_not_less_than_a_frame) {
  TickAnswer clock;
  clock.next_tick_ns = 900'000'000;
  EXPECT_EQ(wait_before_tick_ns(clock, false, 0, 100'000'000, 60), 800'000'000);
  clock.next_tick_ns = 1;
  EXPECT_EQ(wait_before_tick_ns(clock, false, 0, 0, 60), kFrame);
}

TEST(FrameLoop, sleeps_for_good_when_nothing_is_due) {
  EXPECT_EQ(wait_before_tick_ns({}, false, 0, 0, 60), TickAnswer::kNoNextTick);
}

TEST(FrameLoop, a_wake_shortens_the_sleep_to_the_rest_of_the_frame) {
  EXPECT_EQ(wait_before_tick_ns({}, true, 0, kFrame / 4, 60), kFrame - kFrame / 4);
  EXPECT_EQ(wait_before_tick_ns({}, true, 0, 10 * kFrame, 60), 0);
}

// A surface and a clock without time of their own: waiting moves the clock.
class StillSurface : public Surface {
 public:
  Status make_current() override { return Done{}; }
  render::SizePx size() const override { return {1, 1}; }
  bool should_close() const override { return false; }
  Status present(std::uint32_t, render::SizePx, render::ShiftPx, std::span<const render::RectPx>) override {
    return Done{};
  }
  void wait_events(std::int64_t timeout_ns) override {
    waits.push_back(timeout_ns);
    if (woken) {
      woken = false;
      return;
    }
    now_ns += timeout_ns;
  }
  void wake() override { woken = true; }
  std::vector<InputEvent> take_input() override { return {}; }
  std::string description() const override { return "still"; }

  std::int64_t now_ns = 0;
  std::vector<std::int64_t> waits;
  bool woken = false;
};

class StillClock : public FrameClock {
 public:
  explicit StillClock(const StillSurface& surface) : surface_(surface) {}
  std::int64_t now_ns() const override { return surface_.now_ns; }

 private:
  const StillSurface& surface_;
};

TEST(FrameLoop, keeps_sixty_frames_a_second_although_drawing_takes_time) {
  StillSurface surface;
  const StillClock clock(surface);
  FrameLoop loop(surface, clock, 60);
  int ticks = 0;
  ASSERT_TRUE(loop.run([&](std::int64_t) -> Result<TickAnswer> {
    surface.now_ns += 4'000'000;
    TickAnswer answer;
    answer.moving = true;
    answer.quit = ++ticks == 121;
    return answer;
  }));
  EXPECT_NEAR(static_cast<double>(surface.now_ns), 2e9, 2e7);
}

TEST(FrameLoop, a_wake_during_a_tick_is_not_lost) {
  StillSurface surface;
  const StillClock clock(surface);
  FrameLoop loop(surface, clock, 60);
  int ticks = 0;
  ASSERT_TRUE(loop.run([&](std::int64_t) -> Result<TickAnswer> {
    TickAnswer answer;
    answer.quit = ++ticks == 2;
    if (ticks == 1) loop.wake();
    return answer;
  }));
  EXPECT_EQ(ticks, 2);
  EXPECT_LE(surface.now_ns, kFrame);
}

TEST(FrameLoop, a_wake_counts_for_one_tick_only) {
  StillSurface surface;
  const StillClock clock(surface);
  FrameLoop loop(surface, clock, 60);
  std::vector<std::int64_t> times;
  ASSERT_TRUE(loop.run([&](std::int64_t now_ns) -> Result<TickAnswer> {
    times.push_back(now_ns);
    if (times.size() == 1) loop.wake();
    TickAnswer answer;
    answer.next_tick_ns = now_ns + 1'000'000'000;
    answer.quit = times.size() == 3;
    return answer;
  }));
  EXPECT_LE(times[1], kFrame);
  EXPECT_GE(times[2], times[1] + 900'000'000);
}

TEST(FrameLoop, stops_from_another_thread) {
  auto surface = create_offscreen_surface({64, 64});
  if (!surface) GTEST_SKIP() << surface.error().message;
  const SteadyFrameClock clock;
  FrameLoop loop(**surface, clock, 60);
  std::thread other([&] { loop.stop(); });
  EXPECT_TRUE(loop.run([](std::int64_t) -> Result<TickAnswer> { return TickAnswer{}; }));
  other.join();
}

TEST(FrameLoop, an_error_of_a_tick_ends_the_loop) {
  StillSurface surface;
  const StillClock clock(surface);
  FrameLoop loop(surface, clock, 60);
  const Status ended = loop.run([](std::int64_t) -> Result<TickAnswer> {
    return Error{ErrorCode::kUnavailable, "gone"};
  });
  EXPECT_EQ(ended.error().message, "gone");
}

TEST(BurnIn, visits_many_places_near_the_middle_and_never_jumps) {
  const BurnInShift shift;
  render::ShiftPx before = shift.at(0);
  std::vector<render::ShiftPx> places;
  for (std::int64_t step = 1; step <= 64; ++step) {
    const render::ShiftPx now = shift.at(step * shift.period_ns);
    EXPECT_LE(std::abs(now.x), shift.reach_px);
    EXPECT_LE(std::abs(now.y), shift.reach_px);
    EXPECT_LE(std::abs(now.x - before.x), 2);
    EXPECT_LE(std::abs(now.y - before.y), 2);
    EXPECT_EQ(shift.at(step * shift.period_ns + shift.period_ns - 1), now) << "stays for its time";
    if (std::find(places.begin(), places.end(), now) == places.end()) places.push_back(now);
    before = now;
  }
  EXPECT_GE(places.size(), 12U);
}

TEST(BurnIn, stands_still_when_switched_off_and_knows_times_before_zero) {
  BurnInShift shift;
  EXPECT_LE(std::abs(shift.at(-shift.period_ns * 5).x), shift.reach_px);
  shift.enabled = false;
  EXPECT_EQ(shift.at(7 * shift.period_ns), render::ShiftPx{});
}

}  // namespace
}  // namespace gridwall::app
