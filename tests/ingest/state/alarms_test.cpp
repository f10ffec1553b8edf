// The alarms of docs/ALARMS.md: one test for each rule of that page, named after it.
#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "tests/ingest/state/alarms_fixture.h"

namespace gridwall {
namespace {

TEST_F(Alarms, IncidentOfLevelOneOrTwoStandsUntilItClosesOrFallsAndADrillNever) {
  const auto open = [&](std::string_view id, int level, std::string_view more = {}) {
    folder.add("emergency.incident_opened", "11-21T08:00:00",
               R"("incident":")" + std::string(id) + R"(","kind":"火灾","place":"x","grid":"g1","level":)" +
                   std::to_string(level) + std::string(more));
  };
  open("I1", 1);
  open("I2", 2);
  open("I3", 3);
  open("D", 1, R"(,"drill":true)");
  const std::vector<AlarmView> views = of_kind(AlarmKind::kIncident, "11-21T08:01:00");
  ASSERT_EQ(views.size(), 2U);
  EXPECT_EQ(views[0].id, "incident:I1");
  EXPECT_EQ(views[0].level, 1);
  EXPECT_EQ(folder.state.incident_ids.text(views[0].incident), "I1");
  EXPECT_EQ(views[1].id, "incident:I2");
  folder.add("emergency.incident_closed", "11-21T08:02:00", R"("incident":"I1")");
  folder.add("emergency.incident_updated", "11-21T08:02:00", R"("incident":"I2","level":3)");
  EXPECT_EQ(counts("11-21T08:03:00").cleared_unacknowledged, 2);
  acknowledge("incident:I1", "11-21T08:03:00");
  acknowledge("incident:I2", "11-21T08:03:00");
  EXPECT_TRUE(at("11-21T08:04:00").empty());
}

TEST_F(Alarms, AGraverAlarmIsNewsAndNotAcknowledged) {
  folder.add("emergency.incident_opened", "11-21T08:00:00",
             R"("incident":"I","kind":"k","place":"x","level":2,"grid":"g1")");
  acknowledge("incident:I", "11-21T08:01:00");
  folder.add("emergency.incident_updated", "11-21T08:02:00", R"("incident":"I","text":"more")");
  EXPECT_EQ(at("11-21T08:02:00")[0].state, AlarmState::kActiveAcknowledged);
  folder.add("emergency.incident_updated", "11-21T08:03:00", R"("incident":"I","level":1)");
  EXPECT_EQ(at("11-21T08:03:00")[0].state, AlarmState::kActiveUnacknowledged);
}

TEST_F(Alarms, ARaisedAlarmTellsWhereAndWhatAndStandsUntilItIsCleared) {
  raise("A", "11-21T08:00:00", 2, R"(,"place":"3号楼402","text":"老人跌倒","grid":"g5","lon":119.4,"lat":33.4)");
  const AlarmView view = at("11-21T08:00:30").at(0);
  EXPECT_EQ(view.kind, AlarmKind::kRaised);
  EXPECT_EQ(view.place, "3号楼402");
  EXPECT_EQ(view.text, "老人跌倒");
  EXPECT_EQ(county.grids[view.grid].code, "g5");
  EXPECT_EQ(county.areas[view.area].code, "s1");
  EXPECT_TRUE(folder.state.alarms[view.alarm].has_position);
  folder.add("emergency.alarm_cleared", "11-21T08:05:00", R"("alarm":"A")");
  EXPECT_EQ(at("11-21T08:06:00").at(0).state, AlarmState::kClearedUnacknowledged);
  acknowledge("A", "11-21T08:07:00");
  EXPECT_TRUE(at("11-21T08:07:00").empty());
  raise("A", "11-21T09:00:00", 2);  // the same key pressed again
  EXPECT_EQ(at("11-21T09:00:00").at(0).state, AlarmState::kActiveUnacknowledged);
}

TEST_F(Alarms, OverdueAtTheCountysTierIsOneAlarmAStreetAndANewOneIsNews) {
  place("R1", "11-20T08:00:00", "county", "11-21T08:00:00");
  place("R2", "11-20T08:00:00", "county", "11-21T09:00:00", "g1");
  place("R3", "11-20T08:00:00", "street", "11-20T09:00:00");  // overdue, but not at the county's tier
  EXPECT_EQ(count_of(AlarmKind::kRequestOverdue, "11-21T08:00:00"), 0);
  AlarmView view = of_kind(AlarmKind::kRequestOverdue, "11-21T08:30:00").at(0);
  EXPECT_EQ(view.id, "request_overdue:s1:" + std::to_string(local_ns("11-21T08:00:00") / kNsPerSecond));
  EXPECT_EQ(view.count, 1);
  EXPECT_EQ(county.grids[view.grid].code, "g0");
  acknowledge(view.id, "11-21T08:30:00");
  EXPECT_EQ(of_kind(AlarmKind::kRequestOverdue, "11-21T08:31:00").at(0).state, AlarmState::kActiveAcknowledged);
  view = of_kind(AlarmKind::kRequestOverdue, "11-21T09:30:00").at(0);
  EXPECT_EQ(view.count, 2);
  EXPECT_EQ(view.grid, kNone);  // of several
  EXPECT_EQ(view.state, AlarmState::kActiveUnacknowledged);
  acknowledge(view.id, "11-21T09:30:00");
  folder.add("request.resolved", "11-21T09:40:00", R"("request":"R2","by":"b")");
  view = of_kind(AlarmKind::kRequestOverdue, "11-21T09:41:00").at(0);
  EXPECT_EQ(view.state, AlarmState::kActiveAcknowledged) << "one less is no news";
  folder.add("request.resolved", "11-21T09:50:00", R"("request":"R1","by":"b")");
  EXPECT_EQ(count_of(AlarmKind::kRequestOverdue, "11-21T09:50:00"), 0);
}

TEST_F(Alarms, FiveThousandOverdueMattersAreOneAlarm) {
  for (int i = 0; i < 5000; ++i) {
    place("R" + std::to_string(i), "11-20T08:00:00", "county", "11-21T08:00:00", "g" + std::to_string(i % 16));
  }
  const std::vector<AlarmView> views = at("11-21T09:00:00");
  ASSERT_EQ(views.size(), 1U);
  EXPECT_EQ(views[0].count, 5000);
}

TEST_F(Alarms, ABrokenPromiseStandsUntilTheRequestIsAccepted) {
  folder.add("request.placed", "11-21T08:00:00",
             R"("request":"R","category":"c","channel":"w","title":"t","tier":"grid","grid":"g3")");
  EXPECT_EQ(count_of(AlarmKind::kPromiseBroken, "11-21T08:05:00"), 0);
  EXPECT_EQ(count_of(AlarmKind::kPromiseBroken, "11-21T08:05:01"), 1);
  folder.add("request.accepted", "11-21T08:06:00", R"("request":"R","by":"b")");
  EXPECT_EQ(count_of(AlarmKind::kPromiseBroken, "11-21T08:06:00"), 0);
  county.response_promise_s = 0;
  EXPECT_EQ(count_of(AlarmKind::kPromiseBroken, "11-22T08:06:00"), 0);
}

TEST_F(Alarms, AGridNeverVisitedCountsOnceItsIntervalHasPassedAndPatrolsAreHeardOf) {
  place("R", "11-20T08:00:00", "grid", "12-20T08:00:00");
  EXPECT_EQ(count_of(AlarmKind::kGridNeverVisited, "11-25T08:00:00"), 0) << "nobody patrols here";
  folder.add("patrol.checked_in", "11-20T09:00:00", R"("worker":"W","grid":"g0")");
  EXPECT_EQ(count_of(AlarmKind::kGridNeverVisited, "11-21T08:00:00"), 0) << "not yet due";
  const AlarmView view = of_kind(AlarmKind::kGridNeverVisited, "11-21T08:00:01").at(0);
  EXPECT_EQ(view.count, 15);
  EXPECT_EQ(view.level, 4);
  for (int i = 1; i < 16; ++i) {
    folder.add("patrol.checked_in", "11-21T09:00:00", R"("worker":"W","grid":"g)" + std::to_string(i) + R"(")");
  }
  EXPECT_EQ(count_of(AlarmKind::kGridNeverVisited, "11-21T09:00:00"), 0);
}

TEST_F(Alarms, ATeamOnCallThatIsSilentForTenMinutesIsAnAlarmGraverWhenItIsAssigned) {
  team("JH-01", "11-21T08:00:00", "available", "standby");
  team("JH-02", "11-21T08:00:00", "assigned", "on_scene");
  team("JH-03", "11-21T08:00:00", "out_of_service", "resting");
  EXPECT_EQ(count_of(AlarmKind::kTeamSilent, "11-21T08:10:00"), 0);
  const std::vector<AlarmView> views = of_kind(AlarmKind::kTeamSilent, "11-21T08:10:01");
  ASSERT_EQ(views.size(), 2U);
  EXPECT_EQ(views[0].id, "team_silent:JH-02:" + std::to_string(local_ns("11-21T08:10:00") / kNsPerSecond));
  EXPECT_EQ(views[0].level, 2);
  EXPECT_EQ(views[1].level, 3);
  acknowledge(views[1].id, "11-21T08:12:00");
  EXPECT_EQ(anomalies(), 0);
  EXPECT_EQ(of_kind(AlarmKind::kTeamSilent, "11-21T08:13:00")[1].state, AlarmState::kActiveAcknowledged);
  team("JH-01", "11-21T08:20:00", "available", "standby");
  EXPECT_EQ(count_of(AlarmKind::kTeamSilent, "11-21T08:20:00"), 1);
  const AlarmView again = of_kind(AlarmKind::kTeamSilent, "11-21T08:31:00")[1];
  EXPECT_EQ(again.state, AlarmState::kActiveUnacknowledged) << "another silence is another alarm";
}

TEST_F(Alarms, AFeedThatHasSpokenAndFallsSilentIsAnAlarm) {
  county.feed_late_after_s = {900, 120, 60};
  raise("A", "11-21T08:00:00", 3);
  EXPECT_EQ(count_of(AlarmKind::kFeedStale, "11-21T08:01:00"), 0);
  const std::vector<AlarmView> late = of_kind(AlarmKind::kFeedStale, "11-21T08:01:01");
  ASSERT_EQ(late.size(), 1U) << "a feed that never spoke is not expected";
  EXPECT_EQ(late[0].feed, Feed::kEmergency);
  EXPECT_EQ(late[0].since_ns, local_ns("11-21T08:01:00"));
}

TEST_F(Alarms, ADegradedLogIsAnAlarmAsLongAsTheDaemonSaysSo) {
  const int64_t now_ns = local_ns("11-21T08:00:00");
  const AlarmHealth health{"disk full", now_ns - 5 * kNsPerSecond};
  const std::vector<AlarmView> views = alarms_at(folder.state, county, now_ns, health);
  ASSERT_EQ(views.size(), 1U);
  EXPECT_EQ(views[0].kind, AlarmKind::kLogDegraded);
  EXPECT_EQ(views[0].text, "disk full");
  EXPECT_EQ(views[0].level, 2);
  acknowledge(views[0].id, "11-21T08:00:00");
  EXPECT_EQ(alarms_at(folder.state, county, now_ns, health)[0].state, AlarmState::kActiveAcknowledged);
  EXPECT_EQ(anomalies(), 0);
}

TEST_F(Alarms, ShelvingHasAReasonAndAnEndOfADayAtMost) {
  raise("A", "11-21T08:00:00", 3);
  shelve("A", "11-21T08:01:00", "11-25T08:00:00");
  const AlarmView view = at("11-21T12:00:00").at(0);
  EXPECT_EQ(view.state, AlarmState::kShelved);
  EXPECT_EQ(view.reason, "检修");
  EXPECT_EQ(view.shelved_until_ns, local_ns("11-22T08:01:00"));
  EXPECT_EQ(anomalies(), 1) << "it asked for four days";
  EXPECT_EQ(at("11-22T08:01:00").at(0).state, AlarmState::kActiveUnacknowledged);
}

TEST_F(Alarms, WhatIsShelvedStaysShelvedWhenItComesAgain) {
  raise("A", "11-21T08:00:00", 3);
  shelve("A", "11-21T08:01:00", "11-21T10:00:00");
  folder.add("emergency.alarm_cleared", "11-21T08:02:00", R"("alarm":"A")");
  raise("A", "11-21T08:03:00", 3);
  EXPECT_EQ(at("11-21T09:00:00").at(0).state, AlarmState::kShelved);
  raise("A", "11-21T09:30:00", 1);  // level I is heard
  EXPECT_EQ(at("11-21T09:30:00").at(0).state, AlarmState::kActiveUnacknowledged);
}

TEST_F(Alarms, LevelOneIsNeverShelved) {
  raise("A", "11-21T08:00:00", 1);
  shelve("A", "11-21T08:01:00", "11-21T10:00:00");
  EXPECT_EQ(at("11-21T08:02:00").at(0).state, AlarmState::kActiveUnacknowledged);
  EXPECT_EQ(anomalies(), 1);
}

TEST_F(Alarms, UnshelvingBringsItBackAtOnceAlsoWhenItFollowsFromTheClock) {
  raise("A", "11-21T08:00:00", 3);
  team("JH-01", "11-21T08:00:00", "available", "standby");
  const std::string silent = of_kind(AlarmKind::kTeamSilent, "11-21T08:15:00").at(0).id;
  for (const std::string& id : {std::string("A"), silent}) {
    shelve(id, "11-21T08:15:00", "11-21T12:00:00");
    EXPECT_EQ(counts("11-21T08:16:00").shelved, 1) << id;
    folder.add("emergency.alarm_unshelved", "11-21T08:17:00", R"("by":"值班员","alarm":")" + id + R"(")");
    EXPECT_EQ(counts("11-21T08:17:00").shelved, 0) << id;
  }
  EXPECT_EQ(anomalies(), 0);
}

TEST_F(Alarms, ActsOnWhatDoesNotExistAreAnomaliesAndKeepNothing) {
  raise("A", "11-21T08:00:00", 3);
  acknowledge("B", "11-21T08:01:00");
  acknowledge("team_silent:XX-99:1700000000", "11-21T08:01:00");        // no such team
  acknowledge("request_overdue:nowhere:1700000000", "11-21T08:01:00");  // no such area
  acknowledge("feed_stale:patrol:4000000000", "11-21T08:01:00");        // of the future
  folder.add("emergency.alarm_cleared", "11-21T08:01:00", R"("alarm":"feed_stale:patrol:1700000000")");
  EXPECT_EQ(anomalies(), 5);
  EXPECT_TRUE(folder.state.alarm_acts.empty());
}

TEST_F(Alarms, ActiveForMoreThanADayIsAStandingAlarm) {
  raise("A", "11-21T08:00:00", 3);
  acknowledge("A", "11-21T08:01:00");
  EXPECT_EQ(counts("11-22T08:00:00").standing, 0);
  EXPECT_EQ(counts("11-22T08:00:01").standing, 1);
  EXPECT_TRUE(at("11-22T08:00:01").at(0).standing);
}

TEST_F(Alarms, AFloodOfWhatFollowsFromTheClockIsAFloodToo) {
  for (int i = 0; i < 10; ++i) {
    team("T" + std::to_string(i), "11-21T08:00:0" + std::to_string(i), "available", "standby");
  }
  EXPECT_FALSE(counts("11-21T08:10:08").flood);
  EXPECT_TRUE(counts("11-21T08:10:10").flood);
  EXPECT_TRUE(counts("11-21T08:20:04").flood);   // five are left in the ten minutes
  EXPECT_FALSE(counts("11-21T08:20:05").flood);  // four
}

TEST_F(Alarms, FiveHundredInAMinuteBecomeADozenRowsAndLevelOneStandsAlone) {
  for (int i = 0; i < 500; ++i) {
    const std::string second = std::to_string(i * 60 / 500);
    const int level = i % 125 == 7 ? 1 : 2 + i % 3;
    raise("A" + std::to_string(i), "11-21T08:00:" + std::string(2 - second.size(), '0') + second, level,
          R"(,"grid":"g)" + std::to_string(i % 16) + R"(")");
  }
  team("JH-01", "11-21T08:00:30", "available", "standby");
  const std::vector<AlarmView> alarms = at("11-21T08:01:00");
  ASSERT_EQ(alarms.size(), 500U);
  ASSERT_TRUE(counts("11-21T08:01:00").flood);
  const std::vector<AlarmGroup> rows = group_alarms(alarms, true);
  EXPECT_LE(rows.size(), kFloodRows);
  std::vector<bool> seen(alarms.size());
  int alone = 0;
  for (const AlarmGroup& row : rows) {
    for (const uint32_t member : row.members) {
      EXPECT_FALSE(seen[member]);
      seen[member] = true;
      if (alarms[member].level != 1) continue;
      EXPECT_EQ(row.members.size(), 1U);
      ++alone;
    }
  }
  EXPECT_EQ(alone, 4);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), 500) << "none is lost in the groups";
  EXPECT_EQ(rows.size(), 5U) << "sixteen grids are too many: one street, one cause";
  EXPECT_EQ(rows[4].by, AlarmGroup::By::kAreaAndCause);
  EXPECT_EQ(rows[4].level, 2);
  EXPECT_EQ(group_alarms(alarms, false).size(), 500U);
}

