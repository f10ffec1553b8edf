// What the order of arrival may change, and what it must not.
//
// Matters do not depend on one another: whichever way their events are interleaved, every figure is the same. The bytes
// of the state are not compared: words, identifiers and the lists by day are numbered as they arrive, the ticker and
// the duty notes keep what came last, and sums of heat round as they are added. Within one matter events may come late
// and in any order, too: each is placed by its own time. Then only the anomalies differ, which count just that, and the
// heat of overdue requests, whose weight is settled when they are resolved.
#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ingest/state/checkpoint.h"
#include "tests/ingest/state/random_life.h"

namespace gridwall {
namespace {

using nlohmann::json;
using testing::Folder;
using testing::LifeMatter;
using testing::LifeStep;

constexpr const char* kEnd = "11-21T12:00:00";  // when everything is received

std::vector<LifeStep> interleaved(const std::vector<LifeMatter>& life, std::mt19937& random) {
  std::vector<size_t> turns;  // a matter as often as it has steps
  for (size_t i = 0; i < life.size(); ++i) {
    const auto known = [](const LifeStep& step) { return step.at <= kEnd; };
    turns.insert(turns.end(), static_cast<size_t>(std::count_if(life[i].steps.begin(), life[i].steps.end(), known)), i);
  }
  std::shuffle(turns.begin(), turns.end(), random);
  std::vector<size_t> next(life.size());
  std::vector<LifeStep> steps;
  for (const size_t matter : turns) steps.push_back(life[matter].steps[next[matter]++]);
  return steps;
}

// Lists that stand in the order of arrival, by their identifiers instead.
json without_arrival(json figures) {
  for (const char* list : {"whistles", "teams", "assessments"}) std::sort(figures[list].begin(), figures[list].end());
  for (json& window : figures["whistle_departments"]) {
    for (json& row : window) std::sort(row["unanswered"].begin(), row["unanswered"].end());
  }
  return figures;
}

struct Seen {
  json figures;
  std::vector<double> heat;
};

std::vector<Seen> see(const County& county, const std::vector<LifeStep>& steps) {
  Folder folder(county);
  for (const LifeStep& step : steps) folder.add(step.type, step.at, step.members, kEnd);
  std::vector<Seen> seen;
  for (const char* code : {"small", "s1", "c3", "g2"}) {
    Seen& one = seen.emplace_back();
    one.figures =
        without_arrival(testing::figures_json(folder.state, county, "11-21T12:00:00", *scope_of(county, code)));
    one.heat = testing::take_heat(one.figures);
  }
  return seen;
}

TEST(FoldOrder, InterleavingMattersChangesNoFigure) {
  const County county = testing::two_streets();
  const std::vector<LifeMatter> life = testing::random_life(21, 1'500);
  const std::vector<Seen> wanted = see(county, testing::in_order(life));
  std::mt19937 random(3);
  for (int run = 0; run < 10; ++run) {
    const std::vector<Seen> got = see(county, interleaved(life, random));
    for (size_t scope = 0; scope < wanted.size(); ++scope) {
      EXPECT_EQ(got[scope].figures, wanted[scope].figures) << json::diff(wanted[scope].figures, got[scope].figures);
      ASSERT_EQ(got[scope].heat.size(), wanted[scope].heat.size());
      for (size_t grid = 0; grid < wanted[scope].heat.size(); ++grid) {
        EXPECT_NEAR(got[scope].heat[grid], wanted[scope].heat[grid], 1e-9 * (1 + wanted[scope].heat[grid]));
      }
    }
  }
}

TEST(FoldOrder, EventsOfAMatterInAnyOrderGiveTheSameFigures) {
  const County county = testing::two_streets();
  std::vector<LifeMatter> life = testing::random_life(22, 1'500);
  // What a worker and a team are doing is what was said last of what is known: a shift that began late is unknown.
  std::erase_if(life, [](const LifeMatter& matter) {
    const std::string& type = matter.steps.front().type;
    return type == "patrol.shift_started" || type == "emergency.team_status";
  });
  std::vector<LifeStep> steps = testing::in_order(life);
  std::vector<Seen> wanted = see(county, steps);
  std::mt19937 random(4);
  for (int run = 0; run < 10; ++run) {
    std::shuffle(steps.begin(), steps.end(), random);
    std::vector<Seen> got = see(county, steps);
    for (size_t scope = 0; scope < wanted.size(); ++scope) {
      for (json* figures : {&wanted[scope].figures, &got[scope].figures}) (*figures)["intake"].erase("anomalies");
      EXPECT_EQ(got[scope].figures, wanted[scope].figures) << json::diff(wanted[scope].figures, got[scope].figures);
    }
  }
}

TEST(FoldOrder, TheSameEventsInTheSameOrderGiveTheSameBytes) {
  const County county = testing::two_streets();
  const std::vector<LifeStep> steps = testing::in_order(testing::random_life(23, 500));
  Folder first(county), second(county);
  for (const LifeStep& step : steps) first.add(step.type, step.at, step.members);
  for (const LifeStep& step : steps) second.add(step.type, step.at, step.members);
  EXPECT_EQ(serialize(first.state), serialize(second.state));
}

}  // namespace
}  // namespace gridwall
