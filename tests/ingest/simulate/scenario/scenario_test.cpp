#include "ingest/simulate/scenario/scenario.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "ingest/county/load.h"
#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/event/validate.h"
#include "ingest/state/fold.h"
#include "tests/ingest/simulate/toy_county.h"

namespace gridwall::simulate::scenario {
namespace {

const std::filesystem::path kRoot = GRIDWALL_SOURCE_DIR;
const int64_t kSixInTheEvening = seconds_from_civil(2026, 1, 20, 10) * kNsPerSecond;

const County& jianhu() {
  static const County county = [] {
    const Result<CountySource> source = read_county_source(kRoot / "config" / "counties" / "jianhu.toml");
    EXPECT_TRUE(source.ok());
    Result<County> loaded = load_county(*source);
    EXPECT_TRUE(loaded.ok());
    return std::move(*loaded);
  }();
  return county;
}

Scenario script(const char* name) {
  std::ifstream file(kRoot / "config" / "scenarios" / (std::string(name) + ".toml"));
  std::stringstream text;
  text << file.rdbuf();
  Result<Scenario> scenario = load_scenario(text.str(), name);
  EXPECT_TRUE(scenario.ok()) << (scenario ? "" : scenario.error().message);
  return scenario ? std::move(*scenario) : Scenario{};
}

Playing playing(const Scenario& scenario, const County& county, PlayOptions options = {}) {
  options.start_ns = kSixInTheEvening;
  Result<Playing> played = play_scenario(scenario, county, options);
  EXPECT_TRUE(played.ok()) << (played ? "" : played.error().message);
  return played ? std::move(*played) : Playing{};
}

// The county after some of the events, every one of them valid and without an anomaly.
struct Folded {
  CountyState state;
  std::map<EventType, int> types;
};

Folded folded(const Playing& played, const County& county, int64_t until_ns = INT64_MAX) {
  Folded made{CountyState(county), {}};
  Parser parser;
  Event event;
  std::set<std::string> ids;
  int64_t last_ns = 0;
  for (const Draft& draft : played.events) {
    if (draft.at_ns >= until_ns) break;
    const std::string line = to_line(draft, 8 * 3600);
    EXPECT_FALSE(parser.parse(line, event)) << line;
    EXPECT_FALSE(validate(event, event.at_ns)) << line;
    EXPECT_FALSE(event.position && fault_of(*event.position, county.box) != PlaceFault::kNone) << line;
    EXPECT_TRUE(ids.insert(std::string(event.id)).second) << line;
    EXPECT_GE(event.at_ns, last_ns);
    last_ns = event.at_ns;
    ++made.types[event.type];
    Stamp stamp;
    stamp.seq = made.state.seq + 1;
    stamp.received_ns = event.at_ns;
    stamp.grid = county.grid_index(event.grid_code);
    const auto anomalies = [&] {
      int64_t sum = 0;
      for (const SourceState& source : made.state.sources) sum += source.anomalies + source.unlocated;
      return sum;
    };
    const int64_t before = anomalies();
    apply(made.state, county, event, stamp);
    EXPECT_EQ(anomalies(), before) << line;
  }
  return made;
}

int teams_at(const CountyState& state, TeamDetail detail) {
  return static_cast<int>(std::count_if(state.teams.begin(), state.teams.end(),
                                        [&](const TeamState& team) { return team.reported && team.detail == detail; }));
}

int64_t begin_of(const Playing& played, std::string_view phase) {
  for (const Playing::Phase& known : played.phases) {
    if (known.name == phase) return known.at_ns;
  }
  ADD_FAILURE() << "no phase " << phase;
  return 0;
}

TEST(BurstPipe, EndsRepairedResolvedAndRated) {
  const Playing played = playing(script("burst-pipe"), jianhu());
  const Folded night = folded(played, jianhu());
  ASSERT_EQ(night.state.incidents.size(), 1U);
  EXPECT_FALSE(night.state.incidents[0].open());
  EXPECT_FALSE(night.state.incidents[0].drill);
  ASSERT_EQ(night.state.requests.size(), 1U);
  EXPECT_TRUE(night.state.open_requests.empty());
  EXPECT_EQ(night.types.at(EventType::kRequestRated), 1);
  ASSERT_EQ(night.state.modes.size(), 1U);
  EXPECT_EQ(night.state.modes[0].mode, Mode::kRoutine);
  EXPECT_EQ(teams_at(night.state, TeamDetail::kStandby), static_cast<int>(jianhu().teams.size()));
  ASSERT_EQ(night.state.whistles.size(), 1U);
  EXPECT_NE(night.state.whistles[0].closed_ns, kNever);
}

TEST(BurstPipe, GoesThroughItsPhasesInOrder) {
  const Playing played = playing(script("burst-pipe"), jianhu());
  const auto at = [&](const char* phase) { return folded(played, jianhu(), begin_of(played, phase)).state; };
  EXPECT_EQ(at("accept").requests.size(), 1U);
  EXPECT_EQ(at("accept").incidents.size(), 0U);
  EXPECT_EQ(at("incident").incidents.size(), 0U);
  const CountyState dispatch = at("dispatch");
  ASSERT_EQ(dispatch.incidents.size(), 1U);
  EXPECT_EQ(dispatch.incidents[0].level, 3);
  EXPECT_EQ(dispatch.modes.at(0).mode, Mode::kEmergency);
  EXPECT_EQ(teams_at(dispatch, TeamDetail::kStandby), static_cast<int>(jianhu().teams.size()));
  EXPECT_EQ(teams_at(at("on-scene"), TeamDetail::kOnScene), 1);
  EXPECT_EQ(teams_at(at("closed"), TeamDetail::kOnScene), 2);
  EXPECT_EQ(at("closed").modes.at(0).steps_done.size(), 4U);
  EXPECT_TRUE(at("closed").incidents.at(0).open());
  EXPECT_FALSE(at("rated").incidents.at(0).open());
}

TEST(SnowNight, RisesToLevelTwoAndComesBackToRoutine) {
  const Playing played = playing(script("snow"), jianhu());
  const auto at = [&](const char* phase) { return folded(played, jianhu(), begin_of(played, phase)).state; };
  EXPECT_EQ(at("warning-iii").warnings.at(0).level, 4);
  EXPECT_TRUE(at("warning-iii").modes.empty());
  EXPECT_EQ(at("warning-ii").warnings.at(0).level, 3);
  EXPECT_EQ(at("warning-ii").modes.at(0).level, 3);
  const CountyState alarms = at("alarms");
  EXPECT_EQ(alarms.warnings.at(0).level, 2);
  EXPECT_EQ(alarms.modes.at(0).level, 2);
  EXPECT_GE(teams_at(alarms, TeamDetail::kOnScene), 3);
  std::set<AreaIndex> streets;
  for (const Incident& incident : alarms.incidents) streets.insert(jianhu().area_of_grid(incident.grid, 0));
  EXPECT_EQ(streets.size(), 3U) << "teams are out on several streets";
  const CountyState handover = at("handover");
  EXPECT_EQ(handover.alarms.size(), 3U);  // the door, the pipe, the incident of level II
  EXPECT_EQ(handover.incidents.size(), 4U);
  const Folded night = folded(played, jianhu());
  EXPECT_EQ(night.types.at(EventType::kEmergencyHandover), 1);
  EXPECT_EQ(night.types.at(EventType::kEmergencyBookmarkAdded), 2);
  EXPECT_EQ(night.types.at(EventType::kEmergencyAlarmShelved), 1);
  EXPECT_EQ(night.types.at(EventType::kEmergencyTeamRequested), 2);
  EXPECT_TRUE(night.state.team_requests.empty()) << "the dispatch system answers each";
  EXPECT_EQ(night.state.resources.size(), 4U);
  EXPECT_EQ(handover.resources[1].free, 7) << "the salt runs short";
  for (const Incident& incident : night.state.incidents) EXPECT_FALSE(incident.open());
  for (const Alarm& alarm : night.state.alarms) EXPECT_NE(alarm.cleared_ns, kNever);
  for (const Whistle& whistle : night.state.whistles) EXPECT_NE(whistle.closed_ns, kNever);
  ASSERT_EQ(night.state.warnings.size(), 1U);
  EXPECT_NE(night.state.warnings[0].lifted_ns, kNever);
  EXPECT_EQ(night.state.modes.at(0).mode, Mode::kRoutine);
  EXPECT_TRUE(night.state.open_requests.empty());
  EXPECT_EQ(teams_at(night.state, TeamDetail::kStandby), static_cast<int>(jianhu().teams.size()));
}

TEST(Scenarios, AsADrillTheySaySoAndTouchNoFigureOfRequestsOrAlarms) {
  PlayOptions options;
  options.drill = true;
  for (const char* name : {"burst-pipe", "snow"}) {
    const Folded night = folded(playing(script(name), jianhu(), options), jianhu());
    EXPECT_FALSE(night.state.incidents.empty());
    for (const Incident& incident : night.state.incidents) {
      EXPECT_TRUE(incident.drill);
      EXPECT_TRUE(incident.text.starts_with("【演练】")) << incident.text;
    }
    EXPECT_TRUE(night.state.requests.empty());
    EXPECT_TRUE(night.state.alarms.empty());
    EXPECT_TRUE(night.state.resources.empty());
  }
}

TEST(Scenarios, OneSeedIsOneNightAndAnotherIsElsewhere) {
  const auto lines = [](uint64_t seed) {
    PlayOptions options;
    options.seed = seed;
    std::string text;
    for (const Draft& draft : playing(script("snow"), jianhu(), options).events) text += to_line(draft, 0) + "\n";
    return text;
  };
  EXPECT_TRUE(lines(1) == lines(1));
  EXPECT_FALSE(lines(1) == lines(2));
}

TEST(Scenarios, SpeedDividesEveryTimeOfTheScript) {
  PlayOptions options;
  options.speed = 120;
  const Playing slow = playing(script("snow"), jianhu()), fast = playing(script("snow"), jianhu(), options);
  EXPECT_EQ(slow.end_ns - kSixInTheEvening, 6 * 3600 * kNsPerSecond);
  EXPECT_EQ(fast.end_ns - kSixInTheEvening, 180 * kNsPerSecond);
  for (size_t i = 1; i < fast.phases.size(); ++i) {
    EXPECT_GE(fast.phases[i].at_ns - fast.phases[i - 1].at_ns, 15 * kNsPerSecond) << "long enough to be looked at";
  }
  const Folded night = folded(fast, jianhu());
  EXPECT_EQ(night.state.warnings.at(0).until_ns - night.state.warnings.at(0).issued_ns, 18 * 30 * kNsPerSecond);
}

TEST(Scenarios, ATeamIsNeverSilentForTenMinutes) {
  const Playing played = playing(script("snow"), jianhu());
  std::map<std::string, int64_t> last_ns;
  for (const Draft& draft : played.events) {
    if (draft.type != EventType::kEmergencyTeamStatus) continue;
    int64_t& last = last_ns.try_emplace(draft.values.front().text, kSixInTheEvening).first->second;
    EXPECT_LT(draft.at_ns - last, 600 * kNsPerSecond);
    last = draft.at_ns;
  }
  EXPECT_EQ(last_ns.size(), jianhu().teams.size());
  for (const auto& [team, last] : last_ns) EXPECT_LT(played.end_ns - last, 600 * kNsPerSecond) << team;
}

TEST(Scenarios, ACountyWithFewTeamsOrNoMapPlaysThemToo) {
  const County few = testing::toy_county();
  County none = few;
  none.teams.clear();
  none.map = {};
  for (const County* county : {&few, static_cast<const County*>(&none)}) {
    for (const char* name : {"burst-pipe", "snow"}) {
      const Folded night = folded(playing(script(name), *county), *county);
      EXPECT_FALSE(night.state.incidents.empty());
      for (const Incident& incident : night.state.incidents) EXPECT_FALSE(incident.open());
    }
  }
}

TEST(Scenarios, ANamedPlaceIsTakenWhereTheCountyHasIt) {
  County county = testing::toy_county();
  county.areas[3].name.zh = "交通路社区";
  const Playing played = playing(script("burst-pipe"), county);
  for (const Draft& draft : played.events) {
    if (draft.type != EventType::kRequestPlaced) continue;
    EXPECT_EQ(county.grids[county.grid_index(draft.grid)].area, 3U);
    EXPECT_NE(to_line(draft, 0).find("交通路社区建华园2号楼供水管爆裂"), std::string::npos);
  }
}

constexpr const char* kHead = R"(name = "n"
title = { zh = "夜" }
lasts = "1h"
[[place]]
name = "here"
[[phase]]
name = "one"
label = { zh = "一" }
)";

std::string error_of(const std::string& more) {
  const Result<Scenario> scenario = load_scenario(kHead + more, "s.toml");
  return scenario ? std::string() : scenario.error().message;
}

TEST(ScenarioFile, IsReadStrictlyWithFileLineAndKey) {
  EXPECT_EQ(error_of(""), "");
  EXPECT_NE(error_of("colour = 1\n").find("s.toml:9: key 'phase"), std::string::npos) << error_of("colour = 1\n");
  const auto event = [](const std::string& lines) { return error_of("[[phase.event]]\n" + lines); };
  EXPECT_NE(event("type = \"request.lost\"\n").find("s.toml:10: key 'phase.event.type': 'request.lost' is not a type"),
            std::string::npos)
      << event("type = \"request.lost\"\n");
  const std::string lifted = "type = \"emergency.warning_lifted\"\n";
  EXPECT_NE(event(lifted).find("fields"), std::string::npos);
  EXPECT_NE(event(lifted + "fields = { }\n").find("warning': it is missing"), std::string::npos);
  EXPECT_NE(event(lifted + "fields = { warning = \"{nobody}\" }\n").find("'{nobody}' stands for nothing"),
            std::string::npos);
  EXPECT_NE(event(lifted + "fields = { warning = \"w\", level = 2 }\n").find("level"), std::string::npos);
  EXPECT_NE(event(lifted + "after = \"2h\"\nfields = { warning = \"w\" }\n").find("behind the end of its phase"),
            std::string::npos);
  EXPECT_NE(event(lifted + "place = \"there\"\nfields = { warning = \"w\" }\n").find("no [[place]] is named 'there'"),
            std::string::npos);
  EXPECT_NE(error_of("[[phase.move]]\nteam = \"x\"\ndetail = \"on_scene\"\n").find("no [[team]] is named 'x'"),
            std::string::npos);
  EXPECT_NE(error_of("[[phase]]\nname = \"two\"\nlabel = { zh = \"二\" }\n").find("phases stand in order of time"),
            std::string::npos);
}

}  // namespace
}  // namespace gridwall::simulate::scenario