TEST_F(Alarms, ManyLevelOnesAllStandAloneAndTheRestShareARow) {
  for (int i = 0; i < 20; ++i) raise("A" + std::to_string(i), "11-21T08:00:00", 1);
  for (int i = 0; i < 20; ++i) {
    raise("B" + std::to_string(i), "11-21T08:00:00", 3, R"(,"grid":"g)" + std::to_string(i % 16) + R"(")");
  }
  const std::vector<AlarmView> alarms = at("11-21T08:00:00");
  const std::vector<AlarmGroup> rows = group_alarms(alarms, true);
  ASSERT_EQ(rows.size(), 21U);
  EXPECT_EQ(rows[20].members.size(), 20U);
}

TEST_F(Alarms, MoreCausesThanRowsLeaveOneRowForTheRest) {
  for (int i = 0; i < 30; ++i) {
    folder.add("emergency.alarm_raised", "11-21T08:00:00",
               R"("alarm":"A)" + std::to_string(i) + R"(","level":3,"kind":"k)" + std::to_string(i) + R"(")");
  }
  const std::vector<AlarmView> alarms = at("11-21T08:00:00");
  const std::vector<AlarmGroup> rows = group_alarms(alarms, true);
  ASSERT_EQ(rows.size(), kFloodRows);
  EXPECT_EQ(rows.back().by, AlarmGroup::By::kRest);
  EXPECT_EQ(rows.back().members.size(), 19U);
}

