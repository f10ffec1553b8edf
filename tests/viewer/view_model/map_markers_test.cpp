// What stands on the map besides the grids.
#include "viewer/view_model/map_markers.h"

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/view_model/county_geometry.h"

namespace gridwall::view_model {
namespace {

class MapMarkersTest : public ViewTest {
 protected:
  void SetUp() override { county_.feed_late_after_s.fill(1'000'000); }
  void raise(const std::string& alarm, const std::string& grid, int level) {
    add("emergency.alarm_raised", "11-21 08:00:00",
        R"("alarm":")" + alarm + R"(","kind":"一键报警","grid":")" + grid + R"(","level":)" + std::to_string(level));
  }
  MapMarkers markers(const ViewContext& context) { return build_map_markers(context, plane_of(county_)); }
};

TEST_F(MapMarkersTest, AlarmsStandWhereTheyAreOneAPlaceTheGravestFirst) {
  raise("a", "g3", 3);
  raise("b", "g3", 2);
  raise("c", "g1", 3);
  add("emergency.alarm_acknowledged", "11-21 08:01:00", R"("alarm":"c","by":"x")");
  ViewContext context = at("11-21 08:02:00");
  context.selected_alarm = "a";
  const std::vector<AlarmMark> alarms = markers(context).alarms;
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_EQ(alarms[0].alarm, "b");
  EXPECT_EQ(alarms[0].level, 2);
  EXPECT_EQ(alarms[0].count, 2);
  EXPECT_TRUE(alarms[0].loud);
  EXPECT_TRUE(alarms[0].selected) << "one of those that stand there";
  EXPECT_FALSE(alarms[1].loud);
}

TEST_F(MapMarkersTest, AnAlarmThatIsGoneOrShelvedOrElsewhereIsNotOnTheMap) {
  raise("a", "g3", 3);
  raise("b", "g1", 3);
  add("emergency.alarm_shelved", "11-21 08:01:00",
      R"("alarm":"a","by":"x","reason":"y","until":"2026-11-21T12:00:00+08:00")");
  EXPECT_EQ(markers(at("11-21 08:02:00")).alarms.size(), 1U);
  EXPECT_TRUE(markers(in_grid("g3", "11-21 08:02:00")).alarms.empty());
}

TEST_F(MapMarkersTest, ATeamWithoutContactIsLostAndTheSelectedOneIsMarked) {
  add("emergency.team_status", "11-21 08:00:00",
      R"("team":"t","status":"available","detail":"standby","lon":119.4,"lat":33.4)");
  ViewContext context = at("11-21 08:30:00");
  context.selected_team = "t";
  const std::vector<TeamMark> teams = markers(context).teams;
  ASSERT_EQ(teams.size(), 1U);
  EXPECT_TRUE(teams[0].lost);
  EXPECT_TRUE(teams[0].selected);
}

}  // namespace
}  // namespace gridwall::view_model
