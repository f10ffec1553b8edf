#include "viewer/view_model/whistles.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class WhistlesTest : public ViewTest {
 protected:
  void blow(std::string_view whistle, std::string_view at, std::string_view department) {
    add("emergency.whistle_blown", at,
        R"("whistle":")" + std::string(whistle) + R"(","street":"一街","department":")" + std::string(department) +
            "\"");
  }
};

TEST_F(WhistlesTest, ACountyWithoutDepartmentsAndWhistlesHasNoSuchPanel) {
  EXPECT_TRUE(build_whistles(at("11-21 09:00:00")).absent);
}

TEST_F(WhistlesTest, DepartmentsThatNobodyCalledStandThereWithAReason) {
  county_.departments = {{"cg", {"城管局", "City management"}}};
  const WhistlePanel panel = build_whistles(at("11-21 09:00:00"));
  EXPECT_FALSE(panel.absent);
  EXPECT_EQ(panel.why, "本期没有吹哨");
  ASSERT_EQ(panel.rows.size(), 1U);
  EXPECT_EQ(panel.rows[0].steps[0].median, "—");
}

TEST_F(WhistlesTest, WhoHasNotAnsweredStandsFirstWithHowLongTheOldestWaits) {
  county_.departments = {
      {"mz", {"民政局", "Civil affairs"}}, {"cg", {"城管局", "City management"}}, {"sw", {"水务局", "Water"}}};
  blow("w1", "11-21 08:00:00", "cg");
  add("emergency.whistle_acknowledged", "11-21 08:05:00", R"("whistle":"w1")");
  add("emergency.whistle_arrived", "11-21 08:20:00", R"("whistle":"w1")");
  blow("w2", "11-21 08:00:00", "sw");
  blow("w3", "11-21 08:30:00", "sw");
  const WhistlePanel panel = build_whistles(at("11-21 09:00:00"));
  EXPECT_EQ(panel.summary, "近30日 · 吹哨 3");
  EXPECT_EQ(panel.unanswered, "未响应 2");
  ASSERT_EQ(panel.rows.size(), 3U);
  EXPECT_EQ(panel.rows[0].department, "水务局");
  EXPECT_EQ(panel.rows[0].waiting, "2 · 1时");
  EXPECT_EQ(panel.rows[1].department, "城管局");
  EXPECT_TRUE(panel.rows[1].waiting.empty());
  EXPECT_EQ(panel.rows[1].steps[0].count, "1");
  EXPECT_EQ(panel.rows[1].steps[0].median, "5分");
  EXPECT_EQ(panel.rows[1].steps[1].median, "20分");
  EXPECT_EQ(panel.rows[1].steps[2].count, "0");
  EXPECT_EQ(panel.rows[2].department, "民政局");  // whom nobody called
}

TEST_F(WhistlesTest, AGridHasNoWhistlesAndItsStreetHas) {
  blow("w1", "11-21 08:00:00", "cg");
  EXPECT_TRUE(build_whistles(in_grid("g1", "11-21 09:00:00")).absent);
  const WhistlePanel of_street = build_whistles(at("11-21 09:00:00", scope_of_area(0)));
  ASSERT_EQ(of_street.rows.size(), 1U);
  EXPECT_EQ(of_street.rows[0].department, "cg");
}

}  // namespace
}  // namespace gridwall::view_model
