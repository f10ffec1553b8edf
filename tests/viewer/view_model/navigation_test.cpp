#include "viewer/view_model/navigation.h"

#include <gtest/gtest.h>

#include "ingest/county/load.h"

namespace gridwall::view_model {
namespace {

// Two streets: S1 with community C1 (G1, G2) and a grid of its own (G3), S2 with G4 alone.
County small() {
  County county;
  county.hierarchy.resize(2);
  county.areas.resize(3);
  county.areas[0].code = "S1";
  county.areas[1].code = "C1";
  county.areas[1].depth = 1;
  county.areas[1].parent = AreaIndex(0);
  county.areas[2].code = "S2";
  for (const auto& [code, area] : {std::pair{"G1", 1U}, {"G2", 1U}, {"G3", 0U}, {"G4", 2U}}) {
    Grid grid;
    grid.code = code;
    grid.area = AreaIndex(area);
    county.grids.push_back(grid);
  }
  county.build_index();
  return county;
}

TEST(NavigationTest, AStepDownGoesThroughEveryAreaToTheGrid) {
  const County county = small();
  Scope scope;
  std::string way;
  while (scope.grid == kNone) {
    scope = step_towards(county, scope, county.grid_index("G2"));
    way += scope_code(county, scope) + " ";
  }
  EXPECT_EQ(way, "S1 C1 G2 ");
  way.clear();
  for (const Scope& step : path_to(county, scope)) way += scope_code(county, step) + " ";
  EXPECT_EQ(way, " S1 C1 G2 ");
}

TEST(NavigationTest, ChildrenAreAreasAndThenTheGridsInNoSmallerArea) {
  const County county = small();
  std::string codes;
  for (const Scope& child : children_of(county, scope_of_area(0))) codes += scope_code(county, child) + " ";
  EXPECT_EQ(codes, "C1 G3 ");
  EXPECT_TRUE(children_of(county, scope_of_grid(county, 0)).empty());
}

TEST(NavigationTest, AGridLiesInItsAreasAndInNoOther) {
  const County county = small();
  EXPECT_TRUE(lies_in(county, 0, {}));
  EXPECT_TRUE(lies_in(county, 0, scope_of_area(0)));
  EXPECT_TRUE(lies_in(county, 0, scope_of_area(1)));
  EXPECT_FALSE(lies_in(county, 0, scope_of_area(2)));
  EXPECT_FALSE(lies_in(county, 0, scope_of_grid(county, 1)));
}

TEST(NavigationTest, PointingRunsRoundTheChildrenAndLeavingPointsBack) {
  const County county = small();
  Navigation navigation;
  EXPECT_FALSE(navigation.enter());
  EXPECT_FALSE(navigation.leave(county));
  navigation.point(county, -1);
  EXPECT_EQ(scope_code(county, *navigation.pointed()), "S2");
  navigation.point(county, +1);
  EXPECT_EQ(scope_code(county, *navigation.pointed()), "S1");
  ASSERT_TRUE(navigation.enter());
  ASSERT_TRUE(navigation.leave(county));
  EXPECT_EQ(scope_code(county, *navigation.pointed()), "S1");
}

}  // namespace
}  // namespace gridwall::view_model
