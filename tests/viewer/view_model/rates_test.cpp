#include "viewer/view_model/coverage.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using RatesTest = ViewTest;

TEST_F(RatesTest, CoverageCountsTheGridsByTheirFreshness) {
  add("patrol.checked_in", "11-21 08:00:00", R"("worker":"w","grid":"g1")");
  add("patrol.checked_in", "11-19 08:00:00", R"("worker":"w","grid":"g2")");
  const CoverageTile tile = build_coverage(at("11-21 09:00:00"));
  EXPECT_EQ(tile.figure, "6");
  EXPECT_EQ(tile.grids, "1 / 16 网格");
  EXPECT_EQ(tile.parts[0].count, "1");
  EXPECT_EQ(tile.parts[2].count, "1");
  EXPECT_EQ(tile.parts[3].count, "14");
}

}  // namespace
}  // namespace gridwall::view_model
