#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

class RatesTest : public TileTest {
 protected:
  static const block::TrendChart::Series& trend_of(const block::Tile& tile) {
    return std::get<block::TrendChart>(tile.body.at(1).content).lines.at(0);
  }
  static const std::vector<block::Item>& rows_of(const block::Tile& tile) {
    return std::get<block::List>(tile.body.at(2).content).items;
  }
};

TEST_F(RatesTest, ARateStandsWithItsNumeratorAndDenominator) {
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  add("request.rated", "11-21 08:40:00", R"("request":"r1","score":"basic")");
  const block::Tile tile = build("rates", at("11-21 09:00:00"));
  EXPECT_EQ(block::line_of(tile, "办结率"), "办结率 25% | 1 / 4");
  EXPECT_EQ(trend_of(tile).values.size(), 30U);
  EXPECT_EQ(trend_of(tile).values.back(), 0.25F);
  EXPECT_EQ(trend_of(tile).values.front(), std::nullopt);
  ASSERT_EQ(rows_of(tile).size(), 4U);  // the county promises a response
  EXPECT_EQ(block::line_of(tile, "满意率"), "满意率 | 100% | 1 / 1");
}

TEST_F(RatesTest, WithoutADenominatorThereIsADashAndAReason) {
  const block::Tile tile = build("rates", at("11-21 09:00:00"));
  EXPECT_EQ(block::line_of(tile, "办结率"), "办结率 — | 本期没有诉求");
  EXPECT_EQ(block::line_of(tile, "按期办结率"), "按期办结率 | — | 没有到期的诉求");
}

TEST_F(RatesTest, OverdueWantsAttentionOnlyWhenThereIsAny) {
  place("r1", "11-18 08:00:00");
  EXPECT_FALSE(rows_of(build("rates", at("11-18 09:00:00"))).back().figure.attention);
  EXPECT_EQ(line_of("rates", at("11-21 09:00:00"), "超期在办"), "超期在办 | !1 | 在办 1");
}

TEST_F(RatesTest, ACountyWithoutAPromiseShowsNone) {
  county_.response_promise_s = 0;
  EXPECT_EQ(rows_of(build("rates", at("11-21 09:00:00"))).size(), 3U);
}

TEST_F(RatesTest, DaysWhoseRequestsAreStillRunningAreNotSettled) {
  EXPECT_EQ(trend_of(build("rates", at("11-21 09:00:00"))).settled, 26U);  // the community's time is three days
}

TEST_F(RatesTest, TheTrendOfAPlaceIsOfItsOwnRequests) {
  for (const char* request : {"r1", "r2"}) place(request, "11-20 08:00:00");
  place("r3", "11-20 08:00:00", "g2");
  add("request.resolved", "11-20 08:30:00", R"("request":"r1","by":"x")");
  add("request.resolved", "11-20 08:30:00", R"("request":"r3","by":"x")");
  const block::Tile of_grid = build("rates", in_grid("g1", "11-21 09:00:00"));
  EXPECT_EQ(block::line_of(of_grid, "办结率"), "办结率 50% | 1 / 2");
  EXPECT_EQ(trend_of(of_grid).values[28], 0.5F);
  EXPECT_EQ(trend_of(of_grid).values[29], std::nullopt);
  EXPECT_EQ(trend_of(build("rates", in_grid("g2", "11-21 09:00:00"))).values[28], 1.0F);
}

TEST_F(RatesTest, TheTrendOfAStreetThatIsTheWholeCountyIsTheCountys) {
  for (int day = 1; day <= 21; ++day) {
    const std::string at = std::string("11-") + (day < 10 ? "0" : "") + std::to_string(day) + " 08:00:00";
    place("a" + std::to_string(day), at);
    place("b" + std::to_string(day), at, "g3");
    if (day % 3 == 0) add("request.resolved", at, R"("request":"a)" + std::to_string(day) + R"(","by":"x")");
  }
  const std::vector<std::optional<float>> county = trend_of(build("rates", at("11-21 09:00:00"))).values;
  EXPECT_EQ(trend_of(build("rates", at("11-21 09:00:00", view_model::scope_of_area(0)))).values, county);
}

}  // namespace
}  // namespace gridwall::tile
