#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

TEST_F(TileTest, CoverageCountsTheGridsByTheirFreshness) {
  add("patrol.checked_in", "11-21 08:00:00", R"("worker":"w","grid":"g1")");
  add("patrol.checked_in", "11-19 08:00:00", R"("worker":"w","grid":"g2")");
  const std::vector<std::string> lines = lines_of("coverage", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[1], "6% | 1 / 16 网格");
  EXPECT_TRUE(lines[2].ends_with(" | 1")) << lines[2];
  EXPECT_TRUE(lines[4].ends_with(" | 1")) << lines[4];
  EXPECT_TRUE(lines[5].ends_with(" | 14")) << lines[5];
}

}  // namespace
}  // namespace gridwall::tile
