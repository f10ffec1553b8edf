#include <gtest/gtest.h>

#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

TEST(FoldPatrol, CoverageFollowsTheClock) {
  const County county = testing::small_county();
  Folder folder(county);
  folder.add("patrol.checked_in", "11-20T08:00:00", R"("worker":"w1","grid":"g0")");
  folder.add("patrol.visited", "11-20T12:00:00", R"("worker":"w1","grid":"g1","households":3,"people":7)");
  folder.add("patrol.track", "11-20T12:01:00", R"("worker":"w1","lon":119.5,"lat":33.5,"grid":"g2")");
  const auto coverage = [&](std::string_view when) {
    return compute_figures(folder.state, county, local_ns(when)).coverage;
  };
  EXPECT_EQ(coverage("11-20T13:00:00").by_freshness, (std::array<int64_t, 4>{2, 0, 0, 14}));
  EXPECT_EQ(coverage("11-21T02:00:00").by_freshness, (std::array<int64_t, 4>{2, 0, 0, 14}));  // 18 h: three quarters
  EXPECT_EQ(coverage("11-21T02:00:01").by_freshness, (std::array<int64_t, 4>{1, 1, 0, 14}));
  EXPECT_EQ(coverage("11-21T08:00:00").covered(), 2);
  EXPECT_EQ(coverage("11-21T08:00:01").by_freshness, (std::array<int64_t, 4>{0, 1, 1, 14}));
  EXPECT_EQ(coverage("11-21T08:00:01").grids, 16);
  const DayTally tally = compute_figures(folder.state, county, local_ns("11-20T13:00:00")).window(Window::kToday).tally;
  EXPECT_EQ(tally.visits, 1);
  EXPECT_EQ(tally.households, 3);
  EXPECT_EQ(tally.people, 7);
}

TEST(FoldPatrol, FindingsCountByTheDayOfEachStep) {
  const County county = testing::small_county();
  Folder folder(county);
  folder.add("patrol.hazard_found", "11-20T23:00:00", R"("hazard":"h1","category":"消防","severity":2,"grid":"g3")");
  EXPECT_EQ(folder.state.grids[3].open_hazards, 1);
  folder.add("patrol.hazard_closed", "11-21T01:00:00", R"("hazard":"h1")");
  folder.add("patrol.hazard_closed", "11-21T02:00:00", R"("hazard":"h1")");
  folder.add("patrol.dispute_found", "11-21T03:00:00", R"("dispute":"d1","category":"邻里","grid":"g3")");
  folder.add("patrol.dispute_resolved", "11-21T04:00:00", R"("dispute":"d1")");
  EXPECT_EQ(folder.state.grids[3].open_hazards, 0);
  const Figures figures = compute_figures(folder.state, county, local_ns("11-21T12:00:00"));
  EXPECT_EQ(figures.window(Window::kToday).tally.hazards_found, 0);
  EXPECT_EQ(figures.window(Window::kToday).tally.hazards_closed, 1);
  EXPECT_EQ(figures.window(Window::k7Days).tally.hazards_found, 1);
  EXPECT_EQ(figures.window(Window::kToday).tally.disputes_found, 1);
  EXPECT_EQ(figures.window(Window::kToday).tally.disputes_resolved, 1);
  EXPECT_EQ(figures.anomalies, 1);
}

TEST(FoldPatrol, CountsWhatLiesInNoGridAndLosesNothing) {
  const County county = testing::small_county();
  Folder folder(county);
  folder.add("request.placed", "11-21T08:00:00",
             R"("request":"R1","category":"c","channel":"x","title":"t","tier":"grid","grid":"nowhere")");
  folder.add("request.accepted", "11-21T08:01:00", R"("request":"R1","by":"o")");  // takes its request's place
  folder.add("patrol.track", "11-21T08:00:00", R"("worker":"w","lon":119.01,"lat":33.01)");
  const Figures figures = compute_figures(folder.state, county, local_ns("11-21T12:00:00"));
  EXPECT_EQ(figures.unlocated, 2);
  EXPECT_EQ(figures.window(Window::kToday).tally.collected, 1);
}

TEST(FoldPatrol, KeepsAShortTrailOfAWorkerOnShift) {
  const County county = testing::small_county();
  Folder folder(county);
  folder.add("patrol.shift_started", "11-21T08:00:00", R"("worker":"w","team":"night","grid":"g0")");
  for (int minute = 10; minute < 40; ++minute) {
    folder.add("patrol.track", "11-21T08:" + std::to_string(minute) + ":00",
               R"("worker":"w","lon":119.5,"lat":33.)" + std::to_string(minute));
  }
  const Worker& worker = folder.state.workers[0];
  EXPECT_EQ(worker.trail.size(), Worker::kTrail);
  EXPECT_DOUBLE_EQ(worker.position.lat_deg, 33.39);
  EXPECT_NE(worker.shift_started_ns, kNever);
  folder.add("patrol.shift_ended", "11-21T17:00:00", R"("worker":"w")");
  EXPECT_EQ(folder.state.workers[0].shift_started_ns, kNever);
}

TEST(FoldPlaces, ABadPlaceIsCountedWithItsReasonAndNobodyStandsThere) {
  County county = testing::small_county();
  county.box = {119, 33, 120, 34};
  testing::Folder folder(county);
  folder.add("patrol.track", "11-21T08:00:00", R"("worker":"w","lon":119.5,"lat":33.5)");
  int second = 0;
  for (const char* place : {R"("lon":3678000.5,"lat":530000.25)", R"("lon":33.5,"lat":119.5)", R"("lon":0,"lat":0)",
                            R"("lon":12,"lat":41)", R"("lon":"nan","lat":"nan")", R"("lon":119.5)",
                            R"("lon":NaN,"lat":33)", R"("grid":"","lon":119.6,"lat":33.5)"}) {
    folder.add("patrol.track", "11-21T08:00:0" + std::to_string(++second), R"("worker":"w",)" + std::string(place));
  }
  const PlaceFaults& faults = folder.state.bad_places.at(SourceIndex{0});
  const std::pair<PlaceFault, int> expected[] = {
      {PlaceFault::kNotDegrees, 1}, {PlaceFault::kSwapped, 1}, {PlaceFault::kZero, 1}, {PlaceFault::kOutside, 1},
      {PlaceFault::kNotNumbers, 2}, {PlaceFault::kAlone, 1},   {PlaceFault::kGrid, 1}};
  for (const auto& [fault, count] : expected) {
    EXPECT_EQ(faults[static_cast<size_t>(fault)], count) << place_fault_name(fault);
  }
  const Worker& worker = folder.state.workers[0];
  EXPECT_EQ(worker.position.lon_deg, 119.6) << "a grid that cannot be read does not cost the coordinates";
  EXPECT_EQ(worker.trail.size(), 2U);
  EXPECT_EQ(worker.last_contact_ns, testing::local_ns("11-21T08:00:08"));
  const std::string bytes = serialize(folder.state);
  const Result<CountyState> back = deserialize(bytes, county);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(serialize(*back), bytes);
}

}  // namespace
}  // namespace gridwall
