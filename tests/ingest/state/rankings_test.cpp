// Who stands where in the rankings, and what is hot, against numbers counted by hand.
#include "ingest/state/rankings.h"

#include <gtest/gtest.h>

#include "ingest/state/hot_topics.h"
#include "tests/ingest/state/random_life.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class RankingsTest : public ::testing::Test {
 protected:
  // `count` requests in a grid, so many of them resolved after half an hour, all accepted after `minutes`.
  void add(std::string_view grid, int count, int resolved, int minutes, std::string_view day = "11-10",
           std::string_view category = "c") {
    for (int i = 0; i < count; ++i) {
      const std::string request = "r" + std::to_string(number++);
      const std::string date(day);
      folder.add("request.placed", date + "T08:00:00",
                 R"("category":")" + std::string(category) +
                     R"(","channel":"x","title":"t","tier":"grid","request":")" + request + R"(","grid":")" +
                     std::string(grid) + '"');
      const std::string accepted = date + "T08:" + (minutes < 10 ? "0" : "") + std::to_string(minutes) + ":00";
      folder.add("request.accepted", accepted, R"("by":"o","request":")" + request + '"');
      if (i < resolved) folder.add("request.resolved", date + "T08:59:00", R"("by":"o","request":")" + request + '"');
    }
  }
  std::array<Ranking, kMeasureCount> at(std::string_view when, const Scope& scope = {}) {
    return rankings(folder.state, county, local_ns(when), scope);
  }
  static const Ranking& of(const std::array<Ranking, kMeasureCount>& all, Measure measure) {
    return all[static_cast<size_t>(measure)];
  }

  County county = testing::two_streets();
  Folder folder{county};
  int number = 0;
};

TEST_F(RankingsTest, TheBestStandFirstAndWhoHasTooFewIsNotRanked) {
  add("g0", 10, 5, 20);  // the first street
  add("g8", 12, 12, 5);  // the second
  const auto all = at("11-20T12:00:00");
  const Ranking& closing = of(all, Measure::kClosing);
  ASSERT_EQ(closing.ranked.size(), 2U);
  EXPECT_EQ(county.areas[closing.ranked[0].place.area].code, county.areas[county.area_of_grid(GridIndex(8), 0)].code);
  EXPECT_EQ(closing.ranked[0].value, 1);
  EXPECT_EQ(closing.ranked[1].of.numerator, 5);
  EXPECT_EQ(closing.ranked[1].of.denominator, 10);
  const Ranking& response = of(all, Measure::kResponse);
  ASSERT_EQ(response.ranked.size(), 2U);
  EXPECT_EQ(response.ranked[0].value, 300);
  EXPECT_EQ(response.ranked[1].value, 1200);
  EXPECT_TRUE(of(all, Measure::kOverdue).ranked.empty());  // five and none are open: fewer than ten
  EXPECT_EQ(of(all, Measure::kOverdue).unranked, 2);
  EXPECT_EQ(of(all, Measure::kCoverage).ranked.size(), 2U);
}

TEST_F(RankingsTest, WhatWasPlacedEarlierThanThirtyDaysAgoCountsOnlyAsOverdue) {
  add("g0", 20, 0, 20, "09-10");
  const auto all = at("11-20T12:00:00");
  EXPECT_TRUE(of(all, Measure::kClosing).ranked.empty());
  ASSERT_EQ(of(all, Measure::kOverdue).ranked.size(), 1U);
  EXPECT_EQ(of(all, Measure::kOverdue).ranked[0].value, 1);
}

TEST_F(RankingsTest, AGridHasNoPartsAndACommunitysPartsAreItsGrids) {
  add("g0", 10, 5, 20);
  const GridIndex grid = county.grid_index("g0");
  for (const Ranking& ranking : at("11-20T12:00:00", {county.grids[grid].area, grid})) {
    EXPECT_TRUE(ranking.ranked.empty());
    EXPECT_EQ(ranking.unranked, 0);
  }
  const auto community = at("11-20T12:00:00", {county.grids[grid].area, kNone});
  ASSERT_EQ(of(community, Measure::kClosing).ranked.size(), 1U);
  EXPECT_EQ(of(community, Measure::kClosing).ranked[0].place.grid, grid);
}

TEST(BestAndWorst, NobodyStandsInBoth) {
  for (size_t ranked = 0; ranked < 10; ++ranked) {
    const BestAndWorst shown = best_and_worst(ranked, 3);
    EXPECT_LE(shown.best + shown.worst, ranked);
    EXPECT_EQ(shown.best + shown.worst, std::min<size_t>(ranked, 6));
    EXPECT_GE(shown.best, shown.worst);
  }
}

