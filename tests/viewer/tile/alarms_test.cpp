#include <algorithm>

#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using namespace view_model;

using block::Item, block::Shape;

class AlarmsTest : public TileTest {
 protected:
  // The feeds' own alarms have tests of their own.
  void SetUp() override { county_.feed_late_after_s.fill(1'000'000); }
  void raise(const std::string& alarm, std::string_view at, int level, const std::string& kind = "烟感报警") {
    add("emergency.alarm_raised", at,
        R"("alarm":")" + alarm + R"(","kind":")" + kind + R"(","level":)" + std::to_string(level) + R"(,"grid":"g3")");
  }
};

// Those of the list; what announces a flood stands before it.
std::vector<Item> items_of(const block::Tile& tile) {
  return std::get<block::List>(tile.body.back().content).items;
}

TEST_F(AlarmsTest, TheHighestLevelStandsFirstThenWhatNobodyAcknowledgedThenTheNewest) {
  raise("old", "11-21 08:00:00", 3, "甲");
  raise("new", "11-21 08:30:00", 3, "乙");
  raise("seen", "11-21 08:40:00", 1, "丙");
  raise("gone", "11-21 08:45:00", 2, "丁");
  raise("worst", "11-21 08:10:00", 2, "戊");
  add("emergency.alarm_acknowledged", "11-21 08:41:00", R"("alarm":"seen","by":"x")");
  add("emergency.alarm_cleared", "11-21 08:46:00", R"("alarm":"gone")");
  const block::Tile tile = build("alarms", at("11-21 09:00:00"));
  const std::vector<Item> items = items_of(tile);
  std::string order;
  for (const Item& item : items) order += item.title.substr(0, 3);
  ASSERT_EQ(order, "丙戊丁乙甲");
  EXPECT_EQ(items[0].badge.shape, Shape::kRing);  // acknowledged
  EXPECT_FALSE(items[0].loud);
  EXPECT_TRUE(items[1].loud);
  EXPECT_TRUE(items[2].badge_open);  // cleared
  EXPECT_FALSE(items[2].loud);
  EXPECT_EQ(tile.note, "未确认 4");
  EXPECT_EQ(items[1].badge.letter, "Ⅱ");
  EXPECT_EQ(items[1].end, "50分");
}

TEST_F(AlarmsTest, AShelvedAlarmIsCountedAndComesBackWhenItsTimeIsOver) {
  raise("a", "11-21 08:00:00", 3);
  add("emergency.alarm_shelved", "11-21 08:05:00",
      R"("alarm":"a","by":"x","until":"2026-11-21T09:00:00+08:00","reason":"y")");
  const block::Tile shelved = build("alarms", at("11-21 08:30:00"));
  EXPECT_TRUE(items_of(shelved).empty());
  EXPECT_EQ(shelved.note, "搁置 1");
  EXPECT_EQ(items_of(build("alarms", at("11-21 09:00:01"))).size(), 1U);
}

TEST_F(AlarmsTest, AFloodIsAnnouncedAndItsAlarmsOfOneCauseShareARow) {
  for (int i = 0; i < 12; ++i) raise("a" + std::to_string(i), "11-21 08:00:00", 3);
  const block::Tile tile = build("alarms", at("11-21 08:01:00"));
  EXPECT_EQ(block::line_of(tile, "告警洪泛"), "告警洪泛：10 分钟内 12 条");
  const auto& list = std::get<block::List>(tile.body.back().content);
  ASSERT_EQ(list.total, 1);  // of one grid and one cause: one row
  EXPECT_TRUE(list.items[0].title.ends_with("×12")) << list.items[0].title;
  EXPECT_TRUE(line_of("alarms", at("11-21 08:20:00"), "告警洪泛").empty());
}

TEST_F(AlarmsTest, SoManyAreListedThatPagesCanBeTurnedAndTheRestIsCounted) {
  for (int i = 0; i < 410; ++i) raise("a" + std::to_string(i), "11-21 08:00:00", 3);
  const block::Tile tile = build("alarms", at("11-21 09:00:00"));
  const auto& list = std::get<block::List>(tile.body.back().content);
  EXPECT_EQ(list.items.size(), 400U);
  EXPECT_EQ(list.total, 410);
}

TEST_F(AlarmsTest, AFeedThatFellSilentIsAnAlarmByItself) {
  county_.feed_late_after_s.fill(60);
  place("r1", "11-21 08:00:00");
  const std::vector<Item> items = items_of(build("alarms", at("11-21 09:00:00")));
  EXPECT_EQ(
      std::count_if(items.begin(), items.end(), [](const Item& item) { return item.title == "数据源迟到 · 诉求"; }), 1);
}

TEST_F(AlarmsTest, OfAPlaceItsOwnAlarmsAreListedAndCounted) {
  raise("here", "11-21 08:00:00", 3);
  const block::Tile there = build("alarms", at("11-21 08:30:00", scope_of_grid(county_, county_.grid_index("g1"))));
  EXPECT_TRUE(items_of(there).empty());
  EXPECT_EQ(there.note, "");
  const block::Tile here = build("alarms", at("11-21 08:30:00", scope_of_grid(county_, county_.grid_index("g3"))));
  EXPECT_EQ(items_of(here).size(), 1U);
  EXPECT_EQ(here.note, "未确认 1");
}

