#include "viewer/view_model/alarm_list.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class AlarmListTest : public ViewTest {
 protected:
  // The feeds' own alarms have tests of their own.
  void SetUp() override { county_.feed_late_after_s.fill(1'000'000); }
  void raise(const std::string& alarm, std::string_view at, int level, const std::string& kind = "烟感报警") {
    add("emergency.alarm_raised", at,
        R"("alarm":")" + alarm + R"(","kind":")" + kind + R"(","level":)" + std::to_string(level) + R"(,"grid":"g3")");
  }
};

TEST_F(AlarmListTest, TheHighestLevelStandsFirstThenWhatNobodyAcknowledgedThenTheNewest) {
  raise("old", "11-21 08:00:00", 3, "甲");
  raise("new", "11-21 08:30:00", 3, "乙");
  raise("seen", "11-21 08:40:00", 1, "丙");
  raise("gone", "11-21 08:45:00", 2, "丁");
  raise("worst", "11-21 08:10:00", 2, "戊");
  add("emergency.alarm_acknowledged", "11-21 08:41:00", R"("alarm":"seen","by":"x")");
  add("emergency.alarm_cleared", "11-21 08:46:00", R"("alarm":"gone")");
  const AlarmList list = build_alarm_list(at("11-21 09:00:00"));
  std::string order;
  for (const AlarmRow& row : list.rows) order += row.text.substr(0, 3);
  EXPECT_EQ(order, "丙戊丁乙甲");
  EXPECT_TRUE(list.rows[0].acknowledged);
  EXPECT_TRUE(list.rows[2].cleared);
  EXPECT_EQ(list.unacknowledged, "未确认 4");
  EXPECT_EQ(list.rows[1].mark, "Ⅱ");
  EXPECT_EQ(list.rows[1].age, "50分");
}

TEST_F(AlarmListTest, AShelvedAlarmIsCountedAndComesBackWhenItsTimeIsOver) {
  raise("a", "11-21 08:00:00", 3);
  add("emergency.alarm_shelved", "11-21 08:05:00",
      R"("alarm":"a","by":"x","until":"2026-11-21T09:00:00+08:00","reason":"y")");
  const AlarmList shelved = build_alarm_list(at("11-21 08:30:00"));
  EXPECT_TRUE(shelved.rows.empty());
  EXPECT_EQ(shelved.shelved, "搁置 1");
  EXPECT_EQ(build_alarm_list(at("11-21 09:00:01")).rows.size(), 1U);
}

TEST_F(AlarmListTest, AFloodIsAnnouncedAndItsAlarmsOfOneCauseShareARow) {
  for (int i = 0; i < 12; ++i) raise("a" + std::to_string(i), "11-21 08:00:00", 3);
  const AlarmList list = build_alarm_list(at("11-21 08:01:00"));
  EXPECT_EQ(list.flood, "告警洪泛：10 分钟内 12 条");
  ASSERT_EQ(list.total, 1);  // of one grid and one cause: one row
  EXPECT_TRUE(list.rows[0].text.ends_with("×12")) << list.rows[0].text;
  EXPECT_TRUE(build_alarm_list(at("11-21 08:20:00")).flood.empty());
}

TEST_F(AlarmListTest, AFeedThatFellSilentIsAnAlarmByItself) {
  county_.feed_late_after_s.fill(60);
  place("r1", "11-21 08:00:00");
  const AlarmList list = build_alarm_list(at("11-21 09:00:00"));
  EXPECT_EQ(std::count_if(list.rows.begin(), list.rows.end(),
                          [](const AlarmRow& row) { return row.text == "数据源迟到 · 诉求"; }),
            1);
}

TEST_F(AlarmListTest, OfAPlaceItsOwnAlarmsAreListedAndCounted) {
  raise("here", "11-21 08:00:00", 3);
  const AlarmList there = build_alarm_list(at("11-21 08:30:00", scope_of_grid(county_, county_.grid_index("g1"))));
  EXPECT_TRUE(there.rows.empty());
  EXPECT_EQ(there.unacknowledged, "");
  const AlarmList here = build_alarm_list(at("11-21 08:30:00", scope_of_grid(county_, county_.grid_index("g3"))));
  EXPECT_EQ(here.rows.size(), 1U);
  EXPECT_EQ(here.unacknowledged, "未确认 1");
}

TEST_F(AlarmListTest, TheAlarmSelectedIsMarked) {
  raise("a", "11-21 08:00:00", 3);
  raise("b", "11-21 08:01:00", 3);
  ViewContext context = at("11-21 08:30:00");
  context.selected_alarm = "a";
  const AlarmList list = build_alarm_list(context);
  EXPECT_FALSE(list.rows.at(0).selected);
  EXPECT_TRUE(list.rows.at(1).selected);
}

TEST_F(AlarmListTest, NoAlarmIsSaidOnlyOnceTheFeedHasSpoken) {
  EXPECT_EQ(build_alarm_list(at("11-21 08:00:00")).why, "尚无数据");
  add("emergency.note_added", "11-21 08:00:00", R"("by":"x","text":"y")");
  EXPECT_EQ(build_alarm_list(at("11-21 08:01:00")).why, "当前没有告警");
}

}  // namespace
}  // namespace gridwall::view_model
