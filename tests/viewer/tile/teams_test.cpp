#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
using namespace view_model;
namespace {

class TeamsTest : public TileTest {
 protected:
  void report(const std::string& team, std::string_view at, const std::string& status, const std::string& detail,
              const std::string& more = {}) {
    add("emergency.team_status", at,
        R"("team":")" + team + R"(","status":")" + status + R"(","detail":")" + detail + "\"" + more);
  }
  std::vector<block::Row> rows(std::string_view now) {
    return std::get<block::Table>(build("teams", at(now)).body.back().content).sections.front().rows;
  }
  // The first cells.
  std::vector<std::string> names(std::string_view now) {
    std::vector<std::string> names;
    for (const block::Row& row : rows(now)) names.push_back(row.cells[0].text);
    return names;
  }
};

TEST_F(TeamsTest, TeamsThatAreOutStandFirstInTheOrderOfAnOperation) {
  report("idle", "11-21 08:59:00", "available", "standby");
  report("resting", "11-21 08:59:00", "out_of_service", "resting");
  report("back", "11-21 08:59:00", "assigned", "returning");
  report("there", "11-21 08:59:00", "assigned", "on_scene");
  report("going", "11-21 08:59:00", "assigned", "en_route", R"(,"eta_s":600)");
  EXPECT_EQ(names("11-21 09:00:30"), (std::vector<std::string>{"there", "going", "back", "idle", "resting"}));
  EXPECT_EQ(line_of("teams", at("11-21 09:00:30"), "待命"), "待命 1");
  EXPECT_EQ(line_of("teams", at("11-21 09:00:30"), "出动"), "出动 3");
  EXPECT_EQ(rows("11-21 09:00:30")[1].cells[2].text, "8分后到");
  EXPECT_EQ(rows("11-21 09:00:30")[0].cells[1].text, "到场 1分");
}

TEST_F(TeamsTest, ATeamWithoutContactIsLostUnlessItIsAtRest) {
  report("a", "11-21 08:00:00", "available", "standby");
  report("b", "11-21 08:00:00", "out_of_service", "resting");
  const std::vector<block::Row> teams = rows("11-21 08:20:00");
  EXPECT_EQ(teams[0].cells[0].tone, block::Tone::kFaint);
  EXPECT_EQ(teams[0].cells[1].text, "失联 20分");
  EXPECT_EQ(teams[0].cells[1].tone, block::Tone::kAttention);
  EXPECT_EQ(teams[1].cells[0].tone, block::Tone::kText);
  EXPECT_EQ(teams[1].cells[1].text, "休整 20分");
}

TEST_F(TeamsTest, TeamsWithoutContactCountApartAndNothingDeadLooksReady) {
  report("a", "11-21 08:00:00", "available", "standby");
  report("b", "11-21 08:00:00", "available", "standby");
  report("c", "11-21 08:19:00", "available", "standby");
  EXPECT_EQ(line_of("teams", at("11-21 08:20:00"), "待命"), "待命 1");
  EXPECT_EQ(line_of("teams", at("11-21 08:20:00"), "失联"), "失联 2");
  for (const block::Row& row : rows("11-22 00:20:00")) {
    EXPECT_EQ(row.cells[0].tone, block::Tone::kFaint);
    EXPECT_EQ(row.cells[0].mark, (block::Mark{block::Shape::kRing, block::Tone::kFaint, {}}));
  }
  EXPECT_EQ(line_of("teams", at("11-22 00:20:00"), "待命"), "待命 0");
  EXPECT_EQ(line_of("teams", at("11-22 00:20:00"), "失联"), "失联 3");
  EXPECT_EQ(line_of("teams", at("11-21 08:05:00"), "失联"), "") << "none: no word about it";
}

TEST_F(TeamsTest, ATeamThatIsOutStandsBeforeAnyThatIsReadyWhateverDetailItSent) {
  report("ready", "11-21 08:59:00", "available", "standby");
  report("odd", "11-21 08:59:30", "assigned", "standby");
  report("lost", "11-21 08:00:00", "assigned", "maintenance");
  EXPECT_EQ(names("11-21 09:00:30"), (std::vector<std::string>{"lost", "odd", "ready"}));
}

