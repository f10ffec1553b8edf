// What whoever stands at a desk sees of the wall: buttons, notices, help, and where a press leads.
#include "tests/viewer/scene/wall_fixture.h"

namespace gridwall::scene {
namespace {

TEST_F(WallTest, FromAnAlarmToItsPlaceIsOnePress) {
  open();
  const std::vector<AlarmView> alarms = alarms_at(usual(), county(), figures_ns_);
  const auto somewhere =
      std::find_if(alarms.begin(), alarms.end(), [](const AlarmView& alarm) { return alarm.grid != kNone; });
  ASSERT_NE(somewhere, alarms.end());
  for (auto alarm = alarms.begin(); alarm <= somewhere; ++alarm) press_keys(std::array{key_of(app::Key::kPageDown)});
  press_keys(std::array{letter_of(U'P')});
  EXPECT_EQ(wall_->scope().grid, somewhere->grid);
}

TEST_F(WallTest, ARowOfSeveralIsMarkedAsAWholeAndAcknowledgedAlarmByAlarm) {
  open();
  desk_ = "甲班";
  const auto acknowledged = [&](std::span<const app::InputEvent> keys) {
    const WallFrame made = compared_frame(emergency(), wall_->compare_view(), 1'000'000'000, keys);
    return std::count_if(made.actions.begin(), made.actions.end(),
                         [](const view_model::Action& action) { return std::holds_alternative<Draft>(action); });
  };
  const AlarmCounts counts = alarm_counts_at(emergency(), county(), figures_ns_, ScopePlaces(county(), {}));
  ASSERT_TRUE(counts.flood);
  const std::vector<AlarmView> alarms = alarms_at(emergency(), county(), figures_ns_);
  const std::vector<AlarmGroup> rows = group_alarms(alarms, true);
  const auto several =
      std::find_if(rows.begin(), rows.end(), [](const AlarmGroup& row) { return row.members.size() > 1; });
  ASSERT_NE(several, rows.end());
  acknowledged({});
  for (auto row = rows.begin(); row <= several; ++row) acknowledged(std::array{key_of(app::Key::kPageDown)});
  acknowledged(std::array{letter_of(U'Q')});
  acknowledged(std::array{key_of(app::Key::kPageDown)});  // what is selected counts no more
  EXPECT_EQ(acknowledged(std::array{letter_of(U'A')}), several->unacknowledged);
}

TEST_F(WallTest, ANoticeStandsAsLongAsItTakesToReadAndCanBeLookedUpAgain) {
  open();
  const uint64_t notice = app::ImguiBridge::window_id("desk/notice"), sheet = app::ImguiBridge::window_id("desk/sheet");
  const auto shown = [&](int64_t at_ns) { return hashes(frame(usual(), figures_ns_, at_ns)); };
  shown(1'000'000'000);
  wall_->notify("未接受：这是一条很长的提示，说明为什么没有接受，以及接下来应当做什么，值班员要有时间读完");
  EXPECT_TRUE(shown(2'000'000'000).contains(notice));
  EXPECT_TRUE(shown(12'000'000'000).contains(notice)) << "forty characters take more than ten seconds";
  EXPECT_FALSE(shown(60'000'000'000).contains(notice));
  press_keys(std::array{letter_of(U'R')});
  EXPECT_TRUE(shown(61'000'000'000).contains(sheet));
  press_keys(std::array{key_of(app::Key::kEscape)});
  EXPECT_FALSE(shown(62'000'000'000).contains(sheet));
}

TEST_F(WallTest, TheSameWordsSaidAgainAreAnotherNotice) {
  open();
  const uint64_t notice = app::ImguiBridge::window_id("desk/notice");
  frame(usual(), figures_ns_, 1'000'000'000);
  wall_->notify("已入库");
  frame(usual(), figures_ns_, 2'000'000'000);
  wall_->notify("已入库");
  frame(usual(), figures_ns_, 7'000'000'000);
  EXPECT_TRUE(hashes(frame(usual(), figures_ns_, 12'000'000'000)).contains(notice));
}

TEST_F(WallTest, TheDeskHasItsButtonsInEverySceneAndAWallThatOnlyShowsHasNone) {
  open();
  const uint64_t bar = app::ImguiBridge::window_id("desk/bar");
  for (const auto scene : {view_model::Scene::kOverview, view_model::Scene::kRequests, view_model::Scene::kPatrol,
                           view_model::Scene::kEmergency}) {
    wall_->set_scene(scene);
    desk_ = "甲班";
    EXPECT_TRUE(hashes(frame(usual(), figures_ns_, 1'000'000'000)).contains(bar));
    expect_texts_inside(frame(usual(), figures_ns_, 1'010'000'000));
    desk_.clear();
    EXPECT_FALSE(hashes(frame(usual(), figures_ns_, 1'020'000'000)).contains(bar));
  }
}

TEST_F(WallTest, HelpLiesOverTheSceneUntilTheNextKey) {
  open();
  const uint64_t sheet = app::ImguiBridge::window_id("desk/sheet");
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    open({{1920, 1080}, language});
    desk_ = "甲班";
    press_keys(std::array{key_of(app::Key::kF1)});
    const WallFrame made = frame(usual(), figures_ns_, 1'010'000'000);
    EXPECT_TRUE(hashes(made).contains(sheet));
    expect_texts_inside(made);
    press_keys(std::array{key_of(app::Key::kEscape)});
    EXPECT_FALSE(hashes(frame(usual(), figures_ns_, 1'020'000'000)).contains(sheet));
  }
}

TEST_F(WallTest, PointingAtTheHeadingOfATileSaysWhatItsFiguresMean) {
  open();
  const uint64_t tooltip = app::ImguiBridge::window_id("desk/tooltip");
  EXPECT_FALSE(hashes(frame(usual(), figures_ns_, 1'000'000'000)).contains(tooltip));
  const auto point_at = [&](float y) {
    press_keys(std::array{app::InputEvent{.kind = app::InputEvent::Kind::kMouseMove, .x_px = 1'600, .y_px = y}});
    const WallFrame made = frame(usual(), figures_ns_, 1'010'000'000);
    expect_texts_inside(made);
    return hashes(made).contains(tooltip);
  };
  EXPECT_TRUE(point_at(160));
  EXPECT_FALSE(point_at(300));
}

TEST_F(WallTest, TheWheelTurnsThePagesOfWhatItStandsOver) {
  open();
  const uint64_t teams = app::ImguiBridge::window_id("tile/teams");
  frame(usual(), figures_ns_, 1'000'000'000);
  const uint64_t first = hashes(frame(usual(), figures_ns_, 1'010'000'000)).at(teams);
  const auto turn = [&](float clicks) {
    press_keys(std::array{
        app::InputEvent{.kind = app::InputEvent::Kind::kWheel, .x_px = 1'500, .y_px = 300, .wheel = clicks}});
    return hashes(frame(usual(), figures_ns_, 1'020'000'000)).at(teams);
  };
  EXPECT_NE(turn(-1), first);
  EXPECT_EQ(turn(+1), first);
}

}  // namespace
}  // namespace gridwall::scene
