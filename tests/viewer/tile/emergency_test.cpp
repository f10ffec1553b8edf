// Incidents, their timeline, warnings and the duty log.
#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using Lines = std::vector<std::string>;

class EmergencyTilesTest : public TileTest {
 protected:
  void open(const std::string& incident, std::string_view at, int level, const std::string& rest = {}) {
    add("emergency.incident_opened", at,
        R"("incident":")" + incident + R"(","kind":"火情","level":)" + std::to_string(level) +
            R"(,"place":"一号楼","grid":"g3")" + rest);
  }
};

TEST_F(EmergencyTilesTest, AnIncidentIsToldWithItsTeamsAndTheLastWordFromThere) {
  open("E1", "11-21 08:00:00", 3);
  open("E2", "11-21 08:30:00", 2, R"(,"drill":true)");
  add("emergency.incident_updated", "11-21 08:50:00", R"("incident":"E1","text":"火势已控")");
  const Lines lines = lines_of("incidents", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].starts_with("在处置事件 · 2 起")) << lines[0];
  EXPECT_EQ(lines[1], "Ⅲ 火情 (一号楼) | 1时 | 尚无队伍 · 08:50 火势已控");
  EXPECT_EQ(lines[2], "Ⅱ 演练 火情 (一号楼) | 30分 | 尚无队伍");  // drills last
}

TEST_F(EmergencyTilesTest, OfAPlaceItsOwnIncidentsAreListed) {
  open("E1", "11-21 08:00:00", 3);
  EXPECT_EQ(build("incidents", in_grid("g1", "11-21 09:00:00")).why, "没有在处置的事件");
  EXPECT_EQ(build("incidents", in_grid("g3", "11-21 09:00:00")).why, "");
}

TEST_F(EmergencyTilesTest, InTheEmergencySceneIncidentsElsewhereStayInSight) {
  open("E1", "11-21 08:00:00", 3);
  view_model::ViewContext context = in_grid("g1", "11-21 09:00:00");
  context.scene = view_model::Scene::kEmergency;
  EXPECT_EQ(build("incidents", context).why, "");
}

TEST_F(EmergencyTilesTest, AlarmsAcknowledgedInOneActAreOneLineOfTheDutyLog) {
  for (int i = 0; i < 7; ++i) {
    const std::string alarm = R"("alarm":"a)" + std::to_string(i) + "\"";
    add("emergency.alarm_raised", "11-21 08:00:00", alarm + R"(,"kind":"一键报警","level":3,"grid":"g3")");
    add("emergency.alarm_acknowledged", "11-21 08:05:00", alarm + R"(,"by":"甲班")");
  }
  add("emergency.alarm_raised", "11-21 08:06:00", R"("alarm":"b","kind":"烟感报警","level":3,"grid":"g3")");
  add("emergency.alarm_acknowledged", "11-21 08:07:00", R"("alarm":"b","by":"甲班")");
  const Lines lines = lines_of("duty", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1], "08:07 | 甲班 | 确认告警 烟感报警 一社区 g3");
  EXPECT_EQ(lines[2], "08:05 | 甲班 | 确认告警 一键报警 一社区 g3 等 7 条");
}

TEST_F(EmergencyTilesTest, TheTimelineIsOfTheIncidentSelected) {
  EXPECT_EQ(build("timeline", at("11-21 07:00:00")).why, "没有在处置的事件");
  open("E1", "11-21 08:00:00", 3);
  open("E2", "11-21 08:30:00", 2);
  add("emergency.incident_updated", "11-21 08:50:00", R"("incident":"E1","text":"火势已控")");
  view_model::ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(lines_of("timeline", context), (Lines{"事件过程 · 一号楼", "08:30 | 告警 火情", "08:30 | Ⅱ级 火情 发生"}));
  context.selected_incident = "E1";
  const Lines lines = lines_of("timeline", context);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[1].starts_with("08:50 | ") && lines[1].ends_with("火势已控")) << lines[1];
  EXPECT_EQ(lines[2], "08:00 | Ⅲ级 火情 发生");
}

TEST_F(EmergencyTilesTest, AWarningThatIsNotMeantSaysSo) {
  EXPECT_EQ(build("warnings", at("11-21 07:00:00")).why, "没有生效中的预警");
  const auto issue = [&](const std::string& warning, const std::string& status) {
    add("emergency.warning_issued", "11-21 08:00:00",
        R"("warning":")" + warning + R"(","kind":"暴雨","level":3,"area":"c1","status":")" + status +
            R"(","until":"2026-11-21T20:00:00+08:00")");
  };
  issue("t", "test");
  issue("d", "exercise");
  issue("a", "actual");
  EXPECT_EQ(lines_of("warnings", at("11-21 09:00:00")),
            (Lines{"预警", "Ⅲ 暴雨黄色预警 | 至 20:00 | 一社区", "Ⅲ 演练 暴雨黄色预警 | 至 20:00 | 一社区",
                   "Ⅲ 测试 暴雨黄色预警 | 至 20:00 | 一社区"}));
}

TEST_F(EmergencyTilesTest, TheDutyLogSaysWhoDidWhatAndWhoMayAct) {
  add("emergency.note_added", "11-21 08:00:00", R"("by":"甲班","text":"已通知水务")");
  add("emergency.bookmark_added", "11-21 08:10:00", R"("by":"乙班","text":"转折点")");
  view_model::ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(lines_of("duty", context),
            (Lines{"值班日志 | 仅显示", "08:10 | 乙班 | 标记：转折点", "08:00 | 甲班 | 已通知水务"}));
  context.desk = "丙班";
  EXPECT_EQ(build("duty", context).note, "丙班");
}

}  // namespace
}  // namespace gridwall::tile
