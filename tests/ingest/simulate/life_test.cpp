#include "ingest/simulate/life.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/event/validate.h"
#include "ingest/simulate/places.h"
#include "ingest/state/fold.h"
#include "tests/ingest/simulate/toy_county.h"

namespace gridwall::simulate {
namespace {

// Monday, 2 November 2026, midnight in UTC+8.
const int64_t kMonday = seconds_from_civil(2026, 11, 1, 16) * kNsPerSecond;

LifeOptions days(int count, uint64_t seed = 1) {
  LifeOptions options;
  options.seed = seed;
  options.since_ns = options.from_ns = kMonday;
  options.until_ns = kMonday + count * kNsPerDay;
  options.requests_per_day = 120;
  return options;
}

std::vector<std::string> lines_of(const County& county, const LifeOptions& options) {
  std::vector<std::string> lines;
  Life life(county, options);
  while (const std::optional<Draft> draft = life.next()) lines.push_back(to_line(*draft, 8 * 3600));
  return lines;
}

TEST(Life, OneSeedIsOneLife) {
  const County county = testing::toy_county();
  EXPECT_TRUE(lines_of(county, days(2)) == lines_of(county, days(2)));
}

TEST(Life, AnotherSeedIsAnotherLifeWithOtherIdentifiers) {
  const County county = testing::toy_county();
  const std::vector<std::string> first = lines_of(county, days(1)), second = lines_of(county, days(1, 2));
  std::set<std::string> ids;
  Parser parser;
  Event event;
  for (const std::string& line : first) {
    ASSERT_FALSE(parser.parse(line, event));
    ids.emplace(event.id);
  }
  for (const std::string& line : second) {
    ASSERT_FALSE(parser.parse(line, event));
    EXPECT_FALSE(ids.contains(std::string(event.id))) << line;
  }
}

TEST(Life, ARunThatStartsLaterGoesOnWhereTheFirstOneEnded) {
  const County county = testing::toy_county();
  const std::vector<std::string> whole = lines_of(county, days(3));
  LifeOptions options = days(3);
  options.until_ns = kMonday + kNsPerDay + 10 * 3600 * kNsPerSecond;
  std::vector<std::string> parts = lines_of(county, options);
  EXPECT_FALSE(parts.empty());
  options.from_ns = options.until_ns;
  options.until_ns = days(3).until_ns;
  const std::vector<std::string> second = lines_of(county, options);
  parts.insert(parts.end(), second.begin(), second.end());
  EXPECT_TRUE(parts == whole);
}

TEST(Life, ARollCallMakesEveryTeamReportAndChangesNothingElse) {
  const County county = testing::toy_county();
  const std::vector<std::string> without = lines_of(county, days(1));
  LifeOptions options = days(1);
  options.roll_call_ns = kMonday + 10 * 3600 * kNsPerSecond;
  std::vector<std::string> with = lines_of(county, options);
  EXPECT_EQ(std::erase_if(with, [](const std::string& line) { return line.find("-roll\"") != std::string::npos; }), 3U);
  EXPECT_TRUE(with == without);
}

TEST(Life, EveryLineParsesIsValidAndHasAnIdentifierOfItsOwn) {
  const County county = testing::toy_county();
  Parser parser;
  Event event;
  std::set<std::string> ids;
  int64_t last_ns = 0;
  for (const std::string& line : lines_of(county, days(8))) {
    const std::optional<Rejection> rejection = parser.parse(line, event);
    ASSERT_FALSE(rejection) << line << ": " << rejection->detail;
    EXPECT_EQ(event.body, line) << "the parser had something to mask or clean";
    EXPECT_FALSE(validate(event, event.at_ns)) << line;
    EXPECT_FALSE(event.position && fault_of(*event.position, county.box) != PlaceFault::kNone) << line;
    EXPECT_GE(event.at_ns, last_ns) << "in order of time";
    last_ns = event.at_ns;
    EXPECT_TRUE(ids.insert(std::string(event.source) + "|" + std::string(event.id)).second) << line;
    if (!event.grid_code.empty()) {
      EXPECT_NE(county.grid_index(event.grid_code), kNone) << line;
    }
  }
}

TEST(Life, PositionsLieInsideTheirGrid) {
  const County county = testing::toy_county();
  const Places places(county, 1);
  LifeOptions options = days(2);
  Life life(county, options);
  uint64_t checked = 0;
  while (const std::optional<Draft> draft = life.next()) {
    if (!draft->position || draft->type == EventType::kEmergencyTeamStatus) continue;
    if (draft->grid.empty()) continue;
    ++checked;
    ASSERT_TRUE(places.inside(county.grid_index(draft->grid), *draft->position)) << to_line(*draft, 0);
  }
  EXPECT_GT(checked, 1000U);
}

TEST(Life, EveryMatterTakesALegalCourse) {
  const County county = testing::toy_county();
  CountyState state(county);
  Parser parser;
  Event event;
  Stamp stamp;
  for (const std::string& line : lines_of(county, days(12))) {
    ASSERT_FALSE(parser.parse(line, event));
    ++stamp.seq;
    stamp.received_ns = event.at_ns;
    stamp.grid = county.grid_index(event.grid_code);
    const auto anomalies = [&] {
      int64_t sum = 0;
      for (const SourceState& source : state.sources) sum += source.anomalies;
      return sum;
    };
    const int64_t before = anomalies();
    apply(state, county, event, stamp);
    ASSERT_EQ(anomalies(), before) << line;
  }
  EXPECT_GT(state.requests.size(), 1000U);
  EXPECT_GT(state.incidents.size(), 10U);
}

TEST(Life, TwoMonthsShowEveryTypeOfTheContract) {
  const County county = testing::toy_county();
  std::set<EventType> seen;
  LifeOptions options = days(75);
  options.track_interval_s = 3600;
  Life life(county, options);
  while (const std::optional<Draft> draft = life.next()) seen.insert(draft->type);
  // A desk proposes teams, and stores tell what they hold, when it matters: scripts and histories have them.
  seen.insert({EventType::kEmergencyTeamRequested, EventType::kEmergencyResourceStatus});
  for (int i = 0; i < kEventTypeCount; ++i) {
    EXPECT_TRUE(seen.contains(static_cast<EventType>(i))) << event_type_name(static_cast<EventType>(i));
  }
}

TEST(Life, NightsAreQuieterThanDaysAndWeekendsThanWorkdays) {
  const County county = testing::toy_county();
  std::array<int, 24> by_hour{};
  std::array<int, 7> by_weekday{};
  Life life(county, days(28));
  while (const std::optional<Draft> draft = life.next()) {
    if (draft->type != EventType::kRequestPlaced) continue;
    const CivilTime civil = civil_from_seconds(draft->at_ns / kNsPerSecond + 8 * 3600);
    ++by_hour[static_cast<size_t>(civil.hour)];
    ++by_weekday[static_cast<size_t>(civil.weekday)];
  }
  const int night = by_hour[1] + by_hour[2] + by_hour[3];
  EXPECT_LT(night * 8, by_hour[9] + by_hour[10] + by_hour[11]);
  EXPECT_LT(by_hour[12], by_hour[10]) << "noon is a pause between two peaks";
  EXPECT_LT(by_hour[12], by_hour[15]);
  EXPECT_LT(by_weekday[0], by_weekday[3]);
  EXPECT_LT(by_weekday[6], by_weekday[2]);
}

TEST(Life, AFewGridsHaveManyTimesTheRequestsOfOthers) {
  const County county = testing::toy_county();
  std::map<std::string, int> by_grid;
  Life life(county, days(28));
  while (const std::optional<Draft> draft = life.next()) {
    if (draft->type == EventType::kRequestPlaced) ++by_grid[draft->grid];
  }
  by_grid.erase("");
  int most = 0, least = 1'000'000;
  for (const auto& [grid, count] : by_grid) {
    most = std::max(most, count);
    least = std::min(least, count);
  }
  EXPECT_GT(most, 3 * least);
}

TEST(Life, MostGridsAreCheckedInEveryWorkday) {
  const County county = testing::toy_county();
  std::set<std::string> grids;
  Life life(county, days(1));
  while (const std::optional<Draft> draft = life.next()) {
    if (draft->type == EventType::kPatrolCheckedIn || draft->type == EventType::kPatrolVisited)
      grids.insert(draft->grid);
  }
  EXPECT_GE(grids.size(), 14U);
}

TEST(Life, StopsAfterTheNumberOfEventsThatWasAskedFor) {
  const County county = testing::toy_county();
  LifeOptions options = days(400);
  options.max_events = 5000;
  EXPECT_EQ(lines_of(county, options).size(), 5000U);
}

TEST(Life, ACountyWithoutAMapHasRequestsAndNoTracks) {
  County county = testing::toy_county();
  county.map = CountyMap{};
  bool request = false;
  Life life(county, days(2));
  while (const std::optional<Draft> draft = life.next()) {
    request = request || draft->type == EventType::kRequestPlaced;
    EXPECT_NE(draft->type, EventType::kPatrolTrack);
    EXPECT_FALSE(draft->position);
  }
  EXPECT_TRUE(request);
}

TEST(Life, TheStoryOfTheBurstPipeIsToldWithinTwoMinutesAndABit) {
  const County county = testing::toy_county();
  LifeOptions options = days(1);
  options.story_ns = kMonday + 12 * 3600 * kNsPerSecond;
  std::map<EventType, int64_t> first_ns;
  std::set<TeamDetail> details;
  Life life(county, options);
  while (const std::optional<Draft> draft = life.next()) {
    const bool of_story = draft->id.find("STORY-") != std::string::npos;
    if (!of_story) continue;
    EXPECT_LE(draft->at_ns, *options.story_ns + 150 * kNsPerSecond) << draft->id;
    first_ns.emplace(draft->type, draft->at_ns);
    if (draft->type == EventType::kEmergencyTeamStatus)
      details.insert(static_cast<TeamDetail>(draft->values[2].integer));
  }
  EXPECT_LT(first_ns.at(EventType::kRequestPlaced), first_ns.at(EventType::kRequestAccepted));
  EXPECT_LT(first_ns.at(EventType::kRequestAccepted), first_ns.at(EventType::kEmergencyIncidentOpened));
  EXPECT_LT(first_ns.at(EventType::kEmergencyIncidentOpened), first_ns.at(EventType::kEmergencyIncidentClosed));
  for (const TeamDetail detail : {TeamDetail::kDispatched, TeamDetail::kEnRoute, TeamDetail::kOnScene,
                                  TeamDetail::kReturning, TeamDetail::kStandby}) {
    EXPECT_TRUE(details.contains(detail)) << team_detail_name(detail);
  }
}

TEST(Life, HasTheWorkersThatTheCountyHasPublished) {
  County county = testing::toy_county();
  county.sizes = {{{"党小组", ""}, 5}, {{"网格员", ""}, 21}};
  EXPECT_EQ(completed(county, {}).workers, 21U);
  LifeOptions asked;
  asked.workers = 3;
  EXPECT_EQ(completed(county, asked).workers, 3U);
}

TEST(Life, OfAProvinceStaysAffordableAndStillWalksEveryGrid) {
  County county;
  county.grids.resize(19'000);
  const LifeOptions options = completed(county, {});
  EXPECT_GE(options.workers, 19'000U);
  EXPECT_LT(options.requests_per_day, 5'000);
  const double tracks_a_day = options.workers * 9.6 * 3600 / static_cast<double>(*options.track_interval_s);
  EXPECT_LT(tracks_a_day * 30, 4e6);
  county.grids.resize(272);
  EXPECT_NEAR(completed(county, {}).requests_per_day, 600, 1e-9) << "a county's own life is what it was";
  EXPECT_EQ(*completed(county, {}).track_interval_s, 300);
}

TEST(Life, StreetsWhistleOnlyForTheDepartmentsOfTheCounty) {
  County county = testing::toy_county();
  std::set<std::string> called;
  const auto whistle = [&] {
    called.clear();
    Life life(county, days(12));
    while (const std::optional<Draft> draft = life.next()) {
      if (draft->type == EventType::kEmergencyWhistleBlown) called.insert(draft->values[2].text);
    }
  };
  whistle();
  EXPECT_EQ(called, (std::set<std::string>{"水务局", "城管局"}));
  county.departments.clear();
  whistle();
  EXPECT_TRUE(called.empty());
}

TEST(Life, HasNightPatrolsAndSecondPostsAndAScreening) {
  const County county = testing::toy_county();
  LifeOptions options = days(12);
  options.workers = 40;
  bool night_team = false, second_post = false, screened = false;
  Life life(county, options);
  while (const std::optional<Draft> draft = life.next()) {
    for (const Draft::Value& value : draft->values) {
      night_team = night_team || (value.field == Field::kTeam && value.text.ends_with("夜巡队"));
      second_post = second_post || (value.field == Field::kPost && value.text == "B");
      screened = screened || value.field == Field::kEstate;
    }
  }
  EXPECT_TRUE(night_team);
  EXPECT_TRUE(second_post);
  EXPECT_TRUE(screened);
}

}  // namespace
}  // namespace gridwall::simulate
