// Moving the map by hand.
#include "tests/viewer/scene/wall_fixture.h"
#include "viewer/panel/own_layers_panel.h"
#include "viewer/scene/map_camera.h"

namespace gridwall::scene {
namespace {

constexpr float kX = 900, kY = 500;  // a point of the map

class MapInputTest : public WallTest {
 protected:
  void open_map() {
    open();
    if (!wall_) return;
    frame(usual(), figures_ns_, 900'000'000);
    home_ = view();
  }
  render::MapView view(int64_t frame_ns = 1'000'000'000) { return view_of(frame(usual(), figures_ns_, frame_ns)); }
  void wheel(float clicks) { press_keys(std::array{mouse(app::InputEvent::Kind::kWheel, kX, kY, clicks)}); }

  render::MapView home_;
};

TEST_F(MapInputTest, APressGoesOneStepDownAndTheBreadcrumbUp) {
  open_map();
  click(960, 480);
  ASSERT_NE(wall_->scope().area, kNone);
  EXPECT_EQ(county().areas[wall_->scope().area].depth, 0);
  frame(usual(), figures_ns_, 1'500'000'000);
  press_keys(std::array{mouse(app::InputEvent::Kind::kMousePress, 470, 100)});
  EXPECT_TRUE(wall_->scope().whole_county());
}

// How many corners the county's own layers have in a frame.
size_t own_corners(const WallFrame& frame) {
  size_t corners = 0;
  for (const render::Layer& layer : frame.layers) {
    const auto* window = std::get_if<render::Window>(&layer);
    if (window != nullptr && window->id == app::ImguiBridge::window_id("map/own")) corners += window->vertices.size();
  }
  return corners;
}

TEST_F(MapInputTest, AnOwnLayerLiesUnderTheNamesAndAPressInTheKeyHidesIt) {
  open_map();
  view_model::OwnLayer roads;
  roads.name = "道路";
  roads.lines = {{{{-9000, 0}, {9000, 500}}, {-9000, 0, 9000, 500}}};
  view_model::OwnLayer near = roads;
  near.from = 3;
  wall_->set_own_layers({roads, near});
  frame(usual(), figures_ns_, 1'100'000'000);
  const size_t far_corners = own_corners(frame(usual(), figures_ns_, 1'200'000'000));
  EXPECT_GT(far_corners, 0U);
  wheel(10);
  EXPECT_GE(own_corners(frame(usual(), figures_ns_, 1'300'000'000)), 2 * far_corners) << "the other one is near enough";
  press_keys(std::array{app::InputEvent{.key = app::Key::kCharacter, .character = U'0'}});

  std::vector<block::Writing> writings;
  figures_ = compute_figures(usual(), county(), figures_ns_);
  WallInput input{usual(), county(), figures_, figures_ns_, 1'400'000'000, size_, {}, connection_};
  input.writings = &writings;
  wall_->frame(*bridge_, input);
  const auto name = std::find_if(writings.begin(), writings.end(), [](const auto& one) { return one.text == "道路"; });
  ASSERT_NE(name, writings.end()) << "the key names it";
  click(name->left + 4, (name->top + name->bottom) / 2, 1'500'000'000);
  frame(usual(), figures_ns_, 2'500'000'000);
  EXPECT_EQ(own_corners(frame(usual(), figures_ns_, 2'600'000'000)), 0U);
  EXPECT_TRUE(wall_->scope().whole_county()) << "the press was not for the map";
}

TEST_F(MapInputTest, TheWheelKeepsWhatLiesUnderThePointer) {
  open_map();
  const render::PointM before = home_.world_from_px({kX, kY});
  wheel(3);
  const render::MapView near = view();
  EXPECT_GT(near.px_per_m, home_.px_per_m * 1.5);
  const render::PointPx after = near.px_from_world(before);
  EXPECT_NEAR(after.x, kX, 0.5);
  EXPECT_NEAR(after.y, kY, 0.5);
  wheel(-30);  // never farther than everything
  EXPECT_EQ(view(), home_);
}

TEST_F(MapInputTest, ADragMovesTheMapAndIsNoPress) {
  open_map();
  press_keys(std::array{mouse(app::InputEvent::Kind::kMousePress, kX, kY),
                        mouse(app::InputEvent::Kind::kMouseMove, kX + 50, kY - 30),
                        mouse(app::InputEvent::Kind::kMouseRelease, kX + 50, kY - 30)});
  press_keys({}, 2'000'000'000);
  EXPECT_TRUE(wall_->scope().whole_county());
  const render::MapView moved = view(2'000'000'000);
  EXPECT_NEAR(moved.px_from_world(home_.world_from_px({kX, kY})).x, kX + 50, 0.5);
  EXPECT_NEAR(moved.px_from_world(home_.world_from_px({kX, kY})).y, kY - 30, 0.5);
}

TEST_F(MapInputTest, AHandThatIsNotQuiteStillStillPresses) {
  open_map();
  press_keys(std::array{mouse(app::InputEvent::Kind::kMousePress, kX, kY),
                        mouse(app::InputEvent::Kind::kMouseMove, kX + 2, kY + 1),
                        mouse(app::InputEvent::Kind::kMouseRelease, kX + 2, kY + 1)});
  press_keys({}, 1'400'000'000);
  EXPECT_NE(wall_->scope().area, kNone);
}

TEST_F(MapInputTest, ADoublePressGoesNearerAndNotDown) {
  open_map();
  const std::array twice = {
      mouse(app::InputEvent::Kind::kMousePress, kX, kY), mouse(app::InputEvent::Kind::kMouseRelease, kX, kY),
      mouse(app::InputEvent::Kind::kMousePress, kX, kY), mouse(app::InputEvent::Kind::kMouseRelease, kX, kY)};
  press_keys(twice);
  press_keys({}, 2'000'000'000);
  EXPECT_TRUE(wall_->scope().whole_county());
  EXPECT_NEAR(view(2'000'000'000).px_per_m, home_.px_per_m * 2, 1e-9);
}

TEST_F(MapInputTest, EachSceneRemembersItsViewAndGoesHomeByItself) {
  open_map();
  wheel(4);
  const render::MapView near = view();
  wall_->set_scene(view_model::Scene::kPatrol);
  EXPECT_NE(view().px_per_m, near.px_per_m);
  wall_->set_scene(view_model::Scene::kOverview);
  EXPECT_EQ(view(), near);
  EXPECT_EQ(view(1'000'000'000 + MapCamera::kHomeNs - 1), near);
  EXPECT_EQ(view(1'000'000'000 + MapCamera::kHomeNs), home_);
}

TEST_F(MapInputTest, AnotherPlaceIsAViewOfItsOwn) {
  open_map();
  wheel(4);
  wall_->set_scope(view_model::scope_of_area(0));
  view();
  wall_->set_scope({});
  EXPECT_EQ(view(), home_);
}

TEST_F(MapInputTest, ThePlusKeyGoesTowardsTheAreaPointedTo) {
  open_map();
  const app::InputEvent down{.key = app::Key::kDown}, plus{.kind = app::InputEvent::Kind::kText, .character = U'+'};
  press_keys(std::array{down});
  view();
  for (int i = 0; i < 6; ++i) {
    press_keys(std::array{plus});
    view();
  }
  const render::MapView near = view();
  EXPECT_GT(near.px_per_m, home_.px_per_m * 5);
  EXPECT_NE(near.center_x_m, home_.center_x_m);
  press_keys(std::array{app::InputEvent{.key = app::Key::kCharacter, .character = U'0'}});
  EXPECT_EQ(view(), home_);
}

TEST(OwnLayersSeenTest, WhatLiesOutsideIsLeftOutAndWhatIsTooFineIsThinned) {
  view_model::OwnLayer::Run run;
  for (int i = 0; i <= 1000; ++i) run.points.push_back({static_cast<float>(i), 0});
  run.bounds = {0, 0, 1000, 0};
  const render::MapView far{{0, 0, 100, 100}, 500, 0, 0.1};
  const auto whole = panel::seen_of(run, far);
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_GE(whole.front().size(), 40U);
  EXPECT_LE(whole.front().size(), 52U) << "a corner every two pixels";
  EXPECT_FLOAT_EQ(whole.front().back().x, far.px_from_world({1000, 0}).x) << "the end stays";
  const auto near = panel::seen_of(run, {{0, 0, 100, 100}, 500, 0, 2});
  ASSERT_EQ(near.size(), 1U);
  EXPECT_LE(near.front().size(), 53U) << "50 m of it are seen, with one corner beyond at each end";
  EXPECT_TRUE(panel::seen_of(run, {{0, 0, 100, 100}, 500, 9000, 0.1}).empty());

  view_model::OwnLayer::Run hook;  // leaves the picture and comes back
  hook.points = {{0, 0}, {0, 500}, {40, 500}, {40, 0}};
  hook.bounds = {0, 0, 40, 500};
  EXPECT_EQ(panel::seen_of(hook, {{0, 0, 100, 100}, 20, 0, 1}).size(), 2U);
}

}  // namespace
}  // namespace gridwall::scene
