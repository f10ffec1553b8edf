#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class WhistlesTest : public TileTest {
 protected:
  void blow(std::string_view whistle, std::string_view at, std::string_view department) {
    add("emergency.whistle_blown", at,
        R"("whistle":")" + std::string(whistle) + R"(","street":"一街","department":")" + std::string(department) +
            "\"");
  }
  static std::vector<block::Row> rows_of(const block::Tile& tile) {
    return std::get<block::Table>(tile.body.at(0).content).sections.at(0).rows;
  }
};

TEST_F(WhistlesTest, ACountyWithoutDepartmentsAndWhistlesHasNoSuchTile) {
  EXPECT_TRUE(build("whistles", at("11-21 09:00:00")).absent);
}

TEST_F(WhistlesTest, WithoutAWhistleInTheWindowOthersHaveItsRoom) {
  county_.departments = {{"cg", {"城管局", "City management"}}};
  EXPECT_TRUE(build("whistles", at("11-21 09:00:00")).absent);
  blow("w1", "10-01 08:00:00", "cg");
  EXPECT_TRUE(build("whistles", at("11-21 09:00:00")).absent);
  view_model::ViewContext ever = at("11-21 09:00:00");
  ever.window = Window::kAll;
  EXPECT_FALSE(build("whistles", ever).absent);
  EXPECT_EQ(rows_of(build("whistles", ever))[0].cells[3].text, "—");  // the median of the acknowledged
}

TEST_F(WhistlesTest, WhoHasNotAnsweredStandsFirstWithHowLongTheOldestWaits) {
  county_.departments = {
      {"mz", {"民政局", "Civil affairs"}}, {"cg", {"城管局", "City management"}}, {"sw", {"水务局", "Water"}}};
  blow("w1", "11-21 08:00:00", "cg");
  add("emergency.whistle_acknowledged", "11-21 08:05:00", R"("whistle":"w1")");
  add("emergency.whistle_arrived", "11-21 08:20:00", R"("whistle":"w1")");
  blow("w2", "11-21 08:00:00", "sw");
  blow("w3", "11-21 08:30:00", "sw");
  const view_model::ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(build("whistles", context).qualifier, "近30日 · 吹哨 3 · 未响应 2");
  const std::vector<std::string> lines = lines_of("whistles", context);
  ASSERT_EQ(lines.size(), 5U);  // with title and captions
  EXPECT_EQ(lines[2], "水务局 | 2 | 0 | — | 0 | — | 0 | — | !2 · 1时");
  EXPECT_EQ(lines[3], "城管局 | 1 | 1 | 5分 | 1 | 20分 | 0 | — | ");
  EXPECT_TRUE(lines[4].starts_with("民政局 | 0")) << lines[4];  // whom nobody called
}

TEST_F(WhistlesTest, AGridHasNoWhistlesAndItsStreetHas) {
  blow("w1", "11-21 08:00:00", "cg");
  EXPECT_TRUE(build("whistles", in_grid("g1", "11-21 09:00:00")).absent);
  const std::vector<block::Row> of_street =
      rows_of(build("whistles", at("11-21 09:00:00", view_model::scope_of_area(0))));
  ASSERT_EQ(of_street.size(), 1U);
  EXPECT_EQ(of_street[0].cells[0].text, "cg");
}

}  // namespace
}  // namespace gridwall::tile
