#include "viewer/view_model/map_names.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

class MapNamesTest : public ViewTest {
 protected:
  void SetUp() override {
    add_second_street();
    county_.grids[0].name = {"一社区第1网格", "First 1"};
    county_.build_index();
  }
  std::vector<std::string> names(Scope scope, bool beyond) {
    std::vector<std::string> texts;
    for (const MapName& name : build_map_names(county_, texts_, scope, 120)) {
      if (name.beyond == beyond) texts.push_back(name.text);
    }
    return texts;
  }
  std::vector<std::string> values(std::string_view now, MapChoice choice, Scope scope = {}) {
    const int64_t now_ns = gridwall::testing::local_ns(now);
    MapLevels levels(county_);
    levels.update(folder_.state, county_, now_ns, choice);
    const auto names = build_map_names(county_, texts_, scope, 120);
    return build_name_values(county_, levels, names);
  }
};

TEST_F(MapNamesTest, TheWholeCountyNamesItsStreetsThenTheirCommunities) {
  EXPECT_EQ(names({}, false), (std::vector<std::string>{"一街", "二街", "一社区", "二社区"}));
  EXPECT_TRUE(names({}, true).empty());
}

TEST_F(MapNamesTest, AStreetNamesItsPartsAndQuietlyItsNeighboursButNotItself) {
  EXPECT_EQ(names(scope_of_area(0), false), (std::vector<std::string>{"一社区"}));
  EXPECT_EQ(names(scope_of_area(0), true), (std::vector<std::string>{"二街"}));
}

TEST_F(MapNamesTest, ACommunityNamesItsGridsWithoutSayingItsOwnNameAgain) {
  const auto grids = names(scope_of_area(1), false);
  ASSERT_EQ(grids.size(), 8U);
  EXPECT_EQ(grids[0], "第1网格");
  EXPECT_EQ(grids[1], "g1");
}

TEST_F(MapNamesTest, TheFigureBesideANameIsTheSumOfItsGrids) {
  for (int i = 0; i < 3; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kOpen, false}), (std::vector<std::string>{"3", "", "3", ""}));
}

TEST_F(MapNamesTest, PerHundredHouseholdsCountsOnlyWhereTheyAreKnownAndMany) {
  for (int i = 0; i < 3; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kOpen, true})[0], "");
  county_.grids[1].households = 20;
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kOpen, true})[0], "");
  county_.grids[0].households = 180;
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kOpen, true})[0], "1.5");
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kOpen, true}, scope_of_area(1))[1], "");  // g1 alone is too small
}

TEST_F(MapNamesTest, ARateOfFewMattersStandsBesideNoName) {
  for (int i = 0; i < 4; ++i) place("r" + std::to_string(i), "11-21 09:00:00");
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kRate, false})[0], "");
  place("r4", "11-21 09:00:00");
  EXPECT_EQ(values("11-21 10:00:00", {MapMode::kRate, false})[0], "0%");
}

}  // namespace
}  // namespace gridwall::view_model