TEST_F(Alarms, TheListIsSortedByLevelThenStateThenTheNewest) {
  raise("old", "11-21T08:00:00", 3);
  raise("new", "11-21T08:05:00", 3);
  raise("grave", "11-21T07:00:00", 2);
  raise("seen", "11-21T08:06:00", 3);
  raise("away", "11-21T08:06:00", 2);
  acknowledge("seen", "11-21T08:07:00");
  shelve("away", "11-21T08:07:00", "11-21T09:00:00");
  std::vector<std::string> ids;
  for (const AlarmView& view : at("11-21T08:08:00")) ids.push_back(view.id);
  EXPECT_EQ(ids, (std::vector<std::string>{"grave", "new", "old", "seen", "away"}));
}

TEST_F(Alarms, TheCountsAreThoseOfTheListAndOfTheFigures) {
  raise("A", "11-21T08:00:00", 3);
  raise("B", "11-21T08:00:00", 2);
  acknowledge("A", "11-21T08:01:00");
  team("T", "11-21T08:00:00", "assigned", "on_scene");
  place("R", "11-20T08:00:00", "county", "11-21T08:00:00");
  const AlarmCounts counted = counts("11-21T08:30:00");
  EXPECT_EQ(counted.active_unacknowledged, 3);
  EXPECT_EQ(counted.active_acknowledged, 1);
  EXPECT_EQ(at("11-21T08:30:00").size(), 4U);
  const AlarmCounts figures = compute_figures(folder.state, county, local_ns("11-21T08:30:00")).alarms;
  EXPECT_EQ(figures.active_unacknowledged, 3);
  EXPECT_EQ(figures.by_kind, counted.by_kind);
}

