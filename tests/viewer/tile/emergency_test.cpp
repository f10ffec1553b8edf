// Incidents and their timeline.
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

}  // namespace
}  // namespace gridwall::tile
