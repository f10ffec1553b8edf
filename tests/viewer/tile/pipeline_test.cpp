#include <algorithm>

#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using PipelineTest = TileTest;

TEST_F(PipelineTest, AStageCountsEverythingItCoversUnderTheCountysOwnLabel) {
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}},
                             {{"dispatched", "accepted"}, {"整改", "Doing"}},
                             {{"resolved", "published", "rated"}, {"检视", "Done"}}};
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  add("request.dispatched", "11-21 08:10:00", R"("request":"r2","to":"x")");
  add("request.accepted", "11-21 08:20:00", R"("request":"r3","by":"x")");
  add("request.resolved", "11-21 08:30:00", R"("request":"r4","by":"x")");
  const std::vector<std::string> lines = lines_of("pipeline", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[1], "发现 | 1 | 中位 1时 | 最久 1时");
  EXPECT_EQ(lines[2], "整改 | 2 | 中位 45分 | 最久 50分");
  EXPECT_EQ(lines[3], "检视 | 1 | 累计");
  const block::Tile tile = build("pipeline", at("11-21 09:00:00"));
  const auto& stages = std::get<block::Choice>(tile.body[0].content).stacks;
  EXPECT_EQ(std::get<block::List>(stages[0][0].content).items[1].bar[0].share, 1.0F);
  EXPECT_EQ(std::get<block::Table>(stages[1][0].content).sections[0].rows[1].cells[1].bar[0].share, 1.0F);
}

TEST_F(PipelineTest, TheLastStageIsTimedWhenMattersStillMoveOnFromIt) {
  county_.loops[0].stages = {{{"placed"}, {"点单", ""}}, {{"supervised"}, {"督单", ""}}};
  place("r1", "11-21 08:00:00");
  add("request.supervised", "11-21 08:30:00", R"("request":"r1","by":"x","note":"y")");
  const view_model::ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(line_of("pipeline", context, "督单"), "督单 | 1 | 中位 30分 | 最久 30分");
  EXPECT_EQ(line_of("pipeline", context, "点单"), "点单 | 0 | 中位 — | 最久 —");
}

TEST_F(PipelineTest, ACountyWithoutLabelsShowsAllSevenSteps) {
  place("r1", "11-21 08:00:00");
  const std::vector<std::string> lines = lines_of("pipeline", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 8U);
  EXPECT_TRUE(lines[5].starts_with("办结 | ")) << lines[5];
}

TEST_F(PipelineTest, NothingPlacedSaysSo) {
  EXPECT_FALSE(build("pipeline", at("11-21 09:00:00")).why.empty());
}

TEST_F(PipelineTest, EachLoopOfTheCountyHasItsOwnStages) {
  county_.loops = {Loop{{"大厅", "Hall"}, {{{"placed"}, {"点单", ""}}, {{"resolved"}, {"办结", ""}}}, {}, {}},
                   Loop{{"备忘录", "Memo"}, {{{"placed"}, {"收集", ""}}, {{"resolved"}, {"回访", ""}}}, {"memo"}, {}}};
  folder_.state = CountyState(county_);
  place("r1", "11-21 08:00:00");
  add("request.placed", "11-21 08:00:00",
      R"("request":"r2","category":"road","channel":"memo","title":"灯坏了","tier":"grid","grid":"g2")");
  add("request.resolved", "11-21 08:30:00", R"("request":"r2","by":"x")");
  const std::vector<std::string> lines = lines_of("pipeline", at("11-21 09:00:00"));
  const std::vector<std::string> wanted = {" |  | 件 | 中位 | 最久", "大厅",   "点单 | 100% | 1 | 1时 | 1时",
                                           "办结 |  | 0 |  | 累计",  "备忘录", "收集 | 0% | 0 | — | —",
                                           "回访 |  | 1 |  | 累计"};
  EXPECT_EQ(std::vector<std::string>(lines.begin() + 1, lines.end()), wanted);

  // Only the loop that runs there.
  const std::vector<std::string> of_grid = lines_of("pipeline", in_grid("g2", "11-21 09:00:00"));
  EXPECT_EQ(std::count(of_grid.begin(), of_grid.end(), "大厅"), 0);
  EXPECT_EQ(line_of("pipeline", in_grid("g2", "11-21 09:00:00"), "回访"), "回访 | 1 | 累计");
  const block::Tile tile = build("pipeline", in_grid("g2", "11-21 09:00:00"));
  const auto& stacks = std::get<block::Choice>(tile.body[0].content).stacks;
  EXPECT_EQ(std::get<block::Table>(stacks[1][0].content).sections.at(0).heading, "备忘录");
}

TEST_F(PipelineTest, ALoopNeedsNoNameWhereItIsTheOnlyOne) {
  place("r1", "11-21 08:00:00");
  const block::Tile tile = build("pipeline", at("11-21 09:00:00"));
  const auto& stacks = std::get<block::Choice>(tile.body[0].content).stacks;
  EXPECT_TRUE(std::get<block::Table>(stacks[1][0].content).sections.at(0).heading.empty());
}

}  // namespace
}  // namespace gridwall::tile
