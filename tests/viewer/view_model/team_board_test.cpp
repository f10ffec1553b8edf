#include "viewer/view_model/team_board.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class TeamBoardTest : public ViewTest {
 protected:
  void report(const std::string& team, std::string_view at, const std::string& status, const std::string& detail,
              const std::string& more = {}) {
    add("emergency.team_status", at,
        R"("team":")" + team + R"(","status":")" + status + R"(","detail":")" + detail + "\"" + more);
  }
};

TEST_F(TeamBoardTest, TeamsThatAreOutStandFirstInTheOrderOfAnOperation) {
  report("idle", "11-21 08:59:00", "available", "standby");
  report("resting", "11-21 08:59:00", "out_of_service", "resting");
  report("back", "11-21 08:59:00", "assigned", "returning");
  report("there", "11-21 08:59:00", "assigned", "on_scene");
  report("going", "11-21 08:59:00", "assigned", "en_route", R"(,"eta_s":600)");
  const TeamBoard board = build_team_board(at("11-21 09:00:30"));
  std::vector<std::string> names;
  for (const TeamRow& row : board.rows) names.push_back(row.name);
  EXPECT_EQ(names, (std::vector<std::string>{"there", "going", "back", "idle", "resting"}));
  EXPECT_EQ(board.counts[0].teams, "1");
  EXPECT_EQ(board.counts[1].teams, "3");
  EXPECT_EQ(board.rows[1].note, "8分后到");
  EXPECT_EQ(board.rows[0].detail, "到场 1分");
}

TEST_F(TeamBoardTest, ATeamWithoutContactIsLostUnlessItIsAtRest) {
  report("a", "11-21 08:00:00", "available", "standby");
  report("b", "11-21 08:00:00", "out_of_service", "resting");
  const TeamBoard board = build_team_board(at("11-21 08:20:00"));
  EXPECT_TRUE(board.rows[0].lost);
  EXPECT_EQ(board.rows[0].detail, "失联 20分");
  EXPECT_FALSE(board.rows[1].lost);
}

TEST_F(TeamBoardTest, WhatMostNamesEndWithIsLeftOut) {
  county_.teams.clear();
  for (const char* name : {"近湖街道综合救援队", "上冈镇综合救援队", "庆丰镇综合救援队", "水上大队"}) {
    county_.teams.push_back({std::string("t") + std::to_string(county_.teams.size()), {name, ""}, kNoGrid, 10, {}});
  }
  folder_.state = CountyState(county_);
  const TeamBoard board = build_team_board(at("11-21 09:00:00"));
  EXPECT_EQ(board.rows[0].name, "近湖街道");
  EXPECT_EQ(board.rows[1].name, "上冈镇");
  EXPECT_EQ(board.rows[3].name, "水上大队");
  EXPECT_EQ(board.rows[0].detail, "未报到");
}

TEST_F(TeamBoardTest, NoNameIsCutInTheMiddleOfAWord) {
  const auto names = [&](std::initializer_list<std::pair<const char*, AreaIndex>> teams) {
    county_.teams.clear();
    for (const auto& [name, area] : teams) {
      county_.teams.push_back({"t" + std::to_string(county_.teams.size()), {name, ""}, area, 10, {}});
    }
    folder_.state = CountyState(county_);
    std::vector<std::string> shown;
    for (const TeamRow& row : build_team_board(at("11-21 09:00:00")).rows) shown.push_back(row.name);
    return shown;
  };
  EXPECT_EQ(names({{"一街综合救援队", kNoGrid}, {"二街综合救援队", kNoGrid}, {"综合救援大队", kNoGrid}})[2],
            "综合救援大队");
  county_.areas[0].name.zh = "一街道";
  const auto of_areas =
      names({{"一街道综合救援队", AreaIndex(0)}, {"东社区救援队", kNoGrid}, {"西社区救援队", kNoGrid}});
  EXPECT_EQ(of_areas, (std::vector<std::string>{"一街道综合救援队", "东社区", "西社区"}));
}

TEST_F(TeamBoardTest, InEnglishOnlyWholeWordsAreLeftOut) {
  county_.teams.clear();
  for (const char* name : {"Jinhu Street Rescue Team", "Shanggang Town Rescue Team", "Qingfeng Rescue Team"}) {
    county_.teams.push_back({std::string("t") + std::to_string(county_.teams.size()), {"队", name}, kNoGrid, 10, {}});
  }
  folder_.state = CountyState(county_);
  texts_ = texts_of(Language::kEnglish);
  const TeamBoard board = build_team_board(at("11-21 09:00:00"));
  EXPECT_EQ(board.rows[0].name, "Jinhu Street");
  EXPECT_EQ(board.rows[2].name, "Qingfeng");
}

}  // namespace
}  // namespace gridwall::view_model
