// A training: what is played, what is left to those who train, and how their answers are measured.
#include "ingest/simulate/scenario/debrief.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "tests/ingest/simulate/toy_county.h"

namespace gridwall::simulate::scenario {
namespace {

constexpr const char* kScript = R"(
name = "toy"
title = { zh = "演", en = "Toy" }
lasts = "1h"
[[place]]
name = "here"
[[phase]]
name = "one"
label = { zh = "一", en = "One" }
[[phase.event]]
after = "1m"
type = "emergency.alarm_raised"
place = "here"
fields = { alarm = "{run}-A", kind = "烟感报警", level = 2, text = "浓烟" }
[[phase.event]]
after = "4m"
type = "emergency.alarm_acknowledged"
fields = { alarm = "{run}-A", by = "值班员" }
[[phase.event]]
after = "5m"
type = "emergency.incident_opened"
place = "here"
fields = { incident = "{run}-E", kind = "火灾", level = 2, place = "here" }
[[phase.event]]
after = "7m"
type = "emergency.mode_changed"
fields = { area = "{county.code}", mode = "emergency", level = 2, plan = "P", by = "值班长", reason = "火" }
[[phase.event]]
after = "17m"
type = "emergency.plan_step_done"
fields = { plan = "P", step = "s", by = "值班长" }
)";

class DebriefTest : public ::testing::Test {
 protected:
  static constexpr int64_t kStartNs = 1'700'000'000'000'000'000;
  Playing play(bool injects_only, double speed = 1) {
    Result<Scenario> scenario = load_scenario(kScript, "toy.toml");
    EXPECT_TRUE(scenario) << scenario.error().message;
    PlayOptions options;
    options.start_ns = kStartNs;
    options.speed = speed;
    options.training = true;
    options.injects_only = injects_only;
    Result<Playing> playing = play_scenario(*scenario, county, options);
    EXPECT_TRUE(playing) << playing.error().message;
    return std::move(*playing);
  }
  static int64_t at(int64_t seconds) { return kStartNs + seconds * kNsPerSecond; }
  std::string run() {
    const std::string id = play(true).events.front().id;
    return id.substr(0, id.find('/'));
  }
  County county = gridwall::testing::toy_county();
};

TEST_F(DebriefTest, WhatTheOfficerDoesIsLeftToThoseWhoTrainAndEverythingIsMarked) {
  const Playing injects = play(true), whole = play(false);
  EXPECT_EQ(whole.events.size(), injects.events.size() + 3);
  for (const Draft& draft : injects.events) {
    EXPECT_TRUE(draft.training);
    EXPECT_NE(to_line(draft, 0).find(kTrainingMember), std::string::npos);
    EXPECT_NE(draft.type, EventType::kEmergencyAlarmAcknowledged);
    EXPECT_NE(draft.type, EventType::kEmergencyModeChanged);
  }
}

TEST_F(DebriefTest, HowItWasPlayedStandsInEveryIdentifier) {
  const std::optional<PlayOptions> played = options_of_run("toy", play(true, 120).events.front().id);
  ASSERT_TRUE(played);
  EXPECT_EQ(played->start_ns, kStartNs);
  EXPECT_EQ(played->speed, 120);
  EXPECT_EQ(played->seed, 1U);
  EXPECT_FALSE(options_of_run("other", "toy-1-1-training-x1000/1-a"));
  EXPECT_FALSE(options_of_run("toy", "toy-1-1/1-a"));
  EXPECT_FALSE(options_of_run("toy", "toy-x-1-training-x1000/1-a"));
  EXPECT_FALSE(options_of_run("toy", "toy-1-1-training-x0/1-a"));
}

TEST_F(DebriefTest, AnswersAreMeasuredFromTheirCausesAgainstTheScript) {
  const std::vector<DeskAct> acts = {
      {EventType::kEmergencyAlarmAcknowledged, at(30), "甲班", run() + "-A"},   // before there was anything: no answer
      {EventType::kEmergencyAlarmAcknowledged, at(100), "甲班", run() + "-A"},  // 40 s, of 180
      {EventType::kEmergencyModeChanged, at(800), "甲班", county.code + " 2"},  // 500 s, of 120
  };
  const Debrief made = debrief(play(false), acts);
  ASSERT_EQ(made.tasks.size(), 3U);
  EXPECT_EQ(made.tasks[0].key, run() + "-A");
  EXPECT_EQ(made.passed, 1);
  EXPECT_EQ(made.tasks[0].took_ns, 40 * kNsPerSecond);
  EXPECT_EQ(made.tasks[0].within_ns, 180 * kNsPerSecond);
  EXPECT_EQ(made.tasks[0].by, "甲班");
  EXPECT_NE(made.tasks[0].cause.find("烟感报警"), std::string::npos);
  EXPECT_EQ(made.tasks[1].took_ns, 500 * kNsPerSecond);
  EXPECT_FALSE(made.tasks[1].passed());
  EXPECT_FALSE(made.tasks[2].took_ns) << "nobody did the step";
  EXPECT_EQ(made.tasks[2].within_ns, 600 * kNsPerSecond);
}

TEST_F(DebriefTest, AFasterPlayingAllowsLessTimeButNeverNone) {
  const Debrief made = debrief(play(false, 2), {});
  ASSERT_EQ(made.tasks.size(), 3U);
  EXPECT_EQ(made.tasks[0].within_ns, 90 * kNsPerSecond);
  EXPECT_EQ(debrief(play(false, 100), {}).tasks[0].within_ns, 60 * kNsPerSecond);
}

}  // namespace
}  // namespace gridwall::simulate::scenario
