#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "ingest/state/scope.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class FoldRequest : public ::testing::Test {
 protected:
  void place(std::string_view request, std::string_view at, std::string_view more = R"("grid":"g1")") {
    folder.add("request.placed", at,
               R"("request":")" + std::string(request) +
                   R"(","category":"噪音","channel":"12345","title":"t","tier":"grid",)" + std::string(more));
  }
  void step(std::string_view name, std::string_view request, std::string_view at, std::string_view more = {}) {
    folder.add("request." + std::string(name), at,
               R"("request":")" + std::string(request) + '"' + (more.empty() ? "" : ",") + std::string(more));
  }
  Figures at(std::string_view when) const { return compute_figures(folder.state, county, local_ns(when)); }
  int64_t anomalies() const { return folder.state.sources.empty() ? 0 : folder.state.sources[0].anomalies; }

  County county = testing::small_county();
  Folder folder{county};
};

TEST_F(FoldRequest, CountsAWholeLife) {
  place("R1", "11-21T08:00:00");
  step("dispatched", "R1", "11-21T08:01:00", R"("to":"o")");
  step("accepted", "R1", "11-21T08:03:00", R"("by":"o")");
  step("resolved", "R1", "11-21T10:00:00", R"("by":"o","tier":"community")");
  step("published", "R1", "11-21T10:05:00");
  step("rated", "R1", "11-21T11:00:00", R"("score":"basic")");
  const Figures figures = at("11-21T12:00:00");
  const WindowFigures& today = figures.window(Window::kToday);
  EXPECT_EQ(today.tally.collected, 1);
  EXPECT_EQ(today.tally.resolved, 1);
  EXPECT_EQ(today.due, 1);
  EXPECT_EQ(today.tally.resolved_on_time, 1);
  EXPECT_EQ(today.tally.rated, 1);
  EXPECT_EQ(today.tally.satisfied, 1);
  EXPECT_EQ(today.tally.unrated, 0);
  EXPECT_EQ(today.tally.tier_resolved[1], 1);
  EXPECT_NEAR(*today.response_p50_s, 180, 1.8);
  EXPECT_EQ(today.tally.promise_kept, 1);
  EXPECT_EQ(today.promise_total, 1);
  EXPECT_EQ(figures.backlog, 0);
  EXPECT_EQ(figures.stages[static_cast<size_t>(RequestStage::kRated)].count, 1);
  EXPECT_EQ(anomalies(), 0);
}

TEST_F(FoldRequest, AReopenedRequestIsUnresolvedAgain) {
  place("R1", "11-21T08:00:00");
  step("resolved", "R1", "11-21T09:00:00", R"("by":"o")");
  step("reopened", "R1", "11-21T10:00:00");
  Figures figures = at("11-21T11:00:00");
  EXPECT_EQ(figures.window(Window::kToday).tally.resolved, 0);
  EXPECT_EQ(figures.window(Window::kToday).tally.tier_resolved[0], 0);
  EXPECT_EQ(figures.window(Window::kToday).tally.reopened, 1);
  EXPECT_EQ(figures.window(Window::kToday).tally.ever_resolved, 1);
  EXPECT_EQ(figures.backlog, 1);
  EXPECT_EQ(figures.stages[0].count, 1);
  EXPECT_DOUBLE_EQ(*figures.stages[0].oldest_s, 3600);
  step("resolved", "R1", "11-21T12:00:00", R"("by":"o","tier":"street")");
  figures = at("11-21T13:00:00");
  EXPECT_EQ(figures.window(Window::kToday).tally.resolved, 1);
  EXPECT_EQ(figures.window(Window::kToday).tally.tier_resolved[2], 1);
  EXPECT_EQ(figures.backlog, 0);
}