TEST_F(AlarmsTest, TheAlarmSelectedIsMarkedAndAnotherPressLetsItGo) {
  raise("a", "11-21 08:00:00", 3);
  raise("b", "11-21 08:01:00", 3);
  ViewContext context = at("11-21 08:30:00");
  context.selected_alarm = "a";
  const std::vector<Item> items = items_of(build("alarms", context));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_FALSE(items[0].selected);
  EXPECT_TRUE(items[1].selected);
  EXPECT_EQ(std::get<SelectAlarm>(items[0].press.value()).alarm, "b");
  EXPECT_EQ(std::get<SelectAlarm>(items[1].press.value()).alarm, "");
}

TEST_F(AlarmsTest, ARowOfSeveralOpensAndShowsEachWithHowManyNobodyHasAcknowledged) {
  for (int i = 0; i < 12; ++i) raise("a" + std::to_string(i), "11-21 08:00:00", 3);
  add("emergency.alarm_acknowledged", "11-21 08:00:30", R"("alarm":"a3","by":"x")");
  ViewContext context = at("11-21 08:01:00");
  const Item row = items_of(build("alarms", context)).at(0);
  EXPECT_EQ(row.aside, "未确认 11");
  const std::string key = std::get<OpenAlarms>(row.press.value()).row;
  context.opened_alarms = key;
  const block::Tile opened = build("alarms", context);
  EXPECT_EQ(items_of(opened).size(), 12U);
  const Item heading = std::get<block::List>(opened.body.front().content).items.at(0);
  EXPECT_TRUE(heading.title.ends_with("×12"));
  EXPECT_EQ(heading.aside, "未确认 11");
  EXPECT_EQ(std::get<OpenAlarms>(heading.press.value()).row, "");
  EXPECT_TRUE(std::holds_alternative<SelectAlarm>(items_of(opened)[0].press.value()));
}

TEST_F(AlarmsTest, ADeadFeedSaysHowManySilencesItExplainsAndShowsThemWhenOpened) {
  county_.feed_late_after_s.fill(60);
  for (int i = 0; i < 366; ++i) {
    add("emergency.team_status", "11-21 08:00:00",
        R"("team":"T)" + std::to_string(i) + R"(","status":"available","detail":"standby")");
  }
  ViewContext context = at("11-22 00:00:00");
  const block::Tile tile = build("alarms", context);
  ASSERT_EQ(items_of(tile).size(), 1U);
  EXPECT_EQ(items_of(tile)[0].title, "数据源迟到 · 应急");
  EXPECT_EQ(items_of(tile)[0].aside, "引起 366 条");
  EXPECT_EQ(tile.note, "未确认 1 · 抑制 366");
  const std::string key = std::get<OpenAlarms>(items_of(tile)[0].press.value()).row;
  context.opened_alarms = key;
  const std::vector<Item> opened = items_of(build("alarms", context));
  ASSERT_EQ(opened.size(), 367U);
  EXPECT_EQ(opened[1].end, "由上面的原因引起");
  EXPECT_FALSE(opened[1].loud);
}

TEST_F(AlarmsTest, TheEndOfARowLeadsToItsPlace) {
  raise("a", "11-21 08:00:00", 3);
  const Item item = items_of(build("alarms", at("11-21 08:01:00"))).at(0);
  EXPECT_EQ(std::get<ShowAlarm>(item.press_end.value()).alarm, "a");
  EXPECT_FALSE(item.press_badge) << "nobody may act here";
  ViewContext context = at("11-21 08:01:00");
  context.desk = "甲班";
  const std::vector<std::string> marked = {"a"};
  context.marked_alarms = marked;
  const Item at_desk = items_of(build("alarms", context)).at(0);
  EXPECT_EQ(std::get<MarkAlarm>(at_desk.press_badge.value()).alarm, "a");
  EXPECT_TRUE(at_desk.marked);
}

TEST_F(AlarmsTest, InAnEmergencyTheAlarmsOfTheWholeCountyStayInSight) {
  raise("here", "11-21 08:00:00", 3);
  ViewContext context = at("11-21 08:30:00", scope_of_grid(county_, county_.grid_index("g1")));
  EXPECT_TRUE(items_of(build("alarms", context)).empty());
  context.scene = Scene::kEmergency;
  EXPECT_EQ(items_of(build("alarms", context)).size(), 1U);
  EXPECT_EQ(build("alarms", context).note, "未确认 1");
}

TEST_F(AlarmsTest, NoAlarmIsSaidOnlyOnceTheFeedHasSpoken) {
  EXPECT_EQ(build("alarms", at("11-21 08:00:00")).why, "尚无数据");
  add("emergency.note_added", "11-21 08:00:00", R"("by":"x","text":"y")");
  EXPECT_EQ(build("alarms", at("11-21 08:01:00")).why, "当前没有告警");
}

}  // namespace
}  // namespace gridwall::tile
