// A rendered replay: how many frames, at which times, in which states; and what it refuses.
#include "viewer/program/render_program.h"

#include <gtest/gtest.h>

#include <cstdlib>
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
  program::RenderOptions options;
  options.from_ns = received_ns(100);
  options.to_ns = received_ns(100) + 600 * kSecondNs;
  options.speed = 60;
  options.frames_per_s = 7;
  options.size = {4, 2};
  options.frames = folder / "frames";
  EXPECT_EQ(program::frame_count(options), 71U);
  uint64_t frame = 0;
  const Status rendered = program::render_session(**session, options, [&](const StepReport&, int64_t steady_ns) {
    const int64_t now_ns = (*session)->now_ns(steady_ns);
    EXPECT_EQ(now_ns, program::frame_time_ns(options, frame));
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
  const Status again = program::render_session(**session, options, draws_nothing);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("is not empty"), std::string::npos) << again.error().message;
  options.frames.clear();
  options.video = folder / "there.mp4";
  std::ofstream(options.video) << "mine";
  EXPECT_NE(program::render_session(**session, options, draws_nothing).error().message.find("already exists"),
            std::string::npos);
}

// In the place of ffmpeg a script that keeps what it is given.
class VideoTest : public ::testing::Test {
 protected:
  void SetUp() override {
    make_log(folder_ / "county.gwlog", 300);
    std::filesystem::create_directory(folder_ / "bin");
    path_ = std::getenv("PATH");
    setenv("PATH", (folder_ / "bin").c_str(), 1);
    options_.from_ns = received_ns(100);
    options_.to_ns = received_ns(100) + 90 * kSecondNs;
    options_.speed = 30;
    options_.frames_per_s = 10;
    options_.size = {4, 2};
    options_.video = folder_ / "incident.mp4";
  }
  void TearDown() override { setenv("PATH", path_.c_str(), 1); }
  void install(const std::string& script) const {
    const std::filesystem::path file = folder_ / "bin" / "ffmpeg";
    std::ofstream(file) << "#!/bin/sh\nPATH=" << path_ << "\n" << script;
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  Status render() const {
    auto session = replay(folder_ / "county.gwlog", {});
    EXPECT_TRUE(session);
    uint8_t number = 0;
    return program::render_session(**session, options_, [&](const StepReport&, int64_t) {
      EXPECT_TRUE((*session)->time_status().playing);
      EXPECT_EQ((*session)->connection().replay_speed, 30);
      return Result<std::vector<uint8_t>>(std::vector<uint8_t>(4 * 2 * 4, ++number));
    });
  }
  std::string content_of(const char* name) const {
    std::ifstream stream(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
  ::gridwall::testing::TemporaryFolder folder_;
  std::string path_;
  program::RenderOptions options_;
};

TEST_F(VideoTest, EveryFrameGoesThroughThePipeInOrder) {
  install("printf '%s ' \"$@\" >\"" + (folder_ / "words").string() + "\"\ncat >\"" + (folder_ / "pixels").string() +
          "\"\n");
  const Status rendered = render();
  ASSERT_TRUE(rendered) << rendered.error().message;
  std::string expected;
  for (char frame = 1; frame <= 31; ++frame) expected += std::string(4 * 2 * 4, frame);
  EXPECT_EQ(content_of("pixels"), expected);
  const std::string words = content_of("words");
  EXPECT_NE(words.find("-s 4x2 -r 10 "), std::string::npos) << words;
  EXPECT_NE(words.find(options_.video.string()), std::string::npos) << words;
}

TEST_F(VideoTest, WithoutFfmpegItSaysWhatToInstall) {
  const Status rendered = render();
  ASSERT_FALSE(rendered);
  EXPECT_NE(rendered.error().message.find("apt-get install ffmpeg"), std::string::npos) << rendered.error().message;
}

TEST_F(VideoTest, AnFfmpegThatFailsIsNotTakenForAVideo) {
  install("cat >/dev/null\nexit 3\n");
  EXPECT_FALSE(render());
}

}  // namespace
}  // namespace gridwall::playback::testing