TEST_F(FoldRequest, ACancelledRequestIsNotCollected) {
  place("R1", "11-21T08:00:00");
  step("resolved", "R1", "11-21T09:00:00", R"("by":"o")");
  place("R2", "11-21T08:00:00");
  step("cancelled", "R1", "11-21T10:00:00", R"("reason":"double")");
  step("cancelled", "R2", "11-21T10:00:00", R"("reason":"double")");
  const Figures figures = at("11-21T11:00:00");
  EXPECT_EQ(figures.window(Window::kAll).tally.collected, 0);
  EXPECT_EQ(figures.window(Window::kAll).tally.resolved, 0);
  EXPECT_EQ(figures.window(Window::kAll).tally.tier_resolved[0], 0);
  EXPECT_TRUE(figures.window(Window::kAll).categories.empty());
  EXPECT_EQ(figures.backlog, 0);
  for (const StageFigures& stage : figures.stages) EXPECT_EQ(stage.count, 0);
  EXPECT_FALSE(rate(figures.window(Window::kAll).tally.resolved, figures.window(Window::kAll).tally.collected));
}

// Of the county, of the grid and by category: the merged one is in no figure, whatever is told of it later.
TEST_F(FoldRequest, AMergedRequestIsInNoFigureAndStaysOutOfThem) {
  place("R1", "11-21T08:00:00", R"("grid":"g1")");
  place("R2", "11-21T08:05:00", R"("grid":"g2")");
  step("accepted", "R2", "11-21T08:10:00", R"("by":"o")");
  step("merged", "R2", "11-21T08:20:00", R"("into":"R1")");
  const auto expect_one = [&](int64_t resolved) {
    for (const Scope& scope : {Scope{}, *scope_of(county, "g1"), *scope_of(county, "g2")}) {
      const Figures figures = compute_figures(folder.state, county, local_ns("11-21T12:00:00"), scope);
      const DayTally& tally = figures.window(Window::kToday).tally;
      const int64_t here = scope.grid == 2 ? 0 : 1;
      EXPECT_EQ(tally.collected, here);
      EXPECT_EQ(tally.resolved, here * resolved);
      EXPECT_EQ(tally.accepted, 0);
      EXPECT_EQ(tally.reopened, 0);
      EXPECT_EQ(tally.rated, 0);
      EXPECT_EQ(figures.backlog, here * (1 - resolved));
      EXPECT_EQ(figures.window(Window::kToday).categories.size(), static_cast<size_t>(here));
    }
    EXPECT_EQ(grid_figures(folder.state, county, local_ns("11-21T12:00:00"))[2].collected, 0);
  };
  expect_one(0);
  step("resolved", "R2", "11-21T09:00:00", R"("by":"o")");
  step("rated", "R2", "11-21T09:10:00", R"("score":"basic")");
  step("reopened", "R2", "11-21T10:00:00");
  expect_one(0);
  EXPECT_EQ(anomalies(), 0);
  step("resolved", "R1", "11-21T11:00:00", R"("by":"o")");
  expect_one(1);
  const Request& merged = folder.state.requests[folder.state.request_ids.find("R2")];
  EXPECT_EQ(merged.accepted_ns, local_ns("11-21T08:10:00")) << "its history stays";
  EXPECT_EQ(merged.resolved_ns, local_ns("11-21T09:00:00"));
}

TEST_F(FoldRequest, AResolvedRequestMayBeMergedAndThenStandsResolvedNoMore) {
  place("R1", "11-21T08:00:00");
  place("R2", "11-21T08:00:00");
  step("resolved", "R2", "11-21T09:00:00", R"("by":"o","tier":"street")");
  step("merged", "R2", "11-21T10:00:00", R"("into":"R1")");
  const Figures figures = at("11-21T11:00:00");
  const WindowFigures& all = figures.window(Window::kAll);
  EXPECT_EQ(all.tally.collected, 1);
  EXPECT_EQ(all.tally.resolved, 0);
  EXPECT_EQ(all.tally.tier_resolved[2], 0);
  EXPECT_EQ(folder.state.grids[1].resolved, 0);
  EXPECT_EQ(anomalies(), 0);
}

