#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

enum Column : size_t { kCategory, kPlace, kStage, kAge, kTier, kDue };

class MattersTest : public TileTest {
 protected:
  // The sections that have rows: overdue, due.
  static std::vector<block::Section> sections_of(const block::Tile& tile, size_t choice = 0) {
    if (tile.body.empty()) return {};
    const std::vector<block::Stack>& stacks = std::get<block::Choice>(tile.body.at(0).content).stacks;
    return std::get<block::Table>(stacks.at(choice).at(0).content).sections;
  }
  // Of the only section the first row.
  static block::Row first_row(const view_model::ViewContext& context) {
    const std::vector<block::Section> sections = sections_of(build("matters", context));
    EXPECT_EQ(sections.size(), 1U);
    return sections.at(0).rows.at(0);
  }
  static bool overdue(const block::Row& row) { return row.cells[kDue].tone == block::Tone::kAttention; }
};

TEST_F(MattersTest, TheLongestOverdueStandsFirstAndTheNextToBeDueFirstBelow) {
  place("r1", "11-19 08:00:00");  // a grid has a day
  place("r2", "11-18 08:00:00", "g2");
  place("r3", "11-20 20:00:00");
  place("r4", "11-20 10:00:00", "g3");
  const block::Tile tile = build("matters", at("11-21 09:00:00"));
  const std::vector<block::Section> sections = sections_of(tile);
  ASSERT_EQ(sections.size(), 2U);
  const std::vector<block::Row>&late = sections[0].rows, &due = sections[1].rows;
  ASSERT_EQ(late.size(), 2U);
  EXPECT_EQ(sections[0].heading, "超期 2");
  EXPECT_EQ(late[0].cells[kDue].text, "超 2天");
  EXPECT_EQ(late[0].cells[kPlace].text, "一社区 g2");
  EXPECT_TRUE(overdue(late[0]));
  EXPECT_EQ(late[1].cells[kDue].text, "超 1天");
  ASSERT_EQ(due.size(), 2U);
  EXPECT_EQ(due[0].cells[kDue].text, "剩 1时");
  EXPECT_EQ(due[0].cells[kAge].text, "已 23时");
  EXPECT_EQ(due[1].cells[kDue].text, "剩 11时");
  EXPECT_FALSE(overdue(due[1]));
  EXPECT_EQ(tile.qualifier, "在办 4");
  EXPECT_TRUE(tile.why.empty());
}

TEST_F(MattersTest, ALowTileListsAllInOneAndTellsTheCountsInItsHeading) {
  place("r1", "11-19 08:00:00");
  place("r4", "11-20 10:00:00", "g3");
  const block::Tile tile = build("matters", at("11-21 09:00:00"));
  EXPECT_EQ(tile.brief, "超期 1 · 1天内到期 1");
  const std::vector<block::Section> sections = sections_of(tile, 1);
  ASSERT_EQ(sections.size(), 1U);
  EXPECT_TRUE(sections[0].heading.empty());
  ASSERT_EQ(sections[0].rows.size(), 2U);
  EXPECT_TRUE(overdue(sections[0].rows[0]));
  EXPECT_FALSE(overdue(sections[0].rows[1]));
  EXPECT_EQ(sections[0].total, 2);
}

TEST_F(MattersTest, TheCountdownFollowsTheClockThatIsHandedIn) {
  place("r1", "11-20 10:00:00");
  EXPECT_EQ(first_row(at("11-21 09:20:00")).cells[kDue].text, "剩 40分");
  EXPECT_EQ(first_row(at("11-21 09:59:30")).cells[kDue].text, "剩 1分内");
  const block::Row late = first_row(at("11-21 10:05:00"));
  EXPECT_EQ(late.cells[kDue].text, "超 5分");
  EXPECT_TRUE(overdue(late));
}

