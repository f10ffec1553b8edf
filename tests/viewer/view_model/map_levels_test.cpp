#include "viewer/view_model/map_levels.h"

#include <vector>

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class MapLevelsTest : public ViewTest {
 protected:
  std::vector<uint32_t> update(std::string_view now, MapMode mode = MapMode::kHeat) {
    const auto changed = levels_.update(folder_.state, county_, gridwall::testing::local_ns(now), mode);
    return {changed.begin(), changed.end()};
  }

  MapLevels levels_{county_.grids.size()};
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
  for (const MapMode mode : {MapMode::kHeat, MapMode::kOpen, MapMode::kOverdue, MapMode::kRate, MapMode::kPatrol}) {
    update("11-23 09:10:00", mode);
    MapLevels fresh(county_.grids.size());
    fresh.update(folder_.state, county_, gridwall::testing::local_ns("11-23 09:10:00"), mode);
    EXPECT_TRUE(std::equal(fresh.levels().begin(), fresh.levels().end(), levels_.levels().begin()));
  }
}

TEST_F(MapLevelsTest, HeatFadesAsTheClockMoves) {
  for (int i = 0; i < 20; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  update("11-21 09:00:00");
  const Level hot = levels_.levels()[1];
  EXPECT_EQ(update("11-21 13:00:00"), (std::vector<uint32_t>{1}));
  EXPECT_LT(levels_.levels()[1], hot);
}

TEST_F(MapLevelsTest, AScaleDoesNotFollowTheData) {
  EXPECT_EQ(level_of_value(0, 32, Scale::kLogarithm), 0);
  EXPECT_EQ(level_of_value(32, 32, Scale::kLogarithm), 63);
  EXPECT_EQ(level_of_value(1e9, 32, Scale::kLogarithm), 63);
  const Legend before = build_legend(county_, texts_, MapMode::kHeat);
  EXPECT_EQ(before.ticks.front().text, "0");
  EXPECT_EQ(before.ticks.back().text, "32+");
  EXPECT_EQ(before.title, "热度 · 半衰期 2时");
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

}  // namespace
}  // namespace gridwall::view_model
