#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using TrendTest = TileTest;

TEST_F(TrendTest, EachDayHasWhatWasCollectedWhatOfItIsResolvedAndTheRate) {
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-20 08:00:00");
  place("r5", "11-21 08:00:00");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  const view_model::ViewContext context = at("11-21 09:00:00");
  EXPECT_TRUE(text_of("trend", context).starts_with("逐日办理 · 单日最多 4 | "));
  EXPECT_TRUE(line_of("trend", context, "收集").ends_with(" 0 4 1"));
  EXPECT_TRUE(line_of("trend", context, "其中办结").ends_with(" 0 1 0"));
  EXPECT_TRUE(line_of("trend", context, "办结率").ends_with(" — 25% 0%"));
  EXPECT_TRUE(line_of("trend", context, "结案率").ends_with(" — 25% —"));  // the others are due by now
  EXPECT_TRUE(line_of("trend", context, "日终在办").ends_with(" 0 4 4"));
  const block::Tile tile = build("trend", context);
  // Counts and rates each in a chart; with less room the counts alone.
  const auto& charts = std::get<block::Choice>(tile.body.at(0).content).stacks;
  ASSERT_EQ(charts.at(0).size(), 2U);
  ASSERT_EQ(charts.at(1).size(), 1U);
  const auto& chart = std::get<block::TrendChart>(charts.at(1).at(0).content);
  ASSERT_EQ(chart.labels.size(), 30U);
  EXPECT_EQ(chart.labels.back(), "11-21");
  EXPECT_EQ(chart.labels[28], "");
  EXPECT_EQ(chart.labels[22], "11-14");
}

TEST_F(TrendTest, WithoutARequestInTheWindowItSaysWhy) {
  EXPECT_EQ(build("trend", at("11-21 09:00:00")).why, "本期没有诉求");
}

}  // namespace
}  // namespace gridwall::tile
