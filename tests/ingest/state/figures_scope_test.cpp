// Figures of areas and grids against the county's, and against a log from which everything else was left out.
#include <gtest/gtest.h>

#include <set>

#include <nlohmann/json.hpp>

#include "ingest/state/figures.h"
#include "tests/ingest/state/random_life.h"

namespace gridwall {
namespace {

using nlohmann::json;
using testing::Folder;
using testing::LifeMatter;

constexpr std::string_view kWhen = "11-21T12:00:00";

void fold(Folder& folder, const std::vector<LifeMatter>& life, std::string_view until = kWhen) {
  for (const testing::LifeStep& step : testing::in_order(life, until)) folder.add(step.type, step.at, step.members);
}

std::vector<LifeMatter> only_in(const std::vector<LifeMatter>& life, const std::set<std::string>& grids) {
  std::vector<LifeMatter> kept;
  for (const LifeMatter& matter : life) {
    if (grids.count(matter.grid) > 0) kept.push_back(matter);
  }
  return kept;
}

std::set<std::string> grids_of(const County& county, const Scope& scope) {
  std::set<std::string> codes;
  const ScopePlaces places(county, scope);
  for (const GridIndex grid : places.grids()) codes.insert(county.grids[grid].code);
  return codes;
}

// Shares, quantiles and counts of different things do not add up over places; earlier windows begin with the log.
bool adds_up(const std::string& name) {
  static const std::set<std::string> kNot = {"resolution_rate", "closing_rate",   "on_time_rate", "satisfaction_rate",
                                             "response_p50_s",  "response_p90_s", "estates",      "units",
                                             "before",          "last_year"};
  return kNot.count(name) == 0;
}

void add_up(json& sum, const json& part) {
  for (const auto& [name, value] : part.items()) {
    if (!adds_up(name)) continue;
    if (value.is_object()) {
      if (!sum.contains(name)) sum[name] = json::object();
      add_up(sum[name], value);
    } else {
      sum[name] = sum.value(name, int64_t{0}) + value.get<int64_t>();
    }
  }
}

json added_up(const std::vector<json>& parts) {
  json sum = json::object();
  for (const json& part : parts) add_up(sum, part);
  return sum;
}

TEST(FiguresOfScope, AreWhatALogOfThatPlaceAloneSays) {
  const County county = testing::two_streets();
  for (const uint32_t seed : {1U, 2U, 3U}) {
    const std::vector<LifeMatter> life = testing::random_life(seed, 3'000);
    Folder all(county);
    fold(all, life);
    for (const char* code : {"s1", "s2", "c0", "c1", "c3", "g5", "g15"}) {
      const Scope scope = *scope_of(county, code);
      Folder alone(county);
      fold(alone, only_in(life, grids_of(county, scope)));
      json got = testing::figures_json(all.state, county, kWhen, scope);
      json wanted = testing::figures_json(alone.state, county, kWhen);
      for (const char* figure :
           {"windows", "trend", "backlog", "overdue", "deferred", "pipeline", "loops", "matters", "patrol"}) {
        EXPECT_EQ(got[figure], wanted[figure]) << code << ' ' << figure << ' ' << seed;
      }
      EXPECT_GT(got["windows"]["all"]["collected"], 20) << code;
      if (scope.grid != kNone) continue;  // whistles are blown by streets, not by grids
      // Grids outside are in the lists of the lonely log, with nothing in them.
      json grids = json::array();
      for (const json& grid : wanted["grids"]) {
        if (grids_of(county, scope).count(grid["grid"]) > 0) grids.push_back(grid);
      }
      wanted["grids"] = grids;
      const std::vector<double> heat = testing::take_heat(got), wanted_heat = testing::take_heat(wanted);
      for (size_t i = 0; i < heat.size(); ++i) EXPECT_NEAR(heat[i], wanted_heat[i], 1e-9 * (1 + wanted_heat[i]));
      EXPECT_EQ(got["grids"], wanted["grids"]) << code;
    }
    for (const char* street : {"s1", "s2"}) {
      const Scope scope = *scope_of(county, street);
      Folder alone(county);
      fold(alone, only_in(life, grids_of(county, scope)));
      EXPECT_EQ(testing::figures_json(all.state, county, kWhen, scope)["whistle_departments"],
                testing::figures_json(alone.state, county, kWhen)["whistle_departments"]);
    }
  }
}

TEST(FiguresOfScope, OfAllTopAreasAndOfNoneAddUpToTheCountys) {
  const County county = testing::two_streets();
  const std::vector<LifeMatter> life = testing::random_life(5, 4'000);
  for (const char* when : {"11-01T00:00:00", "11-21T12:00:00", "12-31T23:59:59"}) {
    Folder all(county), nowhere(county);
    fold(all, life, when);
    fold(nowhere, only_in(life, {"", "g14", "g15"}), when);
    const json county_json = testing::figures_json(all.state, county, when);
    const json first = testing::figures_json(all.state, county, when, *scope_of(county, "s1"));
    const json second = testing::figures_json(all.state, county, when, *scope_of(county, "s2"));
    const json rest = testing::figures_json(nowhere.state, county, when);
    EXPECT_EQ(added_up({county_json["windows"]}), added_up({first["windows"], second["windows"], rest["windows"]}));
    for (const char* figure : {"backlog", "overdue", "deferred"}) {
      EXPECT_EQ(county_json[figure].get<int64_t>(),
                first[figure].get<int64_t>() + second[figure].get<int64_t>() + rest[figure].get<int64_t>());
    }
    for (size_t stage = 0; stage < kRequestStageCount; ++stage) {
      const auto count = [&](const json& of) { return of["pipeline"][stage]["count"].get<int64_t>(); };
      EXPECT_EQ(count(county_json), count(first) + count(second) + count(rest));
    }
    EXPECT_EQ(first["coverage"]["grids"], 8);
    EXPECT_EQ(second["coverage"]["grids"], 6);
  }
}

TEST(FiguresOfScope, StayExactAfterOldDaysWereDrawnTogether) {
  const County county = testing::two_streets();
  Folder folder(county);
  folder.add("patrol.visited", "01-01T00:00:00", R"("grid":"g0","worker":"w","households":1,"people":1)");
  folder.add("patrol.visited", "10-23T00:00:00", R"("grid":"g0","worker":"w","households":10,"people":1)");
  folder.add("patrol.visited", "10-22T23:59:59", R"("grid":"g0","worker":"w","households":100,"people":1)");
  folder.add("patrol.visited", "11-21T08:00:00", R"("grid":"g0","worker":"w","households":1000,"people":1)");
  // Late ones: into a day that is kept, and into a year.
  folder.add("patrol.visited", "10-23T01:00:00", R"("grid":"g0","worker":"w","households":20,"people":1)",
             "11-21T09:00:00");
  folder.add("patrol.visited", "03-03T01:00:00", R"("grid":"g0","worker":"w","households":200,"people":1)",
             "11-21T09:00:00");
  EXPECT_EQ(folder.state.grids[0].days.size(), 4U);  // the year, 22 October, 23 October, today
  const Figures figures =
      compute_figures(folder.state, county, testing::local_ns("11-21T12:00:00"), *scope_of(county, "c0"));
  EXPECT_EQ(figures.window(Window::kToday).tally.households, 1000);
  EXPECT_EQ(figures.window(Window::k30Days).tally.households, 1030);
  EXPECT_EQ(figures.window(Window::kYear).tally.households, 1331);
  EXPECT_EQ(figures.window(Window::kAll).tally.visits, 6);
}

TEST(FiguresOfScope, AreNamedByTheMapsCodes) {
  const County county = testing::two_streets();
  EXPECT_EQ(scope_of(county, "c1")->area, 3U);
  EXPECT_EQ(scope_of(county, "g7")->grid, 7U);
  EXPECT_TRUE(scope_of(county, "small")->whole_county());
  const Result<Scope> unknown = scope_of(county, "nowhere");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(unknown.error().message.find("'nowhere' is no area and no grid"), std::string::npos);
}

TEST(FiguresOfGrids, DoNotSingleOutSmallCells) {
  GridFigures grid;
  grid.collected = 10;
  grid.resolved = 5;
  EXPECT_FALSE(grid.per_100_households(5));  // households not known
  EXPECT_DOUBLE_EQ(*grid.resolution_rate(), 0.5);
  grid.households = kMinHouseholds - 1;
  EXPECT_FALSE(grid.per_100_households(5));
  EXPECT_FALSE(grid.resolution_rate());
  grid.households = kMinHouseholds;
  EXPECT_DOUBLE_EQ(*grid.per_100_households(3), 10);
  EXPECT_TRUE(grid.resolution_rate());
  grid.collected = kMinMatters - 1;
  EXPECT_FALSE(grid.resolution_rate());
}

TEST(FiguresOfGrids, CountTheWindowsMatters) {
  const County county = testing::two_streets();
  Folder folder(county);
  fold(folder, testing::random_life(9, 2'000));
  const int64_t now_ns = testing::local_ns(kWhen);
  for (const Window window : {Window::kToday, Window::k7Days, Window::k30Days, Window::kYear, Window::kAll}) {
    const std::vector<GridFigures> grids = grid_figures(folder.state, county, now_ns, window);
    for (GridIndex grid{0}; grid < grids.size(); ++grid) {
      const Figures figures = compute_figures(folder.state, county, now_ns, {.area = kNone, .grid = grid});
      EXPECT_EQ(grids[grid].collected, figures.window(window).tally.collected);
      EXPECT_EQ(grids[grid].resolved, figures.window(window).tally.resolved);
      EXPECT_EQ(grids[grid].open, figures.backlog);
      EXPECT_EQ(grids[grid].overdue, figures.overdue);
    }
  }
}

}  // namespace
}  // namespace gridwall
