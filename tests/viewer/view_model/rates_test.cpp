#include "viewer/view_model/rates.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using RatesTest = ViewTest;

TEST_F(RatesTest, ARateStandsWithItsNumeratorAndDenominator) {
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  add("request.rated", "11-21 08:40:00", R"("request":"r1","score":"basic")");
  const Rates rates = build_rates(at("11-21 09:00:00"));
  EXPECT_EQ(rates.figure, "25");
  EXPECT_EQ(rates.numerator, "1");
  EXPECT_EQ(rates.denominator, "4");
  EXPECT_EQ(rates.trend.size(), 30U);
  EXPECT_EQ(rates.trend.back(), 0.25F);
  EXPECT_EQ(rates.trend.front(), std::nullopt);
  ASSERT_EQ(rates.rows.size(), 4U);  // the county promises a response
  EXPECT_EQ(rates.rows[1].note, "1 / 1");
}

TEST_F(RatesTest, WithoutADenominatorThereIsADashAndAReason) {
  const Rates rates = build_rates(at("11-21 09:00:00"));
  EXPECT_EQ(rates.figure, std::nullopt);
  EXPECT_FALSE(rates.why.empty());
  EXPECT_EQ(rates.rows[0].figure, "—");
  EXPECT_EQ(rates.rows[0].note, "没有到期的诉求");
}

TEST_F(RatesTest, OverdueWantsAttentionOnlyWhenThereIsAny) {
  place("r1", "11-18 08:00:00");
  EXPECT_FALSE(build_rates(at("11-18 09:00:00")).rows.back().attention);
  const Rates later = build_rates(at("11-21 09:00:00"));
  EXPECT_TRUE(later.rows.back().attention);
  EXPECT_EQ(later.rows.back().figure, "1");
}

TEST_F(RatesTest, ACountyWithoutAPromiseShowsNone) {
  county_.response_promise_s = 0;
  EXPECT_EQ(build_rates(at("11-21 09:00:00")).rows.size(), 3U);
}

TEST_F(RatesTest, DaysWhoseRequestsAreStillRunningAreNotSettled) {
  EXPECT_EQ(build_rates(at("11-21 09:00:00")).settled_days, 26U);  // the community's time is three days
}

TEST_F(RatesTest, TheTrendOfAPlaceIsOfItsOwnRequests) {
  for (const char* request : {"r1", "r2"}) place(request, "11-20 08:00:00");
  place("r3", "11-20 08:00:00", "g2");
  add("request.resolved", "11-20 08:30:00", R"("request":"r1","by":"x")");
  add("request.resolved", "11-20 08:30:00", R"("request":"r3","by":"x")");
  const Rates of_grid = build_rates(in_grid("g1", "11-21 09:00:00"));
  EXPECT_EQ(of_grid.numerator + "/" + of_grid.denominator, "1/2");
  EXPECT_EQ(of_grid.trend[28], 0.5F);
  EXPECT_EQ(of_grid.trend[29], std::nullopt);
  EXPECT_EQ(build_rates(in_grid("g2", "11-21 09:00:00")).trend[28], 1.0F);
}

TEST_F(RatesTest, TheTrendOfAStreetThatIsTheWholeCountyIsTheCountys) {
  for (int day = 1; day <= 21; ++day) {
    const std::string at = std::string("11-") + (day < 10 ? "0" : "") + std::to_string(day) + " 08:00:00";
    place("a" + std::to_string(day), at);
    place("b" + std::to_string(day), at, "g3");
    if (day % 3 == 0) add("request.resolved", at, R"("request":"a)" + std::to_string(day) + R"(","by":"x")");
  }
  const std::vector<std::optional<float>> county = build_rates(at("11-21 09:00:00")).trend;
  EXPECT_EQ(build_rates(at("11-21 09:00:00", scope_of_area(0))).trend, county);
}

}  // namespace
}  // namespace gridwall::view_model
