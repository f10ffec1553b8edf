#include "viewer/view_model/map_levels.h"

#include <vector>

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class MapLevelsTest : public ViewTest {
 protected:
  void SetUp() override {
    county_.grids[1].households = 400;
    county_.grids[2].households = kMinHouseholds - 1;
  }
  std::vector<uint32_t> update(std::string_view now, MapMode mode = MapMode::kHeat, bool per_households = false) {
    const auto changed =
        levels_.update(folder_.state, county_, gridwall::testing::local_ns(now), {mode, per_households});
    return {changed.begin(), changed.end()};
  }
  void place_in(std::string_view grid, std::string_view request) {
    add("request.placed", "11-21 09:00:00",
        R"("request":")" + std::string(request) +
            R"(","category":"road","channel":"app","title":"灯坏了","tier":"grid","grid":")" + std::string(grid) + '"');
  }

  MapLevels levels_{county_};
};

TEST_F(MapLevelsTest, TheFirstLookColoursEveryGridAndTheNextOnlyWhatChanged) {
  EXPECT_EQ(update("11-21 09:00:00").size(), 16U);
  EXPECT_TRUE(update("11-21 09:00:01").empty());
  place("r1", "11-21 09:00:01");
  EXPECT_EQ(update("11-21 09:00:01"), (std::vector<uint32_t>{1}));
  EXPECT_TRUE(update("11-21 09:00:01").empty());
}

TEST_F(MapLevelsTest, StepByStepEndsWhereAFreshLookBegins) {
  for (int i = 0; i < 40; ++i) {
    place("r" + std::to_string(i), "11-21 09:00:01");
    update("11-21 09:00:01");
  }
  add("request.resolved", "11-21 09:10:00", R"("request":"r3","by":"x")");
  for (int number = 0; number < kMapModeCount; ++number) {
    const auto mode = static_cast<MapMode>(number);
    for (const bool per_households : {false, true}) {
      update("11-23 09:10:00", mode, per_households);
      MapLevels fresh(county_);
      fresh.update(folder_.state, county_, gridwall::testing::local_ns("11-23 09:10:00"), {mode, per_households});
      EXPECT_TRUE(std::equal(fresh.levels().begin(), fresh.levels().end(), levels_.levels().begin()));
    }
  }
}

TEST_F(MapLevelsTest, HeatFadesAsTheClockMoves) {
  for (int i = 0; i < 20; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  update("11-21 09:00:00");
  const Level hot = levels_.levels()[1];
  EXPECT_EQ(update("11-21 13:00:00"), (std::vector<uint32_t>{1}));
  EXPECT_LT(levels_.levels()[1], hot);
}

TEST_F(MapLevelsTest, PerHundredHouseholdsAFullGridOfFourHundredLooksAsItDid) {
  for (int i = 0; i < 8; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  update("11-21 09:00:00", MapMode::kOpen, true);
  EXPECT_EQ(levels_.levels()[1], level_of_value(2, full_value(county_, {MapMode::kOpen, true}), Scale::kLogarithm));
  EXPECT_LT(full_value(county_, {MapMode::kOpen, true}), full_value(county_, {MapMode::kOpen, false}));
}

TEST_F(MapLevelsTest, AGridOfFewOrUnknownHouseholdsIsNotSingledOut) {
  place_in("g2", "r1");
  place_in("g3", "r2");
  update("11-21 09:00:00", MapMode::kOpen, true);
  EXPECT_EQ(levels_.levels()[2], kNoLevel);  // 29 households
  EXPECT_EQ(levels_.levels()[3], kNoLevel);  // not known
  update("11-21 09:00:00", MapMode::kOpen, false);
  EXPECT_NE(levels_.levels()[2], kNoLevel);  // a count alone says nothing of the few
}

TEST_F(MapLevelsTest, ARateOfFewMattersIsNotShown) {
  for (int i = 1; i < kMinMatters; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  update("11-21 09:00:00", MapMode::kRate);
  EXPECT_EQ(levels_.levels()[1], kNoLevel);
  place("last", "11-21 09:00:00");
  update("11-21 09:00:20", MapMode::kRate);
  EXPECT_NE(levels_.levels()[1], kNoLevel);
}

TEST_F(MapLevelsTest, AShareAndAStalenessAreNeverPerHouseholds) {
  EXPECT_FALSE(is_per_households({MapMode::kRate, true}));
  EXPECT_FALSE(is_per_households({MapMode::kPatrol, true}));
  EXPECT_TRUE(is_per_households({MapMode::kHeat, true}));
}

TEST_F(MapLevelsTest, AGridWithNothingToSayHasNoLevel) {
  update("11-21 09:00:00", MapMode::kPatrol);
  EXPECT_EQ(levels_.levels()[0], kNoLevel);
  add("patrol.checked_in", "11-21 09:00:00", R"("worker":"w","grid":"g0")");
  EXPECT_EQ(update("11-21 09:00:00", MapMode::kPatrol), (std::vector<uint32_t>{0}));
  EXPECT_EQ(levels_.levels()[0], 0);
  update("11-21 09:00:00", MapMode::kRate);
  EXPECT_EQ(levels_.levels()[0], kNoLevel);
}

TEST_F(MapLevelsTest, GoingBackInTimeLooksAtEverythingAgain) {
  place("r1", "11-21 09:00:00");
  update("11-21 12:00:00");
  const Level faded = levels_.levels()[1];
  update("11-21 09:00:00");
  EXPECT_GT(levels_.levels()[1], faded);
}

TEST_F(MapLevelsTest, AScaleDoesNotFollowTheData) {
  EXPECT_EQ(level_of_value(0, 32, Scale::kLogarithm), 0);
  EXPECT_EQ(level_of_value(32, 32, Scale::kLogarithm), 63);
  EXPECT_EQ(level_of_value(1e9, 32, Scale::kLogarithm), 63);
  const Legend legend = build_legend(county_, texts_, {MapMode::kHeat, false});
  EXPECT_EQ(legend.ticks.front().text, "0");
  EXPECT_EQ(legend.ticks.back().text, "32+");
  EXPECT_EQ(legend.title, "热度 · 半衰期 2时");
}

TEST_F(MapLevelsTest, FreshDueSoonAndOverdueAreStepsApart) {
  EXPECT_EQ(level_of_staleness(0), 0);
  EXPECT_EQ(level_of_staleness(9), 63);
  EXPECT_GE(level_of_staleness(0.76), level_of_staleness(0.75) + 6);
  EXPECT_GE(level_of_staleness(1.01), level_of_staleness(1.0) + 10);
}

TEST_F(MapLevelsTest, TheLegendSaysWhatIsNotShownAndWhy) {
  EXPECT_EQ(build_legend(county_, texts_, {MapMode::kOpen, false}).hatched, "");
  EXPECT_EQ(build_legend(county_, texts_, {MapMode::kOpen, true}).hatched, "户数不足 30 或未知，不显示");
  EXPECT_EQ(build_legend(county_, texts_, {MapMode::kRate, true}).hatched, "不足 5 件或 30 户，不显示");
  EXPECT_EQ(build_legend(county_, texts_, {MapMode::kPatrol, true}).hatched, "从未走访");
}

}  // namespace
}  // namespace gridwall::view_model