TEST_F(FoldRequest, AMergerThatCannotBeIsAnAnomalyWithoutEffect) {
  for (const char* request : {"A", "B", "C", "D"}) place(request, "11-21T08:00:00");
  step("merged", "A", "11-21T08:10:00", R"("into":"B")");
  step("merged", "B", "11-21T08:20:00", R"("into":"C")");
  ASSERT_EQ(anomalies(), 0);
  const std::map<RequestIndex, RequestIndex> mergers = folder.state.merged_into;
  ASSERT_EQ(mergers.size(), 2U);
  int64_t expected = 0;
  const auto expect_none = [&](std::string_view request, std::string_view into) {
    step("merged", request, "11-21T09:00:00", R"("into":")" + std::string(into) + '"');
    EXPECT_EQ(anomalies(), ++expected) << request << " into " << into;
    EXPECT_EQ(folder.state.merged_into, mergers) << request << " into " << into;
    EXPECT_EQ(at("11-21T10:00:00").window(Window::kToday).tally.collected, 2) << request << " into " << into;
  };
  expect_none("D", "D");
  expect_none("D", "nobody");
  expect_none("C", "B");
  expect_none("C", "A");  // A is B is C
  expect_none("A", "D");  // it is merged already
  expect_none("E", "E");
  EXPECT_EQ(folder.state.request_ids.find("E"), kNone);
  EXPECT_EQ(folder.state.request_ids.find("nobody"), kNone);
}

TEST_F(FoldRequest, AChainOfMergersCountsAtItsEnd) {
  for (const char* request : {"A", "B", "C", "D"}) place(request, "11-21T08:00:00");
  step("merged", "A", "11-21T08:10:00", R"("into":"B")");
  step("merged", "D", "11-21T08:10:00", R"("into":"B")");
  const RequestIndex b = folder.state.request_ids.find("B"), c = folder.state.request_ids.find("C");
  EXPECT_EQ(merged_counts(folder.state), (std::map<RequestIndex, int64_t>{{b, 2}}));
  step("merged", "B", "11-21T08:20:00", R"("into":"C")");
  EXPECT_EQ(counted_as(folder.state, folder.state.request_ids.find("A")), c);
  EXPECT_EQ(merged_counts(folder.state), (std::map<RequestIndex, int64_t>{{c, 3}}));
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kToday).tally.collected, 1);
}

// Told of before it is placed, like every other step: an anomaly, and in force.
TEST_F(FoldRequest, AMergerMayArriveBeforeItsRequestIsPlaced) {
  place("R1", "11-21T08:00:00");
  step("merged", "R2", "11-21T08:20:00", R"("into":"R1")");
  EXPECT_EQ(anomalies(), 1);
  place("R2", "11-21T08:05:00");
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kToday).tally.collected, 1);
  EXPECT_EQ(at("11-21T09:00:00").backlog, 1);
  EXPECT_EQ(merged_counts(folder.state).size(), 1U);
  step("accepted", "R4", "11-21T08:30:00", R"("by":"o")");  // heard of, not placed
  step("merged", "R1", "11-21T08:40:00", R"("into":"R4")");
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kToday).tally.collected, 0);
  place("R4", "11-21T08:10:00");
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kToday).tally.collected, 1);
}

// It counts nowhere either way; that it is a duplicate is kept, in whatever order the two came.
TEST_F(FoldRequest, MergingACancelledRequestIsAnAnomalyAndIsKept) {
  place("R1", "11-21T08:00:00");
  place("R2", "11-21T08:00:00");
  step("cancelled", "R2", "11-21T09:00:00", R"("reason":"double")");
  EXPECT_EQ(anomalies(), 0);
  step("merged", "R2", "11-21T09:10:00", R"("into":"R1")");
  EXPECT_EQ(anomalies(), 1);
  EXPECT_EQ(merged_counts(folder.state).size(), 1U);
  place("R3", "11-21T08:00:00");
  step("merged", "R3", "11-21T09:10:00", R"("into":"R1")");
  step("cancelled", "R3", "11-21T09:20:00", R"("reason":"double")");
  EXPECT_EQ(merged_counts(folder.state).begin()->second, 2);
  EXPECT_EQ(at("11-21T10:00:00").window(Window::kToday).tally.collected, 1);
}

