// Proposals of teams, who is near, and resources.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "ingest/event/time.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/incident.h"
#include "ingest/state/nearest_help.h"
#include "ingest/state/resource_board.h"
#include "ingest/state/state_json.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class Help : public ::testing::Test {
 protected:
  void open_incident() {
    folder.add("emergency.incident_opened", "11-21T08:00:00",
               R"("incident":"I1","kind":"k","level":3,"place":"粮库","grid":"g1","lon":119.02,"lat":33.02)");
  }
  void team(std::string_view code, std::string_view at, std::string_view state, std::string_view more = {}) {
    folder.add("emergency.team_status", at,
               R"("team":")" + std::string(code) + R"(",)" + std::string(state) + std::string(more));
  }
  void propose(std::string_view code, std::string_view at) {
    folder.add("emergency.team_requested", at,
               R"("incident":"I1","team":")" + std::string(code) + R"(","by":"甲班","skills":"排水","headcount":8)");
  }
  static constexpr std::string_view kReady = R"("status":"available","detail":"standby","headcount":10)";
  static constexpr std::string_view kOut = R"("status":"assigned","detail":"dispatched","incident":"I1")";
  County county = testing::small_county();
  Folder folder{county};
};

TEST_F(Help, AProposalStandsUntilTheDispatchSystemSaysThatTheTeamIsNotAvailable) {
  open_incident();
  team("T1", "11-21T08:00:10", kReady);
  propose("T1", "11-21T08:01:00");
  ASSERT_EQ(folder.state.team_requests.size(), 1U);
  EXPECT_EQ(folder.state.team_requests.begin()->second.headcount, 8);
  team("T1", "11-21T08:02:00", kReady);  // a sign of life is no answer
  EXPECT_EQ(folder.state.team_requests.size(), 1U);
  EXPECT_EQ(folder.state.teams[0].incident, kNone);  // a proposal moves nobody
  team("T1", "11-21T08:03:00", kOut);
  EXPECT_TRUE(folder.state.team_requests.empty());
  EXPECT_EQ(folder.state.sources[0].anomalies, 0);
}

