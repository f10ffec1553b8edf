#include "viewer/view_model/pipeline.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using PipelineTest = ViewTest;

TEST_F(PipelineTest, AStageCountsEverythingItCoversUnderTheCountysOwnLabel) {
  county_.loops[0].stages = {{{"placed"}, {"发现", "Found"}},
                             {{"dispatched", "accepted"}, {"整改", "Doing"}},
                             {{"resolved", "published", "rated"}, {"检视", "Done"}}};
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  add("request.dispatched", "11-21 08:10:00", R"("request":"r2","to":"x")");
  add("request.accepted", "11-21 08:20:00", R"("request":"r3","by":"x")");
  add("request.resolved", "11-21 08:30:00", R"("request":"r4","by":"x")");
  const Pipeline pipeline = build_pipeline(at("11-21 09:00:00"));
  ASSERT_EQ(pipeline.loops.at(0).rows.size(), 3U);
  EXPECT_EQ(pipeline.loops.at(0).rows[0].label, "发现");
  EXPECT_EQ(pipeline.loops.at(0).rows[0].count, 1);
  EXPECT_EQ(pipeline.loops.at(0).rows[0].median, "1时");
  EXPECT_EQ(pipeline.loops.at(0).rows[1].count, 2);
  EXPECT_EQ(pipeline.loops.at(0).rows[1].oldest, "50分");
  EXPECT_EQ(pipeline.loops.at(0).rows[1].share, 1.0F);
  EXPECT_EQ(pipeline.loops.at(0).rows[2].count, 1);
  EXPECT_TRUE(pipeline.loops.at(0).rows[2].done);
  EXPECT_TRUE(pipeline.loops.at(0).rows[2].median.empty());
}

TEST_F(PipelineTest, TheLastStageIsTimedWhenMattersStillMoveOnFromIt) {
  county_.loops[0].stages = {{{"placed"}, {"点单", ""}}, {{"supervised"}, {"督单", ""}}};
  place("r1", "11-21 08:00:00");
  add("request.supervised", "11-21 08:30:00", R"("request":"r1","by":"x","note":"y")");
  const Pipeline pipeline = build_pipeline(at("11-21 09:00:00"));
  EXPECT_FALSE(pipeline.loops.at(0).rows[1].done);
  EXPECT_EQ(pipeline.loops.at(0).rows[1].median, "30分");
  EXPECT_EQ(pipeline.loops.at(0).rows[0].median, "—");
}

TEST_F(PipelineTest, ACountyWithoutLabelsShowsAllSevenSteps) {
  place("r1", "11-21 08:00:00");
  const Pipeline pipeline = build_pipeline(at("11-21 09:00:00"));
  ASSERT_EQ(pipeline.loops.at(0).rows.size(), 7U);
  EXPECT_EQ(pipeline.loops.at(0).rows[4].label, "办结");
}

TEST_F(PipelineTest, NothingPlacedSaysSo) {
  EXPECT_FALSE(build_pipeline(at("11-21 09:00:00")).why.empty());
}

TEST_F(PipelineTest, EachLoopOfTheCountyHasItsOwnStages) {
  county_.loops = {Loop{{"大厅", "Hall"}, {{{"placed"}, {"点单", ""}}, {{"resolved"}, {"办结", ""}}}, {}, {}},
                   Loop{{"备忘录", "Memo"}, {{{"placed"}, {"收集", ""}}, {{"resolved"}, {"回访", ""}}}, {"memo"}, {}}};
  folder_.state = CountyState(county_);
  place("r1", "11-21 08:00:00");
  add("request.placed", "11-21 08:00:00",
      R"("request":"r2","category":"road","channel":"memo","title":"灯坏了","tier":"grid","grid":"g2")");
  add("request.resolved", "11-21 08:30:00", R"("request":"r2","by":"x")");
  const Pipeline pipeline = build_pipeline(at("11-21 09:00:00"));
  ASSERT_EQ(pipeline.loops.size(), 2U);
  EXPECT_EQ(pipeline.loops[0].name, "大厅");
  EXPECT_EQ(pipeline.loops[0].rows[0].count, 1);
  EXPECT_EQ(pipeline.loops[1].rows[0].count, 0);
  EXPECT_EQ(pipeline.loops[1].rows[1].label, "回访");
  EXPECT_EQ(pipeline.loops[1].rows[1].count, 1);
  EXPECT_TRUE(pipeline.loops[1].rows[1].done);

  const Pipeline of_grid = build_pipeline(in_grid("g2", "11-21 09:00:00"));  // only the loop that runs there
  ASSERT_EQ(of_grid.loops.size(), 1U);
  EXPECT_EQ(of_grid.loops[0].name, "备忘录");
}

TEST_F(PipelineTest, ALoopNeedsNoNameWhereItIsTheOnlyOne) {
  EXPECT_TRUE(build_pipeline(at("11-21 09:00:00")).loops.at(0).name.empty());
}

}  // namespace
}  // namespace gridwall::view_model