TEST_F(FoldRequest, MergersGoThroughACheckpointAndOnlySoundOnesDo) {
  for (const char* request : {"A", "B", "C"}) place(request, "11-21T08:00:00");
  const std::string before = serialize(folder.state);
  step("merged", "A", "11-21T08:10:00", R"("into":"B")");
  step("merged", "B", "11-21T08:20:00", R"("into":"C")");
  const Result<CountyState> read = deserialize(serialize(folder.state), county);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->merged_into, folder.state.merged_into);
  EXPECT_EQ(compute_figures(*read, county, local_ns("11-21T09:00:00")).backlog, 1);
  EXPECT_EQ(serialize(*read), serialize(folder.state));
  EXPECT_EQ(serialize(*deserialize(before, county)), before);
  CountyState circle = folder.state;
  circle.merged_into = {{RequestIndex(0), RequestIndex(1)}, {RequestIndex(1), RequestIndex(0)}};
  EXPECT_FALSE(deserialize(serialize(circle), county));
  CountyState nowhere = folder.state;
  nowhere.merged_into[RequestIndex(0)] = RequestIndex(9);
  EXPECT_FALSE(deserialize(serialize(nowhere), county));
  CountyState unsaid = folder.state;
  unsaid.merged_into.erase(RequestIndex(0));
  EXPECT_FALSE(deserialize(serialize(unsaid), county));
}

TEST_F(FoldRequest, DueDependsOnTheClockAndDeferralTakesItOut) {
  place("R1", "11-21T08:00:00", R"("grid":"g1","due_at":"2026-11-21T10:00:00+08:00")");
  place("R2", "11-21T08:00:00", R"("grid":"g1","due_at":"2026-11-21T10:00:00+08:00")");
  step("deferred", "R2", "11-21T09:00:00", R"("until":"2026-11-21T12:00:00+08:00")");
  EXPECT_EQ(at("11-21T09:59:59").window(Window::kToday).due, 0);
  EXPECT_EQ(at("11-21T10:00:00").window(Window::kToday).due, 1);
  EXPECT_EQ(at("11-21T10:00:00").overdue, 0);  // due now is not yet overdue
  EXPECT_EQ(at("11-21T10:00:01").overdue, 1);
  EXPECT_EQ(at("11-21T11:59:59").deferred, 1);
  EXPECT_EQ(at("11-21T12:00:00").deferred, 0);
  EXPECT_EQ(at("11-21T12:00:00").overdue, 2);
  EXPECT_EQ(at("11-21T12:00:00").window(Window::kToday).due, 2);
  EXPECT_EQ(grid_figures(folder.state, county, local_ns("11-21T12:00:00"))[1].overdue, 2);
  step("resolved", "R1", "11-21T13:00:00", R"("by":"o")");
  EXPECT_EQ(at("11-21T13:00:00").window(Window::kToday).tally.resolved_on_time, 0);
}

TEST_F(FoldRequest, WindowsFollowLocalDaysOfPlacing) {
  place("R1", "11-20T23:59:59");
  place("R2", "11-21T00:00:00");
  place("R3", "11-14T23:59:59");
  place("R4", "11-15T00:00:00");
  place("R5", "10-22T23:59:59");
  place("R6", "10-23T00:00:00");
  place("R7", "01-01T00:00:00");
  folder.add("request.placed", "01-01T00:00:00",
             R"("request":"R8","category":"c","channel":"x","title":"t","tier":"grid")");
  const Figures figures = at("11-21T23:00:00");
  EXPECT_EQ(figures.window(Window::kToday).tally.collected, 1);
  EXPECT_EQ(figures.window(Window::k7Days).tally.collected, 3);
  EXPECT_EQ(figures.window(Window::k30Days).tally.collected, 6 - 1);
  EXPECT_EQ(figures.window(Window::kYear).tally.collected, 8);
  EXPECT_EQ(figures.window(Window::kAll).tally.collected, 8);
}