TEST_F(Help, AProposalEndsWithItsIncident) {
  open_incident();
  team("T1", "11-21T08:00:10", kReady);
  propose("T1", "11-21T08:01:00");
  folder.add("emergency.incident_closed", "11-21T08:05:00", R"("incident":"I1")");
  EXPECT_TRUE(folder.state.team_requests.empty());
  propose("T1", "11-21T08:06:00");
  EXPECT_TRUE(folder.state.team_requests.empty());
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(Help, AProposalThatComesAfterItsAnswerProposesNothingAndStaysInTheTimeline) {
  open_incident();
  team("T1", "11-21T08:02:00", kOut);
  propose("T1", "11-21T08:01:00");
  EXPECT_TRUE(folder.state.team_requests.empty());
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
  const auto& timeline = folder.state.incidents[0].timeline;
  ASSERT_EQ(timeline.size(), 3U);
  EXPECT_EQ(timeline[1].type, EventType::kEmergencyTeamRequested);
  EXPECT_EQ(timeline[1].text, "排水");
}

TEST_F(Help, TheLatestProposalOfATeamCounts) {
  open_incident();
  folder.add("emergency.incident_opened", "11-21T08:00:00",
             R"("incident":"I2","kind":"k","level":3,"place":"桥","grid":"g2")");
  team("T1", "11-21T08:00:10", kReady);
  propose("T1", "11-21T08:02:00");
  folder.add("emergency.team_requested", "11-21T08:01:00", R"("incident":"I2","team":"T1","by":"乙班")");
  ASSERT_EQ(folder.state.team_requests.size(), 1U);
  EXPECT_EQ(folder.state.incident_ids.text(folder.state.team_requests.begin()->second.incident), "I1");
}

TEST_F(Help, AProposalStandsInTheDutyLogWithThePlace) {
  open_incident();
  team("T1", "11-21T08:00:10", kReady);
  propose("T1", "11-21T08:01:00");
  const auto log = duty_log(folder.state);
  ASSERT_EQ(log.size(), 1U);
  EXPECT_EQ(log[0]->subject, "T1");
  EXPECT_EQ(log[0]->text, "粮库");
}

TEST_F(Help, ReadyTeamsComeByTheWayAndTheTimeIsNamedWhereTheCountyKnowsASpeed) {
  open_incident();
  team("FAR", "11-21T08:00:10", kReady, R"(,"lon":119.06,"lat":33.02)");
  team("NEAR", "11-21T08:00:10", kReady, R"(,"lon":119.03,"lat":33.02)");
  team("NOWHERE", "11-21T08:00:10", kReady);
  team("OUT", "11-21T08:00:10", kOut, R"(,"lon":119.02,"lat":33.02)");
  team("LOST", "11-21T07:00:00", kReady, R"(,"lon":119.02,"lat":33.02)");
  auto near = nearest_teams(folder.state, county, IncidentIndex(0), local_ns("11-21T08:01:00"));
  ASSERT_EQ(near.size(), 3U);
  const auto name = [&](size_t i) { return folder.state.team_ids.text(near[i].team); };
  EXPECT_EQ(name(0), "NEAR");
  EXPECT_EQ(name(1), "FAR");
  EXPECT_EQ(name(2), "NOWHERE");
  EXPECT_NEAR(*near[0].distance_m, 932, 2);  // a hundredth of a degree at 33.02 north
  EXPECT_FALSE(near[0].travel_s);
  EXPECT_FALSE(near[2].distance_m);
  county.travel_speed_kmh = 36;
  county.travel_detour = 1.5;
  near = nearest_teams(folder.state, county, IncidentIndex(0), local_ns("11-21T08:01:00"));
  EXPECT_NEAR(static_cast<double>(near[0].travel_s.value_or(0)), 932 * 1.5 / 10, 1);
}

TEST_F(Help, ResourcesAddUpByKindAndTheScarcestComesFirst) {
  const auto say = [&](std::string_view at, std::string_view members) {
    folder.add("emergency.resource_status", at, members);
  };
  say("11-21T08:00:00", R"("resource":"P1","kind":"pump","count":10,"free":1,"grid":"g1")");
  say("11-21T08:00:00", R"("resource":"S1","kind":"shelter","count":100,"free":40,"name":"a")");
  say("11-21T08:00:00", R"("resource":"S2","kind":"shelter","count":50,"free":45,"name":"b")");
  say("11-21T08:10:00", R"("resource":"S2","kind":"shelter","count":50,"free":30)");
  say("11-21T08:05:00", R"("resource":"S2","kind":"shelter","count":50,"free":50)");  // late
  const auto board = resource_board(folder.state, county, {});
  ASSERT_EQ(board.size(), 2U);
  EXPECT_EQ(folder.state.words.text(board[0].kind), "pump");
  EXPECT_EQ(board[1].count, 150);
  EXPECT_EQ(board[1].free, 70);
  EXPECT_EQ(folder.state.resources[board[1].stores[1]].name, "b");  // a later report keeps the name
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(Help, MoreFreeThanThereIsCountsAsAnAnomalyAndAsAll) {
  folder.add("emergency.resource_status", "11-21T08:00:00", R"("resource":"P1","kind":"pump","count":3,"free":9)");
  EXPECT_EQ(folder.state.resources[0].free, 3);
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(Help, BothStandInTheJsonAndInACheckpoint) {
  open_incident();
  team("T1", "11-21T08:00:10", kReady, R"(,"lon":119.03,"lat":33.02)");
  const auto json = [&](const CountyState& state) {
    return nlohmann::json::parse(state_json(state, county, local_ns("11-21T08:02:00"), {}, {}));
  };
  EXPECT_FALSE(json(folder.state).contains("team_requests"));
  EXPECT_FALSE(json(folder.state).contains("resources"));
  propose("T1", "11-21T08:01:00");
  folder.add("emergency.resource_status", "11-21T08:00:00", R"("resource":"P1","kind":"pump","count":3,"free":2)");
  const auto before = json(folder.state);
  EXPECT_EQ(before["team_requests"][0]["team"], "T1");
  EXPECT_NEAR(before["team_requests"][0]["distance_m"].get<double>(), 932, 2);
  EXPECT_EQ(before["resources"][0]["free"], 2);
  Result<CountyState> again = deserialize(serialize(folder.state), county);
  ASSERT_TRUE(again);
  EXPECT_EQ(json(*again), before);
  again->resources.clear();  // a table without its records
  EXPECT_FALSE(deserialize(serialize(*again), county));
}

}  // namespace
}  // namespace gridwall
