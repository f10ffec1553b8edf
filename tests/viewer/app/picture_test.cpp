// The whole way from ImGui to pixels and to a file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <imgui.h>
#include <unistd.h>

#include "tests/viewer/app/demo_scene.h"
#include "viewer/app/screenshot.h"
#include "viewer/app/surface.h"
#include "viewer/render/gl_objects.h"

namespace gridwall {
namespace {

namespace fs = std::filesystem;

class PictureTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = app::create_offscreen_surface(kSize);
    if (!made) GTEST_SKIP() << made.error().message;
    surface_ = std::move(made).value();
    auto scene = test::DemoScene::create(kSize, 272);
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = std::move(scene).value();
  }

  static constexpr render::SizePx kSize{1280, 720};
  std::unique_ptr<app::Surface> surface_;
  std::unique_ptr<test::DemoScene> scene_;
};

TEST_F(PictureTest, a_day_of_small_changes_gives_the_pixels_of_a_full_redraw) {
  test::DemoState state;
  std::int64_t now_ns = 1'000'000'000;
  for (int step = 0; step < 40; ++step) {
    state.collected += step * 37;
    state.seconds += step % 2;
    state.pulse = static_cast<float>(step % 10) / 10.0F;
    state.worker_px += 0.7F;
    if (step % 7 == 0) scene_->heat(static_cast<std::uint32_t>(step));
    ASSERT_TRUE(scene_->frame(state, now_ns += 16'000'000));
    if (step % 4 != 0) continue;
    const std::vector<std::uint8_t> partial = scene_->picture().read_pixels();
    ASSERT_TRUE(scene_->picture().draw_all(scene_->build(state, now_ns)));
    ASSERT_TRUE(partial == scene_->picture().read_pixels()) << "step " << step;
  }
}

TEST_F(PictureTest, the_same_state_is_not_drawn_twice_and_one_digit_costs_little) {
  test::DemoState state;
  ASSERT_TRUE(scene_->frame(state, 1'000'000'000));
  ASSERT_TRUE(scene_->frame(state, 1'016'000'000));
  EXPECT_FALSE(scene_->frame(state, 2'000'000'000).value().changed);
  state.seconds += 1;
  const render::FrameReport report = scene_->frame(state, 2'016'000'000).value();
  EXPECT_TRUE(report.changed);
  EXPECT_LT(report.pixels, 20'000) << "of " << kSize.w * kSize.h;
}

TEST_F(PictureTest, a_lost_context_is_replaced_and_the_picture_comes_back) {
  test::DemoState state;
  ASSERT_TRUE(scene_->frame(state, 1'000'000'000));
  const std::vector<std::uint8_t> before = scene_->picture().read_pixels();
  scene_.reset();
  EXPECT_EQ(render::live_gl_objects(), 0);
  surface_ = std::move(app::create_offscreen_surface(kSize)).value();
  scene_ = std::move(test::DemoScene::create(kSize, 272)).value();
  ASSERT_TRUE(scene_->frame(state, 1'000'000'000));
  EXPECT_TRUE(before == scene_->picture().read_pixels());
}

TEST_F(PictureTest, windows_keep_their_identity_from_frame_to_frame) {
  app::ImguiBridge& bridge = scene_->bridge();
  for (int frame = 0; frame < 2; ++frame) {
    bridge.begin_frame(1'000'000'000 + frame, kSize);
    ImGui::SetNextWindowSize(ImVec2(100, 100));
    ImGui::Begin("named");
    ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(0, 0), ImVec2(90, 90), 0xFFFFFFFF);
    ImGui::End();
    bool found = false;
    for (const render::Window& window : bridge.end_frame()) found |= window.id == app::ImguiBridge::window_id("named");
    EXPECT_TRUE(found);
  }
}

TEST(Screenshot, is_written_whole_or_not_at_all_and_says_why_not) {
  const fs::path folder = fs::temp_directory_path() / ("gridwall-shot-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::vector<std::uint8_t> rgba(8 * 4 * 4, 200);
  ASSERT_TRUE(app::write_png(folder / "a.png", rgba, {8, 4}));
  std::ifstream in(folder / "a.png", std::ios::binary);
  char head[4] = {};
  in.read(head, 4);
  EXPECT_EQ(std::string(head, 4), "\x89PNG");

  const Status missing = app::write_png(folder / "no/such/a.png", rgba, {8, 4});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kIo);
  EXPECT_NE(missing.error().message.find("no/such"), std::string::npos) << missing.error().message;
  fs::create_directory(folder / "taken.png");
  EXPECT_FALSE(app::write_png(folder / "taken.png", rgba, {8, 4})) << "a folder stands there";
  EXPECT_EQ(app::write_png(folder / "b.png", rgba, {9, 4}).error().code, ErrorCode::kInvalidArgument);
  std::size_t left = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++left;
  EXPECT_EQ(left, 2U) << "no unfinished file stays";
  EXPECT_FALSE(app::write_png("/proc/gridwall.png", rgba, {8, 4})) << "a place where no file can be made";
  fs::remove_all(folder);
}

TEST(Surfaces, a_size_without_pixels_is_refused) {
  EXPECT_EQ(app::create_offscreen_surface({0, 480}).error().code, ErrorCode::kInvalidArgument);
}

TEST(Surfaces, a_window_without_a_display_says_what_to_do) {
  if (std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr)
    GTEST_SKIP() << "there is a display";
  const auto window = app::create_window_surface({});
  ASSERT_FALSE(window);
  EXPECT_EQ(window.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(window.error().message.find("DISPLAY"), std::string::npos) << window.error().message;
}

}  // namespace
}  // namespace gridwall
