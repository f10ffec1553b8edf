#include "viewer/view_model/matters.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using MattersTest = ViewTest;

TEST_F(MattersTest, TheLongestOverdueStandsFirstAndTheNextToBeDueFirstBelow) {
  place("r1", "11-19 08:00:00");  // a grid has a day
  place("r2", "11-18 08:00:00", "g2");
  place("r3", "11-20 20:00:00");
  place("r4", "11-20 10:00:00", "g3");
  const MatterBoard board = build_matters(at("11-21 09:00:00"));
  ASSERT_EQ(board.overdue.rows.size(), 2U);
  EXPECT_EQ(board.overdue.heading, "超期 2");
  EXPECT_EQ(board.overdue.rows[0].due, "超 2天");
  EXPECT_EQ(board.overdue.rows[0].place, "一社区 g2");
  EXPECT_TRUE(board.overdue.rows[0].overdue);
  EXPECT_EQ(board.overdue.rows[1].due, "超 1天");
  ASSERT_EQ(board.due.rows.size(), 2U);
  EXPECT_EQ(board.due.rows[0].due, "剩 1时");
  EXPECT_EQ(board.due.rows[0].age, "已 23时");
  EXPECT_EQ(board.due.rows[1].due, "剩 11时");
  EXPECT_FALSE(board.due.rows[1].overdue);
  EXPECT_EQ(board.open, "在办 4");
  EXPECT_TRUE(board.why.empty());
}

TEST_F(MattersTest, TheCountdownFollowsTheClockThatIsHandedIn) {
  place("r1", "11-20 10:00:00");
  EXPECT_EQ(build_matters(at("11-21 09:20:00")).due.rows.at(0).due, "剩 40分");
  EXPECT_EQ(build_matters(at("11-21 09:59:30")).due.rows.at(0).due, "剩 1分内");
  EXPECT_EQ(build_matters(at("11-21 10:05:00")).overdue.rows.at(0).due, "超 5分");
}

TEST_F(MattersTest, ARowSaysWhatWhereAndHowFarInTheCountysOwnWordsAndNoTitle) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  county_.tiers[0] = {"三级网格", "Block grid"};
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}}, {{"dispatched", "accepted"}, {"整改", "Doing"}}};
  place("r1", "11-20 10:00:00");
  add("request.accepted", "11-20 10:30:00", R"("request":"r1","by":"x")");
  const MatterRow row = build_matters(at("11-21 09:00:00")).due.rows.at(0);
  EXPECT_EQ(row.category, "道路");
  EXPECT_EQ(row.stage, "整改");
  EXPECT_EQ(row.tier, "三级网格");
  EXPECT_EQ(row.scope, scope_of_grid(county_, county_.grid_index("g1")));
  for (const std::string* text : {&row.category, &row.place, &row.stage, &row.tier, &row.age, &row.due}) {
    EXPECT_EQ(text->find("灯坏了"), std::string::npos);
    EXPECT_EQ(text->find("r1"), std::string::npos);
  }
}

TEST_F(MattersTest, AStageTheCountyDoesNotNameHasTheWallsOwnWord) {
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}}};
  place("r1", "11-20 10:00:00");
  add("request.supervised", "11-20 10:30:00", R"("request":"r1","by":"x","note":"y")");
  EXPECT_EQ(build_matters(at("11-21 09:00:00")).due.rows.at(0).stage, "督单");
}

TEST_F(MattersTest, OfTheCountyOnlyWhatIsDueWithinADayOfAPlaceAllItsMatters) {
  county_.due_s[0] = 10 * 86'400;
  place("r1", "11-21 08:00:00");
  place("r2", "11-21 08:00:00", "g2");
  EXPECT_EQ(build_matters(at("11-21 09:00:00")).due.total, 0);
  const MatterBoard of_grid = build_matters(in_grid("g1", "11-21 09:00:00"));
  ASSERT_EQ(of_grid.due.rows.size(), 1U);
  EXPECT_EQ(of_grid.due.heading, "未到期 1");
  EXPECT_TRUE(of_grid.due.rows[0].place.empty());  // the bar above says where
  EXPECT_EQ(build_matters(at("11-21 09:00:00", scope_of_area(0))).due.rows.at(0).place, "一社区 g1");
}

TEST_F(MattersTest, AMatterWithoutAPlaceSaysSoAndLeadsNowhere) {
  add("request.placed", "11-20 10:00:00",
      R"("request":"r1","category":"road","channel":"app","title":"灯坏了","tier":"grid")");
  const MatterRow row = build_matters(at("11-21 09:00:00")).due.rows.at(0);
  EXPECT_EQ(row.place, "未定位");
  EXPECT_TRUE(row.scope.whole_county());
}

TEST_F(MattersTest, AMatterSaysHowManyWereMergedIntoIt) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  place("r1", "11-20 10:00:00");
  place("r2", "11-20 10:01:00");
  place("r3", "11-20 10:02:00", "g2");
  add("request.merged", "11-20 11:00:00", R"("request":"r2","into":"r1")");
  add("request.merged", "11-20 11:01:00", R"("request":"r3","into":"r2")");
  MatterBoard board = build_matters(at("11-21 09:00:00"));
  ASSERT_EQ(board.due.rows.size(), 1U);
  EXPECT_EQ(board.due.rows[0].category, "道路 +2 并单");
  EXPECT_EQ(board.due.total, 1);
  EXPECT_EQ(board.open, "在办 1");
  texts_ = texts_of(Language::kEnglish);
  EXPECT_EQ(build_matters(at("11-21 09:00:00")).due.rows.at(0).category, "Roads +2 merged");
}

TEST_F(MattersTest, AnEmptyListSaysWhetherNothingIsOpenOrNothingIsDue) {
  EXPECT_EQ(build_matters(at("11-21 09:00:00")).why, "没有在办诉求");
  county_.due_s[0] = 10 * 86'400;
  place("r1", "11-21 08:00:00");
  EXPECT_EQ(build_matters(at("11-21 09:00:00")).why, "没有超期，1天内也没有到期");
}

}  // namespace
}  // namespace gridwall::view_model
