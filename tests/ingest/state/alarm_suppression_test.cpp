// Alarms that another alarm explains: docs/ALARMS.md, "One cause, one alarm".
#include <fmt/core.h>

#include "tests/ingest/state/alarms_fixture.h"

namespace gridwall {
namespace {

TEST_F(Alarms, ADeadFeedIsOneAlarmAndSuppressesTheSilencesItExplains) {
  county.feed_late_after_s = {900, 120, 60};
  team("LOST", "11-21T08:00:00", "available", "standby");  // silent while the feed still lives
  for (int minute = 0; minute < 30; ++minute) {
    team("T0", fmt::format("11-21T08:{:02}:00", minute), "available", "standby");
  }
  for (int i = 0; i < 366; ++i) team("T" + std::to_string(i), "11-21T08:30:00", "available", "standby");
  EXPECT_EQ(count_of(AlarmKind::kTeamSilent, "11-21T08:30:30"), 1);
  const AlarmCounts dead = counts("11-22T00:30:00");
  EXPECT_EQ(dead.by_kind[static_cast<size_t>(AlarmKind::kFeedStale)], 1);
  EXPECT_EQ(dead.by_kind[static_cast<size_t>(AlarmKind::kTeamSilent)], 1) << "it was lost before";
  EXPECT_EQ(dead.suppressed, 366);
  EXPECT_EQ(dead.active_unacknowledged, 2);
  EXPECT_FALSE(dead.flood);
  const AlarmView late = of_kind(AlarmKind::kFeedStale, "11-22T00:30:00").at(0);
  EXPECT_EQ(late.explains, 366);
  const AlarmView silent = of_kind(AlarmKind::kTeamSilent, "11-22T00:30:00").at(5);
  EXPECT_EQ(silent.state, AlarmState::kSuppressed);
  EXPECT_EQ(silent.explained_by, late.id);
  EXPECT_EQ(group_alarms(at("11-22T00:30:00"), false).size(), 2U) << "suppressed ones have no row";
}

TEST_F(Alarms, SilencesComeBackWhenTheFeedLivesAndTheTeamHadItsTimeToReport) {
  county.feed_late_after_s = {900, 120, 60};
  for (const char* id : {"A", "B", "C"}) team(id, "11-21T08:00:00", "available", "standby");
  EXPECT_EQ(counts("11-21T09:00:00").suppressed, 3);
  team("A", "11-21T09:00:10", "available", "standby");
  EXPECT_EQ(counts("11-21T09:00:40").suppressed, 2) << "B and C have ten minutes to report";
  EXPECT_EQ(count_of(AlarmKind::kTeamSilent, "11-21T09:00:40"), 0);
  for (int minute = 1; minute < 10; ++minute) {
    team("A", "11-21T09:0" + std::to_string(minute) + ":00", "available", "standby");
    if (minute == 5) team("B", "11-21T09:05:30", "available", "standby");
  }
  team("A", "11-21T09:10:00", "available", "standby");
  EXPECT_EQ(counts("11-21T09:10:11").suppressed, 0);
  const std::vector<AlarmView> silent = of_kind(AlarmKind::kTeamSilent, "11-21T09:10:11");
  ASSERT_EQ(silent.size(), 1U);
  EXPECT_EQ(silent[0].state, AlarmState::kActiveUnacknowledged);
  EXPECT_EQ(silent[0].id, "team_silent:C:" + std::to_string(local_ns("11-21T08:10:00") / kNsPerSecond));
}

TEST_F(Alarms, WhatADeskDoesIsNoSignOfLifeOfTheFeed) {
  county.feed_late_after_s = {900, 120, 60};
  team("A", "11-21T08:00:00", "available", "standby");
  const std::string late = of_kind(AlarmKind::kFeedStale, "11-21T08:20:00").at(0).id;
  folder.source = "desk:甲班";
  acknowledge(late, "11-21T08:20:00");
  const AlarmView still = of_kind(AlarmKind::kFeedStale, "11-21T08:20:05").at(0);
  EXPECT_EQ(still.id, late);
  EXPECT_EQ(still.state, AlarmState::kActiveAcknowledged);
  EXPECT_EQ(counts("11-21T08:40:00").suppressed, 1) << "nobody was heard since";
}

TEST_F(Alarms, ASilenceThatSomebodyShelvedStaysShelvedWhileItsFeedIsDead) {
  team("A", "11-21T08:00:00", "available", "standby");
  shelve(of_kind(AlarmKind::kTeamSilent, "11-21T08:15:00").at(0).id, "11-21T08:15:00", "11-21T12:00:00");
  county.feed_late_after_s = {900, 120, 60};
  EXPECT_EQ(counts("11-21T08:16:00").shelved, 1);
  EXPECT_EQ(counts("11-21T08:16:00").suppressed, 0);
}

TEST_F(Alarms, AnAlarmAndTheIncidentMadeOfItAreOneRow) {
  raise("A", "11-21T08:00:00", 2, R"(,"grid":"g0")");
  EXPECT_EQ(group_alarms(at("11-21T08:00:30"), false).size(), 1U);
  folder.add("emergency.incident_opened", "11-21T08:01:00",
             R"("incident":"E1","kind":"一键报警","level":2,"place":"3单元","grid":"g0")");
  const std::vector<AlarmView> both = at("11-21T08:01:00");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].id, "incident:E1");
  EXPECT_EQ(both[0].explains, 1);
  EXPECT_EQ(both[1].state, AlarmState::kSuppressed);
  EXPECT_EQ(both[1].explained_by, "incident:E1");
  EXPECT_EQ(group_alarms(both, false).size(), 1U);
  folder.add("emergency.incident_closed", "11-21T09:00:00", R"("incident":"E1")");
  EXPECT_EQ(counts("11-21T09:00:00").suppressed, 0) << "the sender has not cleared it";
}

TEST_F(Alarms, AnIncidentThatNamesItsAlarmIsOneRowWithItWhereverTheyAre) {
  raise("A", "11-21T08:00:00", 3, R"(,"grid":"g0")");
  raise("B", "11-21T08:00:00", 3, R"(,"grid":"g0")");
  raise("WORSE", "11-21T08:00:00", 1, R"(,"grid":"g0")");
  folder.add("emergency.incident_opened", "11-21T10:00:00",
             R"("incident":"E1","kind":"火情","level":2,"place":"3单元","grid":"g0","alarm":"A")");
  std::vector<std::string> suppressed;
  for (const AlarmView& view : at("11-21T10:00:00")) {
    if (view.state == AlarmState::kSuppressed) suppressed.push_back(view.id);
  }
  EXPECT_EQ(suppressed, std::vector<std::string>{"A"});
}

}  // namespace
}  // namespace gridwall
