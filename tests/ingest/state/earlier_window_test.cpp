// Rates of the window before and of last year as they stood then, against numbers counted by hand.
#include "ingest/state/earlier_window.h"

#include <gtest/gtest.h>

#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class EarlierWindowTest : public ::testing::Test {
 protected:
  void place(const std::string& request, const std::string& at, const std::string& grid = "g1") {
    folder.add("request.placed", at,
               R"("category":"c","channel":"x","title":"t","tier":"grid","request":")" + request + R"(","grid":")" +
                   grid + '"');
  }
  void resolve(const std::string& request, const std::string& at) {
    folder.add("request.resolved", at, R"("by":"o","request":")" + request + '"');
  }
  RateCounts before(std::string_view when, Window window, const Scope& scope = {}) {
    const Figures figures = compute_figures(folder.state, county, local_ns(when), scope);
    return figures.window(window).before.value().counts;
  }

  County county = testing::small_county();
  Folder folder{county};
};

TEST_F(EarlierWindowTest, YesterdayCountsAsItStoodAtTheSameTimeOfDay) {
  place("first", "11-01T08:00:00");  // so that yesterday lies within the log
  place("a", "11-20T08:00:00");
  place("b", "11-20T09:00:00");
  place("c", "11-20T10:00:00");
  place("evening", "11-20T20:00:00");  // not yet placed at noon
  resolve("a", "11-20T11:00:00");
  resolve("b", "11-20T13:00:00");  // not yet resolved at noon
  const RateCounts counts = before("11-21T12:00:00", Window::kToday);
  EXPECT_EQ(counts.collected, 3);
  EXPECT_EQ(counts.resolved, 1);
  EXPECT_EQ(counts.resolved_on_time, 1);
  EXPECT_EQ(counts.due, 1);
  EXPECT_EQ(before("11-21T14:00:00", Window::kToday).resolved, 2);
  EXPECT_EQ(before("11-21T21:00:00", Window::kToday).collected, 4);
}

TEST_F(EarlierWindowTest, WhatIsDueFollowsResolutionsDeferralsAndTheTimesThatPassed) {
  place("first", "11-01T08:00:00");
  for (const char* request : {"late", "done_late", "deferred", "again"})
    place(request, "11-08T08:00:00");  // due the 9th
  resolve("done_late", "11-12T08:00:00");
  folder.add("request.deferred", "11-10T08:00:00", R"("request":"deferred","until":"2026-11-12T08:00:00+08:00")");
  resolve("again", "11-08T09:00:00");
  folder.add("request.reopened", "11-20T08:00:00", R"("request":"again","reason":"x","by":"o")");
  // The seven days before those of the 17th are the 4th to the 10th, of the 19th the 6th to the 12th.
  const RateCounts on_the_10th = before("11-17T12:00:00", Window::k7Days);
  EXPECT_EQ(on_the_10th.collected, 4);
  EXPECT_EQ(on_the_10th.resolved, 0);  // a resolution that did not last counts as none
  EXPECT_EQ(on_the_10th.due, 3);       // all but the deferred one
  const RateCounts on_the_12th = before("11-19T12:00:00", Window::k7Days);
  EXPECT_EQ(on_the_12th.resolved, 1);
  EXPECT_EQ(on_the_12th.resolved_on_time, 0);
  EXPECT_EQ(on_the_12th.due, 4);
}

TEST_F(EarlierWindowTest, ThereIsNoneWhereTheLogDoesNotReachBackToItsFirstDay) {
  place("first", "11-09T08:00:00");
  const auto windows = [&](std::string_view when) {
    return compute_figures(folder.state, county, local_ns(when)).windows;
  };
  EXPECT_TRUE(windows("11-22T08:00:00")[static_cast<size_t>(Window::k7Days)].before);   // the 9th to the 15th
  EXPECT_FALSE(windows("11-21T08:00:00")[static_cast<size_t>(Window::k7Days)].before);  // the 8th to the 14th
  EXPECT_FALSE(windows("11-22T08:00:00")[static_cast<size_t>(Window::kAll)].before);
  EXPECT_FALSE(windows("11-22T08:00:00")[static_cast<size_t>(Window::kYear)].last_year);
}

TEST_F(EarlierWindowTest, OfAPlaceAndOfAStateReadFromACheckpointItIsTheSame) {
  place("first", "11-01T08:00:00");
  for (int i = 0; i < 30; ++i) {
    const std::string request = "r" + std::to_string(i);
    place(request, "11-0" + std::to_string(2 + i % 6) + "T08:00:00");
    if (i % 2 == 0) resolve(request, "11-0" + std::to_string(4 + i % 5) + "T18:00:00");
  }
  const RateCounts county_counts = before("11-14T12:00:00", Window::k7Days);
  const RateCounts grid_counts = before("11-14T12:00:00", Window::k7Days, *scope_of(county, "g1"));
  EXPECT_GT(county_counts.resolved, 0);
  EXPECT_EQ(county_counts.collected, grid_counts.collected);
  EXPECT_EQ(county_counts.resolved, grid_counts.resolved);
  EXPECT_EQ(county_counts.due, grid_counts.due);
  const Result<CountyState> read = deserialize(serialize(folder.state), county);
  ASSERT_TRUE(read);
  const Figures figures = compute_figures(*read, county, local_ns("11-14T12:00:00"));
  EXPECT_EQ(figures.window(Window::k7Days).before->counts.resolved, county_counts.resolved);
  EXPECT_EQ(figures.window(Window::k7Days).before->counts.due, county_counts.due);
}

TEST(ChangePoints, AreTheDifferenceOfTheRatesAndNoneOfASmallSample) {
  EXPECT_DOUBLE_EQ(change_points({18, 20}, {10, 20}).value(), 40);
  EXPECT_DOUBLE_EQ(change_points({10, 40}, {40, 80}).value(), -25);
  EXPECT_FALSE(change_points({19, 19}, {10, 20}));
  EXPECT_FALSE(change_points({18, 20}, {0, 0}));
}

}  // namespace
}  // namespace gridwall
