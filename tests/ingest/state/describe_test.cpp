// What follows from the one description of every record: the bytes of a checkpoint, soundness, the size in memory.
#include <gtest/gtest.h>

#include <string_view>

#include "ingest/state/checkpoint.h"
#include "tests/ingest/state/random_life.h"

namespace gridwall {
namespace {

using testing::Folder;

// At least one of every record that a state can hold.
CountyState state_of_every_kind(const County& county) {
  Folder folder(county);
  for (const testing::LifeStep& step : testing::in_order(testing::random_life(41, 600))) {
    folder.add(step.type, step.at, step.members);
  }
  const auto say = [&](std::string_view type, std::string_view time, std::string_view members) {
    folder.add(type, "11-21T" + std::string(time), members);
  };
  say("request.placed", "12:00:00",
      R"("grid":"g1","request":"A","category":"c1","channel":"x1","title":"t","tier":"street")");
  say("request.placed", "12:00:01",
      R"("grid":"g1","request":"B","category":"c1","channel":"x2","title":"t","tier":"grid")");
  say("request.merged", "12:00:02", R"("request":"B","into":"A")");
  say("patrol.track", "12:00:03", R"("worker":"w1","lon":119.02,"lat":33.01)");
  say("emergency.incident_opened", "12:01:00",
      R"("grid":"g2","incident":"I1","kind":"fire","level":2,"grade":"II","place":"粮库","text":"烟")");
  say("emergency.incident_opened", "12:01:10",
      R"("grid":"g3","incident":"I2","kind":"flood","level":3,"place":"p","drill":true)");
  say("emergency.team_status", "12:01:20",
      R"("team":"T1","status":"assigned","detail":"en_route","incident":"I1","headcount":7,"eta_s":600)");
  say("emergency.incident_updated", "12:01:30", R"("incident":"I1","level":1,"text":"火势大")");
  say("emergency.incident_closed", "12:01:40", R"("incident":"I2")");
  say("emergency.mode_changed", "12:02:00",
      R"("area":"s1","mode":"emergency","level":2,"plan":"P","by":"d1","reason":"火")");
  say("emergency.plan_step_done", "12:02:10", R"("plan":"P","step":"s1","by":"d1")");
  say("emergency.alarm_raised", "12:03:00",
      R"("grid":"g2","alarm":"A1","kind":"gas","level":1,"text":"t","place":"p")");
  say("emergency.alarm_acknowledged", "12:03:10", R"("alarm":"A1","by":"d1","note":"n")");
  say("emergency.alarm_raised", "12:03:20", R"("alarm":"A2","kind":"gas","level":3)");
  say("emergency.alarm_shelved", "12:03:30",
      R"("alarm":"A2","by":"d2","until":"2026-11-21T14:00:00+08:00","reason":"坏")");
  say("emergency.alarm_acknowledged", "12:03:40", R"("alarm":"feed_stale:patrol:1795000000","by":"d1")");
  say("emergency.warning_issued", "12:04:00",
      R"("warning":"W1","kind":"rain","level":2,"area":"全县","until":"2026-11-22T00:00:00+08:00","status":"exercise",)"
      R"("severity":"Severe","urgency":"Expected","certainty":"Likely","text":"大雨")");
  say("emergency.note_added", "12:05:00", R"("by":"d1","text":"记","incident":"I1")");
  say("emergency.bookmark_added", "12:05:10", R"("by":"d1","text":"看","moment":"2026-11-21T12:01:00+08:00")");
  say("emergency.handover", "12:05:20", R"("from":"d1","to":"d2","text":"交")");
  return std::move(folder.state);
}

uint64_t fnv1a(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3;
  return hash;
}

// A change of these bytes needs a new kStateVersion; then the figures below may change, too.
TEST(Describe, CheckpointsHaveTheBytesOfTheirVersion) {
  CountyState state = state_of_every_kind(testing::two_streets());
  // Sums of powers, whose last digit is the C library's own.
  for (size_t grid = 0; grid < state.grids.size(); ++grid) state.grids[grid].heat = static_cast<double>(grid) / 8;
  const std::string bytes = serialize(state);
  EXPECT_EQ(kStateVersion, 2);
  EXPECT_EQ(bytes.size(), 133'300U);
  EXPECT_EQ(fnv1a(bytes), 6'403'049'866'668'538'272U);
  // The same without what stands behind the rest.
  state.merged_into.clear();
  EXPECT_EQ(fnv1a(serialize(state)), 2'982'819'435'212'161'888U);
}

TEST(Describe, TheStateOfEveryKindHasOneOfEvery) {
  const CountyState state = state_of_every_kind(testing::two_streets());
  for (const size_t size : {state.sources.size(),
                            state.requests.size(),
                            state.merged_into.size(),
                            state.open_requests.size(),
                            state.days.size(),
                            state.campaign_visits.entries().size(),
                            state.reports.entries().size(),
                            state.meetings.entries().size(),
                            state.grids.size(),
                            state.workers.size(),
                            state.hazards.size(),
                            state.disputes.size(),
                            state.teams.size(),
                            state.incidents.size(),
                            state.closed_incidents.size(),
                            state.alarms.size(),
                            state.recent_alarms_ns.size(),
                            state.alarm_acts.size(),
                            state.modes.size(),
                            state.mode_changes.size(),
                            state.warnings.size(),
                            state.whistles.size(),
                            state.assessments.size(),
                            state.notes.size(),
                            state.duty_acts.size(),
                            state.ticker.size(),
                            state.density.size(),
                            state.incidents.front().timeline.size(),
                            state.modes.front().steps_done.size()}) {
    EXPECT_GT(size, 0U);
  }
}

}  // namespace
}  // namespace gridwall
