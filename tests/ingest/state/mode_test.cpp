#include "ingest/state/mode.h"

#include <gtest/gtest.h>

#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class ModeOfACounty : public ::testing::Test {
 protected:
  void change(std::string_view when, std::string_view area, std::string_view rest) {
    folder.add("emergency.mode_changed", when,
               R"("by":"值班长","reason":"雪凝","area":")" + std::string(area) + R"(",)" + std::string(rest));
  }
  void done(std::string_view when, std::string_view step) {
    folder.add("emergency.plan_step_done", when,
               R"("plan":"雪凝预案","by":"甲班","step":")" + std::string(step) + R"(")");
  }
  static County planned_county() {
    County made = testing::small_county();
    made.plans.push_back(
        {"雪凝预案",
         {"雪凝预案", "Ice plan"},
         {"雪凝"},
         {{"集结", {"力量集结", "Assemble"}}, {"除冰", {"除冰", "De-ice"}}, {"通报", {"通报", "Report"}}}});
    return made;
  }
  County county = planned_county();
  Folder folder{county};
};

TEST_F(ModeOfACounty, NobodyOrderedAnythingIsRoutine) {
  const ModeView mode = county_mode(folder.state, county);
  EXPECT_FALSE(mode.emergency());
  EXPECT_EQ(mode.key, kNone);
  EXPECT_TRUE(emergencies_in_force(folder.state, county).empty());
}

TEST_F(ModeOfACounty, TheCountysModeIsTheHighestOfItsAreas) {
  change("11-21T03:00:00", "c1", R"("mode":"emergency","level":3)");
  change("11-21T03:10:00", "s1", R"("mode":"emergency","level":2)");
  change("11-21T03:20:00", "small", R"("mode":"emergency","level":4)");
  const ModeView mode = county_mode(folder.state, county);
  EXPECT_EQ(mode.level, 2);
  EXPECT_EQ(county.areas[mode.area].code, "s1");
  const std::vector<ModeView> all = emergencies_in_force(folder.state, county);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[2].whole_county);
  EXPECT_EQ(all[2].level, 4);
}

TEST_F(ModeOfACounty, StepsOfThePlanAreDoneByWhomAndWhen) {
  change("11-21T03:00:00", "small", R"("mode":"emergency","level":3,"plan":"雪凝预案")");
  done("11-21T03:05:00", "除冰");
  done("11-21T03:06:00", "架设警示牌");  // not of the plan
  done("11-21T03:09:00", "除冰");        // the first time counts
  const ModeView mode = county_mode(folder.state, county);
  ASSERT_NE(mode.known_plan, nullptr);
  EXPECT_EQ(mode.steps_done, 1U);
  EXPECT_EQ(mode.steps_planned, 3U);
  ASSERT_EQ(mode.steps.size(), 4U);
  EXPECT_FALSE(mode.steps[0].done());
  EXPECT_EQ(mode.steps[1].done_ns, local_ns("11-21T03:05:00"));
  EXPECT_EQ(folder.state.words.text(mode.steps[1].by), "甲班");
  EXPECT_FALSE(mode.steps[3].planned);
}

TEST_F(ModeOfACounty, AnotherLevelGoesOnWithThePlanAndAStandDownEndsIt) {
  change("11-21T03:00:00", "small", R"("mode":"emergency","level":3,"plan":"雪凝预案")");
  done("11-21T03:05:00", "集结");
  change("11-21T04:00:00", "small", R"("mode":"emergency","level":2)");
  ModeView mode = county_mode(folder.state, county);
  EXPECT_EQ(mode.level, 2);
  EXPECT_EQ(mode.steps_done, 1U);
  EXPECT_EQ(mode.since_ns, local_ns("11-21T04:00:00"));
  EXPECT_EQ(mode.began_ns, local_ns("11-21T03:00:00"));
  folder.add("emergency.mode_changed", "11-21T09:00:00",
             R"("area":"small","mode":"routine","by":"县长","reason":"道路恢复通行")");
  mode = county_mode(folder.state, county);
  EXPECT_FALSE(mode.emergency());
  EXPECT_EQ(mode.reason, "道路恢复通行");
  EXPECT_EQ(folder.state.words.text(mode.by), "县长");
  EXPECT_TRUE(mode.steps.empty());
  change("11-22T03:00:00", "small", R"("mode":"emergency","level":3,"plan":"雪凝预案")");
  EXPECT_EQ(county_mode(folder.state, county).steps_done, 0U) << "another emergency begins its plan anew";
}

TEST_F(ModeOfACounty, EveryChangeIsKeptWithWhoAndWhyAlsoWhenItComesLate) {
  change("11-21T03:00:00", "small", R"("mode":"emergency","level":3,"plan":"雪凝预案")");
  done("11-21T03:05:00", "集结");
  change("11-21T09:00:00", "small", R"("mode":"routine")");
  change("11-21T05:00:00", "small", R"("mode":"emergency","level":2)");  // received after the stand-down
  EXPECT_FALSE(county_mode(folder.state, county).emergency());
  const std::deque<ModeChange>& changes = folder.state.mode_changes;
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[2].mode, Mode::kRoutine);
  EXPECT_EQ(changes[2].steps_done, 1U);
  EXPECT_EQ(changes[1].at_ns, local_ns("11-21T05:00:00"));
  EXPECT_EQ(changes[0].level, 3);
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(ModeOfACounty, TheHistoryIsBounded) {
  for (size_t i = 0; i < kModeChangesKept + 50; ++i) {
    change("11-21T03:00:00", i % 2 == 0 ? "s1" : "c1", R"("mode":"emergency","level":3)");
  }
  EXPECT_EQ(folder.state.mode_changes.size(), kModeChangesKept);
  EXPECT_EQ(folder.state.mode_changes.back().seq, folder.state.seq);
}

}  // namespace
}  // namespace gridwall