TEST_F(FoldRequest, DefaultsTheDueTimeByCategoryThenTier) {
  county.due_s = {3600, 7200, 10800, 14400};
  county.due_s_of_category["停水"] = 60;
  place("R1", "11-21T08:00:00");
  folder.add("request.placed", "11-21T08:00:00",
             R"("request":"R2","category":"停水","channel":"x","title":"t","tier":"county")");
  folder.add("request.placed", "11-21T08:00:00",
             R"("request":"R3","category":"c","channel":"x","title":"t","tier":"county")");
  EXPECT_EQ(folder.state.requests[0].due_ns, local_ns("11-21T09:00:00"));
  EXPECT_EQ(folder.state.requests[1].due_ns, local_ns("11-21T08:01:00"));
  EXPECT_EQ(folder.state.requests[2].due_ns, local_ns("11-21T12:00:00"));
}

TEST_F(FoldRequest, ThePromiseIsUndecidedUntilItsTimeHasPassed) {
  place("R1", "11-21T08:00:00");
  place("R2", "11-21T08:00:00");
  step("accepted", "R2", "11-21T08:05:01", R"("by":"o")");
  EXPECT_EQ(at("11-21T08:05:00").window(Window::kToday).promise_total, 1);  // R2 only: it was accepted
  EXPECT_EQ(at("11-21T08:05:01").window(Window::kToday).promise_total, 2);
  EXPECT_EQ(at("11-21T08:05:01").window(Window::kToday).tally.promise_kept, 0);
}

TEST_F(FoldRequest, UnratedStandsBesideSatisfaction) {
  for (const char* request : {"R1", "R2", "R3"}) {
    place(request, "11-21T08:00:00");
    step("resolved", request, "11-21T09:00:00", R"("by":"o")");
  }
  step("rated", "R1", "11-21T10:00:00", R"("score":"unsatisfied")");
  step("rated", "R2", "11-21T10:00:00", R"("score":"unsatisfied")");
  step("rated", "R2", "11-21T11:00:00", R"("score":"satisfied")");  // the last rating counts
  const DayTally tally = at("11-21T12:00:00").window(Window::kToday).tally;
  EXPECT_EQ(tally.rated, 2);
  EXPECT_EQ(tally.satisfied, 1);
  EXPECT_EQ(tally.unrated, 1);
}

TEST_F(FoldRequest, IllegalStepsAreKeptAndCounted) {
  step("resolved", "R1", "11-21T09:00:00", R"("by":"o")");  // before it was placed
  EXPECT_EQ(anomalies(), 1);
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kAll).tally.collected, 0);
  place("R1", "11-21T08:00:00");
  EXPECT_EQ(anomalies(), 1);  // it came late, but fits
  EXPECT_EQ(at("11-21T09:00:00").window(Window::kAll).tally.resolved, 1);
  step("dispatched", "R1", "11-21T10:00:00", R"("to":"o")");  // after the resolution
  step("reopened", "R2", "11-21T10:00:00");
  place("R1", "11-21T11:00:00");  // placed twice
  EXPECT_EQ(anomalies(), 4);
  EXPECT_EQ(at("11-21T12:00:00").window(Window::kAll).tally.collected, 1);
  EXPECT_EQ(at("11-21T12:00:00").window(Window::kAll).tally.resolved, 1);
}

TEST_F(FoldRequest, TheTierOfClosingIsTheOneItStoodAt) {
  place("R1", "11-21T08:00:00");
  step("escalated", "R1", "11-21T09:00:00", R"("tier":"county")");
  step("resolved", "R1", "11-21T10:00:00", R"("by":"o")");
  EXPECT_EQ(at("11-21T12:00:00").window(Window::kToday).tally.tier_resolved[3], 1);
}

