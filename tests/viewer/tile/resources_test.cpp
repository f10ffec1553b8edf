// Resources, and teams that are proposed.
#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using Lines = std::vector<std::string>;

class ResourcesTest : public TileTest {
 protected:
  void say(std::string_view at, std::string_view members) { add("emergency.resource_status", at, members); }
};

TEST_F(ResourcesTest, ACountyWithoutAnyHasNoSuchTile) {
  EXPECT_TRUE(build("resources", at("11-21 09:00:00")).absent);
}

TEST_F(ResourcesTest, TheScarcestKindComesFirstWithItsStores) {
  say("11-21 08:00:00", R"("resource":"S1","kind":"避难场所","count":200,"free":164,"name":"中心小学","grid":"g3")");
  say("11-21 08:00:00", R"("resource":"S2","kind":"融雪盐","count":40,"free":7,"name":"应急仓库","grid":"g3")");
  say("11-21 02:00:00", R"("resource":"S3","kind":"避难场所","count":50,"free":50,"place":"镇政府","grid":"g3")");
  const Lines lines = lines_of("resources", at("11-21 09:00:00"));
  ASSERT_GE(lines.size(), 3U);
  EXPECT_TRUE(lines[0].starts_with("应急资源 · 3 处")) << lines[0];
  EXPECT_NE(lines[1].find("融雪盐"), std::string::npos) << lines[1];
  EXPECT_NE(lines[1].find("空 7 / 40"), std::string::npos) << lines[1];
  EXPECT_NE(lines[2].find("空 214 / 250"), std::string::npos) << lines[2];
  EXPECT_NE(lines[2].find("镇政府 空 50 / 50 (7时前)"), std::string::npos) << lines[2];
}

TEST_F(ResourcesTest, OfAPlaceItsOwnAreListed) {
  add_second_street();
  say("11-21 08:00:00", R"("resource":"S1","kind":"避难场所","count":200,"free":164,"grid":"g3")");
  EXPECT_EQ(build("resources", in_grid("g12", "11-21 09:00:00")).why, "没有登记资源");
  EXPECT_EQ(build("resources", in_grid("g3", "11-21 09:00:00")).why, "");
}

TEST_F(ResourcesTest, AProposedTeamStandsBeforeThoseThatWaitUntilTheDispatchSystemAnswers) {
  add("emergency.incident_opened", "11-21 08:30:00",
      R"("incident":"E1","kind":"火情","level":3,"place":"一号楼","grid":"g3")");
  const auto ready = [&](const std::string& team) {
    add("emergency.team_status", "11-21 08:55:00",
        R"("team":")" + team + R"(","status":"available","detail":"standby","headcount":9)");
  };
  ready("T1");
  ready("T2");
  add("emergency.team_requested", "11-21 08:57:00", R"("incident":"E1","team":"T2","by":"甲班")");
  const auto row_of = [&](std::string_view team) {
    const Lines lines = lines_of("teams", at("11-21 09:00:00"));
    const auto row = std::find_if(lines.begin(), lines.end(),
                                  [&](const std::string& line) { return line.find(team) != std::string::npos; });
    return std::pair(row - lines.begin(), row == lines.end() ? std::string() : *row);
  };
  EXPECT_LT(row_of("T2").first, row_of("T1").first);
  EXPECT_NE(row_of("T2").second.find("提议 3分"), std::string::npos) << row_of("T2").second;
  EXPECT_NE(row_of("T2").second.find("火情"), std::string::npos) << row_of("T2").second;
  EXPECT_NE(text_of("incidents", at("11-21 09:00:00")).find("尚无队伍 · 提议 1队"), std::string::npos);
  EXPECT_NE(text_of("duty", at("11-21 09:00:00")).find("提议 T2 前往 一号楼"), std::string::npos);
  add("emergency.team_status", "11-21 08:59:00",
      R"("team":"T2","status":"assigned","detail":"dispatched","incident":"E1")");
  EXPECT_EQ(row_of("T2").second.find("提议"), std::string::npos) << row_of("T2").second;
}

}  // namespace
}  // namespace gridwall::tile
