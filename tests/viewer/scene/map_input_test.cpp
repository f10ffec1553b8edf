// Moving the map by hand.
#include "tests/viewer/scene/wall_fixture.h"
#include "viewer/scene/map_camera.h"

namespace gridwall::scene {
namespace {

using Kind = app::InputEvent::Kind;
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
  void wheel(float clicks) { press_keys(std::array{mouse(Kind::kWheel, kX, kY, clicks)}); }

  render::MapView home_;
};

TEST_F(MapInputTest, APressGoesOneStepDownAndTheBreadcrumbUp) {
  open_map();
  click(960, 480);
  ASSERT_NE(wall_->scope().area, kNone);
  EXPECT_EQ(county().areas[wall_->scope().area].depth, 0);
  frame(usual(), figures_ns_, 1'500'000'000);
  press_keys(std::array{mouse(Kind::kMousePress, 470, 100)});
  EXPECT_TRUE(wall_->scope().whole_county());
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
  press_keys(std::array{mouse(Kind::kMousePress, kX, kY), mouse(Kind::kMouseMove, kX + 50, kY - 30),
                        mouse(Kind::kMouseRelease, kX + 50, kY - 30)});
  press_keys({}, 2'000'000'000);
  EXPECT_TRUE(wall_->scope().whole_county());
  const render::MapView moved = view(2'000'000'000);
  EXPECT_NEAR(moved.px_from_world(home_.world_from_px({kX, kY})).x, kX + 50, 0.5);
  EXPECT_NEAR(moved.px_from_world(home_.world_from_px({kX, kY})).y, kY - 30, 0.5);
}

TEST_F(MapInputTest, AHandThatIsNotQuiteStillStillPresses) {
  open_map();
  press_keys(std::array{mouse(Kind::kMousePress, kX, kY), mouse(Kind::kMouseMove, kX + 2, kY + 1),
                        mouse(Kind::kMouseRelease, kX + 2, kY + 1)});
  press_keys({}, 1'400'000'000);
  EXPECT_NE(wall_->scope().area, kNone);
}

TEST_F(MapInputTest, ADoublePressGoesNearerAndNotDown) {
  open_map();
  const std::array twice = {mouse(Kind::kMousePress, kX, kY), mouse(Kind::kMouseRelease, kX, kY),
                            mouse(Kind::kMousePress, kX, kY), mouse(Kind::kMouseRelease, kX, kY)};
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
  const app::InputEvent down{.key = app::Key::kDown}, plus{.kind = Kind::kText, .character = U'+'};
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

}  // namespace
}  // namespace gridwall::scene
