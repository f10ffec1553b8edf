#include "viewer/view_model/map_detail.h"

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/view_model/map_levels.h"

namespace gridwall::view_model {
namespace {

// Two streets of eight grids each, each with one community.
class MapDetailTest : public ViewTest {
 protected:
  void SetUp() override { add_second_street(); }
};

TEST_F(MapDetailTest, FromFarAreasFromNearGridsAndBetweenThemBoth) {
  const DetailPlaces places(county_);
  ASSERT_EQ(places.deepest(), 2);
  EXPECT_EQ(places.grids_of(0), 8);
  EXPECT_EQ(places.grids_of(2), 1);
  const auto detail_at = [&](double across_px) { return places.detail_for(16 * across_px * across_px, 20); };
  EXPECT_EQ(detail_at(100), (MapDetail{1, 1}));
  EXPECT_EQ(detail_at(25), (MapDetail{1, 1}));
  EXPECT_EQ(detail_at(20), (MapDetail{1, 0.5F}));
  EXPECT_EQ(detail_at(20).shown(2), 2);
  EXPECT_EQ(detail_at(16).shown(2), 1);
  EXPECT_EQ(detail_at(14), (MapDetail{0, 1}));  // communities are streets here: as large
  EXPECT_EQ(detail_at(0.1), (MapDetail{0, 0}));
}

TEST_F(MapDetailTest, AnAreaIsColouredByItsOwnFigureOnTheScaleOfItsSize) {
  for (int i = 0; i < 6; ++i) place("r" + std::to_string(i), "11-21 09:00:00");  // in g1
  MapLevels levels(county_);
  const int64_t now_ns = gridwall::testing::local_ns("11-21 10:00:00");
  const MapChoice open{MapMode::kOpen, false};
  levels.update(folder_.state, county_, now_ns, open);
  EXPECT_EQ(levels.shown_depth(), 2);
  const Level grid = levels.levels()[1];
  EXPECT_EQ(grid, level_of_value(6, full_value(county_, open), Scale::kLogarithm));
  EXPECT_EQ(levels.levels()[2], 0);

  levels.set_detail({0, 0});
  EXPECT_EQ(levels.update(folder_.state, county_, now_ns, open).size(), 8U);
  EXPECT_EQ(levels.shown_depth(), 0);
  const Level street = level_of_value(6, full_value(county_, open, 8), Scale::kLogarithm);
  for (uint32_t i = 0; i < 8; ++i) EXPECT_EQ(levels.levels()[i], street);
  EXPECT_EQ(levels.levels()[8], 0);

  levels.set_detail({1, 0.5F});  // half way from the community, which is as large, to the grid
  levels.update(folder_.state, county_, now_ns, open);
  EXPECT_EQ(levels.levels()[1], std::lround((street + grid) / 2.0));
}

TEST_F(MapDetailTest, WithTooShortAPastWhatCameInIsShownItself) {
  for (int i = 0; i < 6; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  MapLevels levels(county_);
  const int64_t now_ns = gridwall::testing::local_ns("11-21 10:00:00");
  levels.update(folder_.state, county_, now_ns, {MapMode::kUsual, false});
  EXPECT_EQ(levels.shown().mode, MapMode::kArrived);
  EXPECT_EQ(levels.levels()[1], level_of_value(6, full_value(county_, levels.shown()), Scale::kLogarithm));
  const Legend legend = build_legend(county_, texts_, {MapMode::kUsual, false}, {"网格", 1, levels.figures().weeks});
  EXPECT_EQ(legend.title, "近7日收到 · 过往 0 周，满 3 周才比平时 · 按网格");
  EXPECT_EQ(legend.ticks.front().text, "0");
}

TEST_F(MapDetailTest, AsUsualIsTheMiddleOfTheScale) {
  for (const char* day : {"10-24", "10-29", "11-05", "11-12", "11-19"}) place(day, std::string(day) + " 09:00:00");
  MapLevels levels(county_);
  levels.update(folder_.state, county_, gridwall::testing::local_ns("11-21 10:00:00"), {MapMode::kUsual, false});
  EXPECT_EQ(levels.shown().mode, MapMode::kUsual);
  EXPECT_EQ(levels.levels()[1], level_of_usual(0));
  EXPECT_EQ(level_of_usual(2), kLevelSteps - 1);
  EXPECT_EQ(level_of_usual(-9), 0);
}

}  // namespace
}  // namespace gridwall::view_model