TEST_F(Alarms, AScopeHasTheAlarmsThatLieInItAndTheFloodOfTheCounty) {
  for (int i = 0; i < 10; ++i) {
    raise("A" + std::to_string(i), "11-21T08:00:00", 3, R"(,"grid":"g)" + std::to_string(i % 2) + R"(")");
  }
  raise("nowhere", "11-21T08:00:00", 3);
  team("T", "11-21T07:00:00", "available", "standby");
  const int64_t now_ns = local_ns("11-21T08:01:00");
  const Scope grid{kNone, county.grid_index("g1")};
  EXPECT_EQ(alarms_at(folder.state, county, now_ns, {}, grid).size(), 5U);
  const AlarmCounts counted = alarm_counts_at(folder.state, county, now_ns, ScopePlaces(county, grid));
  EXPECT_EQ(counted.active_unacknowledged, 5);
  EXPECT_TRUE(counted.flood);
  EXPECT_EQ(alarms_at(folder.state, county, now_ns).size(), 12U);
}

TEST_F(Alarms, ModeAlarmsAndAcknowledgementsComeBackFromTheStoredState) {
  raise("A", "11-21T08:00:00", 3);
  raise("B", "11-21T08:00:00", 2);
  shelve("B", "11-21T08:01:00", "11-21T12:00:00");
  team("JH-01", "11-21T08:00:00", "available", "standby");
  acknowledge(of_kind(AlarmKind::kTeamSilent, "11-21T08:15:00").at(0).id, "11-21T08:15:00");
  acknowledge("A", "11-21T08:15:00");
  folder.add("emergency.mode_changed", "11-21T08:16:00",
             R"("area":"s1","mode":"emergency","level":2,"plan":"P","by":"d","reason":"r")");
  folder.add("emergency.plan_step_done", "11-21T08:17:00", R"("plan":"P","step":"集结","by":"d")");
  folder.add("emergency.incident_opened", "11-21T08:18:00",
             R"("incident":"I","kind":"k","place":"x","level":2,"grid":"g1","text":"t")");
  folder.add("emergency.bookmark_added", "11-21T08:19:00", R"("by":"d","text":"b","incident":"I")");
  folder.add(
      "emergency.warning_issued", "11-21T08:19:00",
      R"("warning":"W","kind":"雪凝","level":3,"area":"全县","until":"2026-11-22T08:00:00+08:00","status":"exercise")");
  const std::string bytes = serialize(folder.state);
  const Result<CountyState> restored = deserialize(bytes, county);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(serialize(*restored), bytes);
  const int64_t now_ns = local_ns("11-21T08:20:00");
  const std::vector<AlarmView> before = alarms_at(folder.state, county, now_ns);
  const std::vector<AlarmView> after = alarms_at(*restored, county, now_ns);
  ASSERT_EQ(before.size(), 4U);
  ASSERT_EQ(after.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].id, before[i].id);
    EXPECT_EQ(after[i].state, before[i].state);
    EXPECT_EQ(after[i].acknowledged_ns, before[i].acknowledged_ns);
  }
  EXPECT_EQ(restored->modes[0].steps_done.at("集结").at_ns, local_ns("11-21T08:17:00"));
}

}  // namespace
}  // namespace gridwall