TEST_F(MattersTest, ARowSaysWhatWhereAndHowFarInTheCountysOwnWordsAndNoTitle) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  county_.tiers[0] = {"三级网格", "Block grid"};
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}}, {{"dispatched", "accepted"}, {"整改", "Doing"}}};
  place("r1", "11-20 10:00:00");
  add("request.accepted", "11-20 10:30:00", R"("request":"r1","by":"x")");
  const block::Row row = first_row(at("11-21 09:00:00"));
  EXPECT_EQ(row.cells[kCategory].text, "道路");
  EXPECT_EQ(row.cells[kStage].text, "整改");
  EXPECT_EQ(row.cells[kTier].text, "三级网格");
  EXPECT_EQ(std::get<view_model::GoTo>(*row.press).scope, view_model::scope_of_grid(county_, county_.grid_index("g1")));
  const std::string text = text_of("matters", at("11-21 09:00:00"));
  EXPECT_EQ(text.find("灯坏了"), std::string::npos);
  EXPECT_EQ(text.find("r1"), std::string::npos);
}

TEST_F(MattersTest, AStageTheCountyDoesNotNameHasTheWallsOwnWord) {
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}}};
  place("r1", "11-20 10:00:00");
  add("request.supervised", "11-20 10:30:00", R"("request":"r1","by":"x","note":"y")");
  EXPECT_EQ(first_row(at("11-21 09:00:00")).cells[kStage].text, "督单");
}

TEST_F(MattersTest, OfTheCountyOnlyWhatIsDueWithinADayOfAPlaceAllItsMatters) {
  county_.due_s[0] = 10 * 86'400;
  place("r1", "11-21 08:00:00");
  place("r2", "11-21 08:00:00", "g2");
  EXPECT_TRUE(sections_of(build("matters", at("11-21 09:00:00"))).empty());
  const std::vector<block::Section> of_grid = sections_of(build("matters", in_grid("g1", "11-21 09:00:00")));
  ASSERT_EQ(of_grid.size(), 1U);
  ASSERT_EQ(of_grid[0].rows.size(), 1U);
  EXPECT_EQ(of_grid[0].heading, "未到期 1");
  EXPECT_TRUE(of_grid[0].rows[0].cells[kPlace].text.empty());  // the bar above says where
  EXPECT_EQ(first_row(at("11-21 09:00:00", view_model::scope_of_area(0))).cells[kPlace].text, "一社区 g1");
}

TEST_F(MattersTest, AMatterWithoutAPlaceSaysSoAndLeadsNowhere) {
  add("request.placed", "11-20 10:00:00",
      R"("request":"r1","category":"road","channel":"app","title":"灯坏了","tier":"grid")");
  const block::Row row = first_row(at("11-21 09:00:00"));
  EXPECT_EQ(row.cells[kPlace].text, "未定位");
  EXPECT_FALSE(row.press);
}

TEST_F(MattersTest, AMatterSaysHowManyWereMergedIntoIt) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  place("r1", "11-20 10:00:00");
  place("r2", "11-20 10:01:00");
  place("r3", "11-20 10:02:00", "g2");
  add("request.merged", "11-20 11:00:00", R"("request":"r2","into":"r1")");
  add("request.merged", "11-20 11:01:00", R"("request":"r3","into":"r2")");
  const block::Tile tile = build("matters", at("11-21 09:00:00"));
  const std::vector<block::Section> sections = sections_of(tile);
  ASSERT_EQ(sections.size(), 1U);
  ASSERT_EQ(sections[0].rows.size(), 1U);
  EXPECT_EQ(sections[0].rows[0].cells[kCategory].text, "道路 +2 并单");
  EXPECT_EQ(sections[0].total, 1);
  EXPECT_EQ(tile.qualifier, "在办 1");
  texts_ = view_model::texts_of(view_model::Language::kEnglish);
  EXPECT_EQ(first_row(at("11-21 09:00:00")).cells[kCategory].text, "Roads +2 merged");
}

TEST_F(MattersTest, AnEmptyListSaysWhetherNothingIsOpenOrNothingIsDue) {
  EXPECT_EQ(build("matters", at("11-21 09:00:00")).why, "没有在办诉求");
  county_.due_s[0] = 10 * 86'400;
  place("r1", "11-21 08:00:00");
  EXPECT_EQ(build("matters", at("11-21 09:00:00")).why, "没有超期，1天内也没有到期");
}

}  // namespace
}  // namespace gridwall::tile
