// The wall without looking at pixels: what its windows draw, and when that changes.
#include "tests/viewer/scene/wall_fixture.h"

#include <cmath>
#include <set>

#include "viewer/scene/layout.h"
#include "viewer/tile/tile.h"

namespace gridwall::scene {
namespace {

TEST_F(WallTest, NothingIsDrawnAnewWhileNothingChangesWithinASecond) {
  open();
  const int64_t now_ns = testing::usual_afternoon().now_ns;
  frame(usual(), now_ns, 1'000'000'000);  // ImGui's first frame has windows without sizes
  const auto before = hashes(frame(usual(), now_ns, 1'010'000'000));
  const auto after = hashes(frame(usual(), now_ns + 900'000'000, 1'910'000'000));
  EXPECT_GT(before.size(), 12U);
  EXPECT_EQ(before, after);
}

TEST_F(WallTest, ASecondLaterOnlyTheClockAndTheTrustStripDiffer) {
  open();
  // A moment at which no age is just coming to its next step.
  const int64_t now_ns = testing::usual_afternoon().now_ns + 5 * kNsPerSecond;
  frame(usual(), now_ns, 1'000'000'000);
  const auto before = hashes(frame(usual(), now_ns, 1'010'000'000));
  const auto after = hashes(frame(usual(), now_ns + kNsPerSecond, 2'010'000'000));
  int differing = 0;
  for (const auto& [id, hash] : before) {
    if (after.at(id) == hash) continue;
    ++differing;
    EXPECT_TRUE(id == app::ImguiBridge::window_id("panel/clock") || id == app::ImguiBridge::window_id("panel/trust"));
  }
  EXPECT_EQ(differing, 2);
}

TEST_F(WallTest, EveryTextStaysInsideItsPanelInBothLanguagesAndSizes) {
  const int64_t now_ns = testing::usual_afternoon().now_ns;
  for (const Place place : {Place{{1920, 1080}, Language::kChinese}, Place{{1920, 1080}, Language::kEnglish},
                            Place{{3840, 2160}, Language::kChinese}, Place{{3840, 2160}, Language::kEnglish}}) {
    open(place);
    for (const CountyState* state : {&usual(), &emergency()}) {
      for (int mode = 0; mode < view_model::kMapModeCount; ++mode) {
        wall_->set_map_mode(static_cast<view_model::MapMode>(mode));
        frame(*state, now_ns, 1'000'000'000);
        expect_texts_inside(frame(*state, now_ns, 1'010'000'000));
      }
    }
  }
}

TEST_F(WallTest, EveryTextStaysInsideItsPanelInEverySceneAndDownToAGrid) {
  const int64_t now_ns = testing::usual_afternoon().now_ns;
  const Scope street = view_model::scope_of_area(0), grid = view_model::scope_of_grid(county(), 0);
  for (const Place place : {Place{{1920, 1080}, Language::kChinese}, Place{{1920, 1080}, Language::kEnglish},
                            Place{{3840, 2160}, Language::kEnglish}}) {
    open(place);
    for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
      wall_->set_scene(static_cast<view_model::Scene>(scene));
      for (const Scope scope : {Scope{}, street, grid}) {
        SCOPED_TRACE(std::string(view_model::scene_name(static_cast<view_model::Scene>(scene))) + " " +
                     view_model::scope_code(county(), scope));
        wall_->set_scope(scope);
        frame(joined_up(), now_ns, 1'000'000'000);
        expect_texts_inside(frame(joined_up(), now_ns, 1'010'000'000));
      }
    }
  }
}

TEST_F(WallTest, EveryTextStaysInsideItsPanelWhileTwoMomentsAreCompared) {
  using view_model::CompareView;
  for (const Place place : {Place{{1920, 1080}, Language::kChinese}, Place{{1920, 1080}, Language::kEnglish}}) {
    open(place);
    for (int scene = 0; scene < view_model::kSceneCount; ++scene) {
      wall_->set_scene(static_cast<view_model::Scene>(scene));
      for (const Scope scope : {Scope{}, view_model::scope_of_area(0), view_model::scope_of_grid(county(), 0)}) {
        wall_->set_scope(scope);
        for (const CompareView view : {CompareView::kDifference, CompareView::kSideBySide}) {
          for (const CountyState* state : {&joined_up(), &emergency()}) {
            compared_frame(*state, view, 1'000'000'000);
            expect_texts_inside(compared_frame(*state, view, 1'010'000'000));
          }
        }
      }
    }
  }
}

TEST_F(WallTest, TwoMomentsStandInTwoMapsOfOneViewAndBothCanBePressed) {
  open();
  compared_frame(joined_up(), view_model::CompareView::kSideBySide, 1'000'000'000);
  const WallFrame made = compared_frame(joined_up(), view_model::CompareView::kSideBySide, 1'010'000'000);
  std::vector<render::MapView> views;
  for (const render::Layer& layer : made.layers) {
    if (const auto* map = std::get_if<render::MapLayer>(&layer)) views.push_back(map->map->view());
  }
  ASSERT_EQ(views.size(), 2U);
  EXPECT_FALSE(views[0].rect_px.overlaps(views[1].rect_px));
  EXPECT_GT(views[0].rect_px.x, views[1].rect_px.x);  // the moment shown at the right
  for (const render::MapView& view : views) {
    wall_->set_scope({});
    compared_frame(joined_up(), view_model::CompareView::kSideBySide, 1'020'000'000);
    // Beside the marks in the middle, which mean something else.
    const render::PointPx place = view.px_from_world(
        {static_cast<float>(views[0].center_x_m) + 4'000, static_cast<float>(views[0].center_y_m) + 2'000});
    using Kind = app::InputEvent::Kind;
    compared_frame(
        joined_up(), view_model::CompareView::kSideBySide, 1'030'000'000,
        std::array{mouse(Kind::kMousePress, place.x, place.y), mouse(Kind::kMouseRelease, place.x, place.y)});
    compared_frame(joined_up(), view_model::CompareView::kSideBySide, 1'430'000'000);
    EXPECT_NE(wall_->scope().area, kNone);
  }
  views[1].rect_px = views[0].rect_px;
  EXPECT_EQ(views[0], views[1]);
}

TEST_F(WallTest, VShowsTwoMapsOnlyWhileTwoMomentsAreCompared) {
  open();
  const app::InputEvent v{.key = app::Key::kCharacter, .character = U'V'};
  press_keys(std::array{v});
  EXPECT_EQ(wall_->compare_view(), view_model::CompareView::kDifference);
  const auto difference = view_model::CompareView::kDifference;
  EXPECT_EQ(maps_of(compared_frame(usual(), difference, 1'000'000'000)), 1U);
  EXPECT_EQ(maps_of(compared_frame(usual(), difference, 1'010'000'000, std::array{v})), 2U);
  EXPECT_EQ(wall_->compare_view(), view_model::CompareView::kSideBySide);
  EXPECT_EQ(maps_of(frame(usual(), figures_ns_, 1'020'000'000)), 1U);
}

TEST_F(WallTest, AComparisonThatEndsLeavesThePictureAsItWas) {
  open();
  frame(usual(), figures_ns_, 1'000'000'000);
  const auto before = hashes(frame(usual(), figures_ns_, 1'010'000'000));
  for (const auto view : {view_model::CompareView::kSideBySide, view_model::CompareView::kDifference}) {
    const auto compared = hashes(compared_frame(usual(), view, 1'020'000'000));
    EXPECT_NE(before, compared);
    frame(usual(), figures_ns_, 1'030'000'000);
    EXPECT_EQ(before, hashes(frame(usual(), figures_ns_, 1'040'000'000)));
  }
}

// Into the two maps and back, with events between: what is drawn anew leaves what all of it drawn anew would.
TEST_F(WallTest, PartialRedrawsOfTwoMapsGiveThePixelsOfAFullOne) {
  open();
  auto picture = render::RetainedPicture::create(*shaders_, size_, app::color::kGround);
  ASSERT_TRUE(picture);
  int64_t frame_ns = 1'000'000'000;
  const auto expect_same = [&](const WallFrame& made) {
    bridge_->upload_atlas((*picture)->panels());
    ASSERT_TRUE((*picture)->draw(made.layers));
    const std::vector<uint8_t> partly = (*picture)->read_pixels();
    ASSERT_TRUE((*picture)->draw_all(made.layers));
    ASSERT_TRUE(partly == (*picture)->read_pixels());
  };
  using view_model::CompareView;
  expect_same(frame(usual(), figures_ns_, frame_ns += 10'000'000));
  for (const CompareView view : {CompareView::kSideBySide, CompareView::kDifference, CompareView::kSideBySide}) {
    for (const CountyState* state : {&usual(), &emergency(), &joined_up()}) {
      expect_same(compared_frame(*state, view, frame_ns += 2'000'000'000));
    }
  }
  expect_same(frame(usual(), figures_ns_, frame_ns += 10'000'000));
}

TEST_F(WallTest, TheRequestsSceneListsMattersThatLeadToTheirGrids) {
  open();
  wall_->set_scene(view_model::Scene::kRequests);
  frame(usual(), figures_ns_, 1'000'000'000);
  const app::InputEvent row{.kind = app::InputEvent::Kind::kMousePress, .x_px = 700, .y_px = 480, .button = 0};
  press_keys(std::array{row});
  EXPECT_NE(wall_->scope().grid, kNone);
}

TEST_F(WallTest, PressingHowManyMoreThereAreShowsTheNextRows) {
  open();
  const uint64_t teams = app::ImguiBridge::window_id("tile/teams");
  frame(usual(), figures_ns_, 1'000'000'000);
  const uint64_t first = hashes(frame(usual(), figures_ns_, 1'010'000'000)).at(teams);
  // The line stands at the foot of the tile: nothing around it has room to spare.
  const Layouts layouts = std::move(delivered_layouts()).value();
  const Layout& overview = layouts.of(view_model::Scene::kOverview);
  const PlacedPanels placed = place_panels(overview, app::metrics_for(size_), size_);
  render::RectPx tile;
  for (size_t i = 0; i < overview.panels.size(); ++i) {
    if (tile::kinds()[overview.panels[i].tile].name == "teams") tile = placed.panels[i];
  }
  const auto x = static_cast<float>(tile.x + tile.w / 2), y = static_cast<float>(tile.bottom() - 28);
  std::set<uint64_t> pages = {first};
  bool first_again = false;
  for (int times = 0; times < 10 && !first_again; ++times) {
    press_keys(
        std::array{app::InputEvent{.kind = app::InputEvent::Kind::kMousePress, .x_px = x, .y_px = y, .button = 0}});
    const uint64_t page = hashes(frame(usual(), figures_ns_, 1'020'000'000 + times * 10'000'000)).at(teams);
    first_again = page == first && pages.size() > 1;
    pages.insert(page);
  }
  EXPECT_GE(pages.size(), 3U);
  EXPECT_TRUE(first_again);
}

TEST_F(WallTest, TheSelectedAlarmIsInSightHoweverFarDownTheListItStands) {
  open();
  const uint64_t list = app::ImguiBridge::window_id("tile/alarms");
  const size_t alarms = alarms_at(usual(), county(), figures_ns_).size();
  ASSERT_GE(alarms, 8U);  // more than find room
  frame(usual(), figures_ns_, 1'000'000'000);
  uint64_t before = hashes(frame(usual(), figures_ns_, 1'010'000'000)).at(list);
  for (size_t i = 0; i < 8; ++i) {
    press_keys(std::array{app::InputEvent{.kind = app::InputEvent::Kind::kKey, .key = app::Key::kPageDown}});
    const auto at = static_cast<int64_t>(1'020'000'000 + i * 10'000'000);
    const uint64_t now = hashes(frame(usual(), figures_ns_, at)).at(list);
    EXPECT_NE(now, before) << i;
    before = now;
  }
}

TEST_F(WallTest, ATileWithoutASubjectLeavesItsRoomToItsNeighbour) {
  open();
  wall_->set_scene(view_model::Scene::kRequests);
  frame(joined_up(), figures_ns_, 1'000'000'000);
  const auto with = hashes(frame(joined_up(), figures_ns_, 1'010'000'000));
  wall_->set_scope(view_model::scope_of_grid(county(), 0));  // no street whistles in a grid
  frame(joined_up(), figures_ns_, 1'020'000'000);
  const auto without = hashes(frame(joined_up(), figures_ns_, 1'030'000'000));
  EXPECT_TRUE(with.contains(app::ImguiBridge::window_id("tile/whistles")));
  EXPECT_FALSE(without.contains(app::ImguiBridge::window_id("tile/whistles")));
}

TEST_F(WallTest, ThePatrolSceneHasAMapModeOfItsOwnAndLeavesTheOthers) {
  open();
  wall_->set_map_mode(view_model::MapMode::kOverdue);
  wall_->set_scene(view_model::Scene::kPatrol);
  EXPECT_EQ(wall_->map_mode(), view_model::MapMode::kPatrol);
  const app::InputEvent three{.key = app::Key::kCharacter, .character = U'3'};
  press_keys(std::array{three});
  EXPECT_EQ(wall_->map_mode(), view_model::MapMode::kOpen);
  wall_->set_scene(view_model::Scene::kOverview);
  EXPECT_EQ(wall_->map_mode(), view_model::MapMode::kOverdue);
}

TEST_F(WallTest, AnEmptyCountyAndASilentServiceCanBeDrawn) {
  open();
  const CountyState empty(county());
  for (const Connection::Phase phase :
       {Connection::Phase::kConnecting, Connection::Phase::kCatchingUp, Connection::Phase::kLive,
        Connection::Phase::kRepairing, Connection::Phase::kStale}) {
    connection_ = {.phase = phase, .done = 3, .wanted = 9, .silent_s = 12, .replay = true};
    frame(empty, figures_ns_, 1'000'000'000);
    const auto ids = hashes(frame(empty, figures_ns_, 1'010'000'000));
    EXPECT_EQ(ids.contains(app::ImguiBridge::window_id("panel/banner")), phase != Connection::Phase::kLive);
  }
}

TEST_F(WallTest, TheNextFrameIsAskedForWhenTheClockOrAPulseMovesOn) {
  open();
  const CountyState empty(county());
  frame(empty, figures_ns_, 4'700'000'000);  // the first frame finds out whether there is an inset
  EXPECT_EQ(frame(empty, figures_ns_ + 300'000'000, 5'000'000'000).next_frame_ns, 5'700'000'000);
  EXPECT_LE(frame(emergency(), figures_ns_, 6'000'000'000).next_frame_ns, 6'000'000'000 + 80'000'000);
}

TEST_F(WallTest, TheKeysChooseTheMapsModeAndTheWindowOfTheRates) {
  open();
  const std::array<app::InputEvent, 2> keys = {app::InputEvent{.key = app::Key::kCharacter, .character = U'4'},
                                               app::InputEvent{.key = app::Key::kCharacter, .character = U'W'}};
  press_keys(keys);
  EXPECT_EQ(wall_->map_mode(), view_model::MapMode::kOverdue);
  EXPECT_EQ(wall_->window(), Window::kYear);
}

// Two moments are compared and a part is pointed to. The same frame time throughout: nothing moves by itself.
TEST_F(WallTest, EveryKeyChangesThePictureOrAsksForSomething) {
  open();
  desk_ = "甲班";
  const auto made = [&](std::span<const app::InputEvent> keys) {
    const WallFrame frame = compared_frame(emergency(), wall_->compare_view(), 1'000'000'000, keys);
    return std::pair(hashes(frame), frame.actions.size());
  };
  const app::InputEvent down{.key = app::Key::kDown}, next_alarm{.key = app::Key::kPageDown};
  const app::InputEvent no_meaning{.key = app::Key::kDelete};
  for (const view_model::KeyBinding& binding : view_model::key_bindings()) {
    if (binding.place != view_model::KeyPlace::kWall && binding.place != view_model::KeyPlace::kTime) continue;
    SCOPED_TRACE(binding.name);
    wall_->set_scene(view_model::Scene::kOverview);
    wall_->set_map_mode(binding.name == "2" || binding.name == "Y" ? view_model::MapMode::kUsual
                                                                   : view_model::MapMode::kArrived);
    const app::InputEvent nearer{.kind = app::InputEvent::Kind::kText, .character = U'+'};
    if (binding.name == "0" || binding.name == "-") made(std::array{nearer});
    const bool leaves = binding.name == "Backspace" || binding.name == "Esc";
    wall_->set_scope(leaves ? view_model::scope_of_area(0) : Scope{});
    made({});
    if (binding.name == "PageUp" || binding.name == "Q") made(std::array{next_alarm});
    const auto before = made(std::array{down});
    EXPECT_EQ(made(std::array{no_meaning}), before);
    app::InputEvent event{.key = binding.stroke.key, .character = binding.stroke.character};
    if (event.key == app::Key::kNone) event.kind = app::InputEvent::Kind::kText;
    const auto after = made(std::array{event});
    EXPECT_TRUE(after.second == 1 || after.first != before.first);
  }
}

TEST_F(WallTest, TheKeysGoDownToAGridAndUpAgain) {
  open();
  const app::InputEvent down{.key = app::Key::kDown}, enter{.key = app::Key::kEnter}, back{.key = app::Key::kBackspace};
  press_keys(std::array{down, down, enter});
  const Scope second = wall_->scope();
  EXPECT_EQ(county().areas.at(second.area).code, "320925050");
  press_keys(std::array{back, enter});  // points to where it came from
  EXPECT_EQ(wall_->scope(), second);
  press_keys(std::array{down, enter});
  EXPECT_NE(wall_->scope().grid, kNone);
  EXPECT_EQ(county().grids[wall_->scope().grid].area, second.area);
  press_keys(std::array{back, back, back});
  EXPECT_TRUE(wall_->scope().whole_county());
}

TEST_F(WallTest, WhereNoMapStandsThePartsCanBePressedInTheBar) {
  open();
  wall_->set_scene(view_model::Scene::kRequests);
  frame(usual(), figures_ns_, 1'000'000'000);
  frame(usual(), figures_ns_, 1'010'000'000);
  const app::InputEvent part{.kind = app::InputEvent::Kind::kMousePress, .x_px = 530, .y_px = 100, .button = 0};
  press_keys(std::array{part});
  ASSERT_NE(wall_->scope().area, kNone);
  EXPECT_EQ(county().areas[wall_->scope().area].depth, 0);
}

TEST_F(WallTest, TheEmergencySceneComesInTheFrameOfTheEventAndGoesWithStandDown) {
  open();
  frame(usual(), figures_ns_, 1'000'000'000);
  EXPECT_EQ(wall_->scene(), view_model::Scene::kOverview);
  frame(emergency(), figures_ns_, 1'010'000'000);
  EXPECT_EQ(wall_->scene(), view_model::Scene::kEmergency);
  frame(usual(), figures_ns_, 1'020'000'000);
  EXPECT_EQ(wall_->scene(), view_model::Scene::kOverview);
}

}  // namespace
}  // namespace gridwall::scene
