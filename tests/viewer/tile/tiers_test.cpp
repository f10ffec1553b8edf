#include "tests/viewer/tile/tile_fixture.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
namespace {

TEST(TiersTest, WholePercentsAddUpToAHundred) {
  EXPECT_EQ(whole_percents({1, 1, 1, 0}), (std::array<int64_t, 4>{34, 33, 33, 0}));
  EXPECT_EQ(whole_percents({0, 0, 0, 0}), (std::array<int64_t, 4>{0, 0, 0, 0}));
  EXPECT_EQ(whole_percents({9607, 4253, 1575, 315}), (std::array<int64_t, 4>{61, 27, 10, 2}));
}

TEST_F(TileTest, ATierWithHardlyAnythingIsNotShownAsNothing) {
  for (int i = 0; i < 300; ++i) {
    const std::string request = "r" + std::to_string(i);
    place(request, "11-21 08:00:00");
    add("request.resolved", "11-21 08:30:00",
        R"("request":")" + request + R"(","by":"x","tier":")" + (i == 0 ? "county" : "grid") + "\"");
  }
  const std::vector<std::string> lines = lines_of("tiers", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0].substr(0, lines[0].find(" | ")), "层级消化 · 近30日 · 办结 300");
  EXPECT_TRUE(lines[1].ends_with(" | 100% | 100% | 299")) << lines[1];
  EXPECT_TRUE(lines[2].ends_with(" | 0% | 0% | 0")) << lines[2];
  EXPECT_TRUE(lines[4].ends_with(" | 0% | <1% | 1")) << lines[4];
}

}  // namespace
}  // namespace gridwall::tile