TEST_F(FoldRequest, ReturnedGoesBackToTheStart) {
  place("R1", "11-21T08:00:00");
  step("dispatched", "R1", "11-21T08:10:00", R"("to":"o")");
  step("returned", "R1", "11-21T08:20:00", R"("reason":"not ours")");
  EXPECT_EQ(at("11-21T09:00:00").stages[0].count, 1);
  EXPECT_DOUBLE_EQ(*at("11-21T09:00:00").stages[0].median_s, 2400);
}

TEST_F(FoldRequest, AnyOrderOfOneMattersEventsEndsInTheSameFigures) {
  struct Step {
    const char *type, *at, *members;
  };
  std::vector<Step> life = {
      {"placed", "11-20T08:00:00",
       R"("request":"R1","category":"c","channel":"x","title":"t","tier":"grid","grid":"g2")"},
      {"dispatched", "11-20T08:10:00", R"("request":"R1","to":"o")"},
      {"accepted", "11-20T08:30:00", R"("request":"R1","by":"o")"},
      {"escalated", "11-20T09:00:00", R"("request":"R1","tier":"street")"},
      {"resolved", "11-20T10:00:00", R"("request":"R1","by":"o")"},
      {"rated", "11-20T11:00:00", R"("request":"R1","score":"unsatisfied")"},
      {"reopened", "11-20T12:00:00", R"("request":"R1")"},
      {"accepted", "11-20T12:30:00", R"("request":"R1","by":"p")"},
      {"resolved", "11-21T10:00:00", R"("request":"R1","by":"o","tier":"county")"},
      {"published", "11-21T11:00:00", R"("request":"R1")"},
  };
  std::mt19937 random(11);
  for (int run = 0; run < 50; ++run) {
    Folder other(county);
    for (const Step& step : life)
      other.add("request." + std::string(step.type), step.at, step.members, "11-21T11:00:00");
    const Figures figures = compute_figures(other.state, county, local_ns("11-21T12:00:00"));
    const WindowFigures& window = figures.window(Window::kAll);
    EXPECT_EQ(window.tally.resolved, 1);
    EXPECT_EQ(window.tally.resolved_on_time, 0);
    EXPECT_EQ(window.tally.tier_resolved[3], 1);
    EXPECT_EQ(window.tally.reopened, 1);
    EXPECT_NEAR(*window.response_p50_s, 1800, 18);
    EXPECT_EQ(figures.stages[static_cast<size_t>(RequestStage::kPublished)].count, 1);
    EXPECT_DOUBLE_EQ(*figures.stages[static_cast<size_t>(RequestStage::kPublished)].oldest_s, 3600);
    EXPECT_EQ(other.state.grids[2].open, 0);
    std::shuffle(life.begin(), life.end(), random);
  }
}

TEST_F(FoldRequest, HeatHalvesInItsHalfLifeAndOverdueAddsToIt) {
  place("R1", "11-21T08:00:00", R"("grid":"g1","due_at":"2026-11-21T10:00:00+08:00")");
  const auto heat = [&](std::string_view when) { return grid_figures(folder.state, county, local_ns(when))[1].heat; };
  EXPECT_NEAR(heat("11-21T08:00:00"), 1, 1e-12);
  EXPECT_NEAR(heat("11-21T09:59:00"), std::exp2(-119.0 / 120), 1e-12);
  EXPECT_NEAR(heat("11-21T12:00:00"), 0.25 + 2 * 0.5, 1e-12);
  step("resolved", "R1", "11-21T11:00:00", R"("by":"o")");
  EXPECT_NEAR(heat("11-21T12:00:00"), 0.25 + 2 * 0.5, 1e-12);  // resolving late does not take the past away
}

}  // namespace
}  // namespace gridwall
