// What came in against what usually does, against numbers worked out by hand.
#include "ingest/state/arrivals.h"

#include <gtest/gtest.h>

#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class ArrivalsTest : public ::testing::Test {
 protected:
  void place(std::string_view at, const std::string& grid) {
    folder.add("request.placed", at,
               R"("category":"c","channel":"x","title":"t","tier":"grid","request":"r)" + std::to_string(placed_++) +
                   R"(","grid":")" + grid + '"');
  }
  ArrivalFigures now(ArrivalSpan span = ArrivalSpan::k7Days) const {
    return arrivals_at(folder.state, county, local_ns("11-21T12:00:00"), span);
  }

  County county = testing::small_county();
  Folder folder{county};
  int placed_ = 0;
};

TEST_F(ArrivalsTest, WithoutRequestsThereIsNoPast) {
  const ArrivalFigures figures = now();
  EXPECT_EQ(figures.weeks, 0);
  EXPECT_FALSE(figures.comparable());
  EXPECT_EQ(figures.county.ratio, 1);
}

TEST_F(ArrivalsTest, ThePastBeginsWithTheFirstRequestAndHasWholeWeeksOnly) {
  place("10-31T12:00:01", "g1");  // three weeks before the moment, less a second: two weeks before the last seven days
  EXPECT_EQ(now().weeks, 1);
  place("10-31T12:00:00", "g1");
  EXPECT_EQ(now().weeks, 2);
  EXPECT_EQ(now(ArrivalSpan::k24Hours).weeks, 2);
  place("10-30T12:00:00", "g1");
  EXPECT_EQ(now(ArrivalSpan::k24Hours).weeks, 3);
  place("10-24T12:00:00", "g1");
  EXPECT_EQ(now().weeks, 3);
  EXPECT_TRUE(now().comparable());
  place("01-02T12:00:00", "g1");
  EXPECT_EQ(now().weeks, kUsualWeeks);
}

TEST_F(ArrivalsTest, CountsASpanAndTheSameSpanOfTheWeeksBefore) {
  place("10-24T11:59:59", "g1");  // begins the past: four weeks before and a second
  place("11-14T12:00:00", "g1");  // seven days ago: the week before
  place("11-14T12:00:01", "g1");  // within them
  place("11-21T12:00:00", "g2");  // now
  place("11-21T12:00:01", "g2");  // not yet
  place("11-13T20:00:00", "g2");
  const ArrivalFigures week = now();
  EXPECT_EQ(week.weeks, 3);
  EXPECT_EQ(week.grids[1].count, 1);
  EXPECT_EQ(week.grids[1].before, 1);  // the first one lies four whole weeks back, in no week compared with
  EXPECT_EQ(week.grids[2].count, 1);
  EXPECT_EQ(week.grids[2].before, 1);
  EXPECT_EQ(week.county.count, 2);
  const ArrivalFigures day = now(ArrivalSpan::k24Hours);
  EXPECT_EQ(day.grids[1].count, 0);
  EXPECT_EQ(day.grids[1].before, 1);  // a span ends with its last moment: the 14th at noon
  EXPECT_EQ(day.grids[2].before, 1);  // 13th, 20:00: the same hours a week before
}

TEST_F(ArrivalsTest, CancelledAndMergedOnesCountNowhere) {
  place("11-20T12:00:00", "g1");
  place("11-20T12:00:00", "g1");
  place("11-20T12:00:00", "g1");
  folder.add("request.cancelled", "11-20T13:00:00", R"("request":"r0","reason":"x")");
  folder.add("request.merged", "11-20T13:00:00", R"("request":"r1","into":"r2")");
  EXPECT_EQ(now().grids[1].count, 1);
}

TEST_F(ArrivalsTest, AQuietGridStandsNearItsArea) {
  // Three weeks of three in g1; this week six in g1.
  place("10-24T12:00:00", "g1");
  for (const char* day : {"10-26", "10-27", "11-02", "11-03", "11-04", "11-09", "11-10", "11-11"}) {
    place(std::string(day) + "T08:00:00", "g1");
  }
  for (int i = 0; i < 6; ++i) place("11-18T08:00:00", "g1");
  const ArrivalFigures figures = now();
  ASSERT_EQ(figures.weeks, 3);
  EXPECT_EQ(figures.county.before, 8);
  const double usual = 8.0 / 3;
  const double county_ratio = (6 + 1.0) / (usual + 1);
  EXPECT_DOUBLE_EQ(figures.county.ratio, county_ratio);
  const double street = (6 + county_ratio) / (usual + 1);
  EXPECT_DOUBLE_EQ(figures.areas[0].ratio, street);
  const double community = (6 + street) / (usual + 1);
  EXPECT_DOUBLE_EQ(figures.areas[1].ratio, community);
  EXPECT_DOUBLE_EQ(figures.grids[1].ratio, (6 + community) / (usual + 1));
  EXPECT_DOUBLE_EQ(figures.grids[2].ratio, community);  // nothing came and nothing ever does
}

}  // namespace
}  // namespace gridwall