TEST_F(RankingsTest, DepartmentsAreRankedByTheWhistlesTheyClosed) {
  const auto blow = [&](const std::string& department, int count, int closed) {
    for (int i = 0; i < count; ++i) {
      const std::string whistle = "w" + std::to_string(number++);
      folder.add("emergency.whistle_blown", "11-10T08:00:00",
                 R"("street":"s1","department":")" + department + R"(","whistle":")" + whistle + '"');
      if (i >= closed) continue;
      folder.add("emergency.whistle_acknowledged", "11-10T08:04:00", R"("whistle":")" + whistle + '"');
      folder.add("emergency.whistle_closed", "11-10T09:00:00", R"("whistle":")" + whistle + '"');
    }
  };
  blow("water", 10, 4);
  blow("police", 20, 18);
  blow("parks", 9, 9);  // one too few
  const DepartmentRanking ranking = department_ranking(folder.state, county, local_ns("11-20T12:00:00"));
  ASSERT_EQ(ranking.ranked.size(), 2U);
  EXPECT_EQ(ranking.ranked[0].department, "police");
  EXPECT_EQ(ranking.ranked[0].response_s, 240);
  EXPECT_EQ(ranking.ranked[1].unanswered, 6);
  EXPECT_EQ(ranking.unranked, 1);
}

TEST_F(RankingsTest, ACategoryIsHotWhenSoManyAreHardlyChance) {
  for (const char* month : {"08", "09", "10"}) {
    for (int day = 10; day < 28; ++day) {
      const std::string date = std::string(month) + "-" + std::to_string(day);
      add("g0", 1, 1, 5, date, "noise");
      add("g0", 1, 1, 5, date, "water");
    }
  }
  add("g0", 5, 5, 5, "11-15", "noise");   // four to five are usual
  add("g8", 16, 5, 5, "11-18", "water");  // so many are not
  const HotTopics topics = hot_topics(folder.state, county, local_ns("11-20T12:00:00"));
  EXPECT_EQ(topics.usual_days, 84);
  EXPECT_EQ(topics.tested, 2);
  ASSERT_EQ(topics.hot.size(), 1U);
  EXPECT_EQ(folder.state.words.text(topics.hot[0].category), "water");
  EXPECT_EQ(topics.hot[0].recent, 16);
  EXPECT_LT(topics.hot[0].chance, 1e-4);
  // The same of the street it is in; not of the other one.
  const auto hot_in = [&](size_t grid) {
    const Scope street{county.area_of_grid(GridIndex(grid), 0), kNone};
    return hot_topics(folder.state, county, local_ns("11-20T12:00:00"), street).hot.size();
  };
  EXPECT_EQ(hot_in(8), 1U);
  EXPECT_EQ(hot_in(0), 0U);
}

TEST_F(RankingsTest, AShortPastSaysNothingAboutWhatIsUsual) {
  add("g0", 1, 1, 5, "11-01", "water");
  add("g0", 30, 5, 5, "11-18", "water");
  const HotTopics topics = hot_topics(folder.state, county, local_ns("11-20T12:00:00"));
  EXPECT_EQ(topics.usual_days, 0);
  EXPECT_TRUE(topics.hot.empty());
}

TEST(BinomialTail, IsTheSumOfItsTerms) {
  EXPECT_NEAR(binomial_tail(3, 3, 0.5), 0.125, 1e-15);
  EXPECT_NEAR(binomial_tail(2, 3, 0.25), 3 * 0.0625 * 0.75 + 0.015625, 1e-15);
  EXPECT_NEAR(binomial_tail(60, 100, 0.5), 0.028443966820490392, 1e-14);  // by exact fractions
  EXPECT_EQ(binomial_tail(900'000, 1'000'000, 0.1), 0);                   // less than any number says
}

TEST_F(RankingsTest, ThreeAlikeInOneGridWithinThirtyDaysAreARepetition) {
  add("g0", 2, 2, 5, "11-10", "noise");
  add("g0", 1, 0, 5, "11-12", "noise");
  add("g0", 2, 0, 5, "11-12", "water");
  add("g1", 4, 4, 5, "09-12", "noise");
  const RepeatedMatters repeated = repeated_matters(folder.state, county, local_ns("11-20T12:00:00"), 5);
  EXPECT_EQ(repeated.total, 1);
  ASSERT_EQ(repeated.first.size(), 1U);
  EXPECT_EQ(repeated.first[0].count, 3);
  EXPECT_EQ(repeated.first[0].open, 1);
}

}  // namespace
}  // namespace gridwall
