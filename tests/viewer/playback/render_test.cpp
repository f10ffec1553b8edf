// A rendered replay: how many frames, at which times, in which states; and what it refuses.
#include "viewer/render_program.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"

namespace gridwall::playback::testing {
namespace {

TEST(RenderTest, EachFrameStandsAtItsExactTimeHoweverLongDrawingTakes) {
  const ::gridwall::testing::TemporaryFolder folder;
  make_log(folder / "county.gwlog", 600);
  const std::vector<size_t> digests = digests_of(folder / "county.gwlog");
  auto session = replay(folder / "county.gwlog", {});
  ASSERT_TRUE(session);
  RenderOptions options;
  options.from_ns = received_ns(100);
  options.to_ns = received_ns(100) + 600 * kSecondNs;
  options.speed = 60;
  options.frames_per_s = 7;
  options.size = {4, 2};
  options.frames = folder / "frames";
  EXPECT_EQ(frame_count(options), 71U);
  uint64_t frame = 0;
  const Status rendered = render_session(**session, options, [&](const StepReport&, int64_t steady_ns) {
    const int64_t now_ns = (*session)->now_ns(steady_ns);
    EXPECT_EQ(now_ns, frame_time_ns(options, frame));
    const uint64_t seq = (*session)->state().seq;
    EXPECT_LE(received_ns(seq), now_ns);
    EXPECT_GT(received_ns(seq + 1), now_ns);
    EXPECT_EQ(digest((*session)->state()), digests[seq]);
    ++frame;
    return Result<std::vector<uint8_t>>(std::vector<uint8_t>(4 * 2 * 4, 255));
  });
  ASSERT_TRUE(rendered) << rendered.error().message;
  EXPECT_EQ(frame, 71U);
  EXPECT_TRUE(std::filesystem::exists(folder / "frames" / "frame_000070.png"));

  const auto draws_nothing = [](const StepReport&, int64_t) { return Result<std::vector<uint8_t>>(Error{}); };
  const Status again = render_session(**session, options, draws_nothing);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("is not empty"), std::string::npos) << again.error().message;
  options.frames.clear();
  options.video = folder / "there.mp4";
  std::ofstream(options.video) << "mine";
  EXPECT_NE(render_session(**session, options, draws_nothing).error().message.find("exists already"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::playback::testing