TEST_F(TeamsTest, ATeamCanBePressedAndInAnEmergencyThoseThatAreOutStandOnEveryBoard) {
  county_.areas.push_back({"s2", {"二街", ""}, 0, kNone, {119.5, 33.5}});
  county_.teams = {{"here", {"本街队", ""}, AreaIndex(0), 10, {}}, {"there", {"外街队", ""}, AreaIndex(2), 10, {}}};
  county_.build_index();
  folder_.state = CountyState(county_);
  report("there", "11-21 08:59:00", "assigned", "on_scene");
  report("here", "11-21 08:59:00", "available", "standby");
  ViewContext context = at("11-21 09:00:00", scope_of_area(0));
  const auto rows_of = [&] {
    return std::get<block::Table>(build("teams", context).body.back().content).sections.front().rows;
  };
  EXPECT_EQ(rows_of().size(), 1U);
  context.scene = Scene::kEmergency;
  ASSERT_EQ(rows_of().size(), 2U);
  EXPECT_EQ(std::get<SelectTeam>(rows_of()[0].press.value()).team, "there");
  context.selected_team = "there";
  EXPECT_TRUE(rows_of()[0].selected);
  EXPECT_EQ(std::get<SelectTeam>(rows_of()[0].press.value()).team, "") << "another press lets it go";
}

TEST_F(TeamsTest, WhatMostNamesEndWithIsLeftOut) {
  county_.teams.clear();
  for (const char* name : {"近湖街道综合救援队", "上冈镇综合救援队", "庆丰镇综合救援队", "水上大队"}) {
    county_.teams.push_back({std::string("t") + std::to_string(county_.teams.size()), {name, ""}, kNone, 10, {}});
  }
  folder_.state = CountyState(county_);
  const std::vector<std::string> shown = names("11-21 09:00:00");
  EXPECT_EQ(shown[0], "近湖街道");
  EXPECT_EQ(shown[1], "上冈镇");
  EXPECT_EQ(shown[3], "水上大队");
  EXPECT_EQ(rows("11-21 09:00:00")[0].cells[1].text, "未报到");
}

TEST_F(TeamsTest, NoNameIsCutInTheMiddleOfAWord) {
  const auto names_of = [&](std::initializer_list<std::pair<const char*, AreaIndex>> teams) {
    county_.teams.clear();
    for (const auto& [name, area] : teams) {
      county_.teams.push_back({"t" + std::to_string(county_.teams.size()), {name, ""}, area, 10, {}});
    }
    folder_.state = CountyState(county_);
    return names("11-21 09:00:00");
  };
  EXPECT_EQ(names_of({{"一街综合救援队", kNone}, {"二街综合救援队", kNone}, {"综合救援大队", kNone}})[2],
            "综合救援大队");
  county_.areas[0].name.zh = "一街道";
  const auto of_areas =
      names_of({{"一街道综合救援队", AreaIndex(0)}, {"东社区救援队", kNone}, {"西社区救援队", kNone}});
  EXPECT_EQ(of_areas, (std::vector<std::string>{"一街道综合救援队", "东社区", "西社区"}));
}

TEST_F(TeamsTest, InEnglishOnlyWholeWordsAreLeftOut) {
  county_.teams.clear();
  for (const char* name : {"Jinhu Street Rescue Team", "Shanggang Town Rescue Team", "Qingfeng Rescue Team"}) {
    county_.teams.push_back({std::string("t") + std::to_string(county_.teams.size()), {"队", name}, kNone, 10, {}});
  }
  folder_.state = CountyState(county_);
  texts_ = texts_of(Language::kEnglish);
  const std::vector<std::string> shown = names("11-21 09:00:00");
  EXPECT_EQ(shown[0], "Jinhu Street");
  EXPECT_EQ(shown[2], "Qingfeng");
}

}  // namespace
}  // namespace gridwall::tile
