#include <gtest/gtest.h>

#include "ingest/event/time.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/figures.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class FoldEmergency : public ::testing::Test {
 protected:
  AlarmCounts alarms(std::string_view when) const {
    return compute_figures(folder.state, county, local_ns(when)).alarms;
  }
  static County quiet_county() {  // where no feed is ever late
    County county = testing::small_county();
    county.feed_late_after_s.fill(10'000'000);
    return county;
  }
  County county = quiet_county();
  Folder folder{county};
};

TEST_F(FoldEmergency, TimeInStateBeginsWhenTheStateChanges) {
  const auto report = [&](std::string_view at, std::string_view rest) {
    folder.add("emergency.team_status", at, R"("team":"T1",)" + std::string(rest));
  };
  report("11-21T08:00:00", R"("status":"available","detail":"standby","headcount":12)");
  report("11-21T08:05:00", R"("status":"available","detail":"standby")");
  const TeamState& team = folder.state.teams[0];
  EXPECT_EQ(team.since_ns, local_ns("11-21T08:00:00"));
  EXPECT_EQ(team.last_contact_ns, local_ns("11-21T08:05:00"));
  EXPECT_EQ(team.headcount, 12);
  report("11-21T08:06:00", R"("status":"assigned","detail":"en_route","incident":"I1","eta_s":300)");
  EXPECT_EQ(team.since_ns, local_ns("11-21T08:06:00"));
  EXPECT_EQ(team.eta_ns, local_ns("11-21T08:11:00"));
  EXPECT_EQ(folder.state.incident_ids.text(team.incident), "I1");
  report("11-21T08:05:30", R"("status":"assigned","detail":"dispatched","incident":"I1")");  // out of order
  EXPECT_EQ(team.detail, TeamDetail::kEnRoute);
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(FoldEmergency, LevelsOneAndTwoRaiseAnAlarmUntilTheIncidentCloses) {
  folder.add("emergency.incident_opened", "11-21T08:00:00",
             R"("incident":"I1","kind":"水管爆裂","level":2,"place":"x","grid":"g1")");
  folder.add("emergency.incident_opened", "11-21T08:00:00",
             R"("incident":"I2","kind":"k","level":3,"place":"x","grid":"g1")");
  folder.add("emergency.incident_opened", "11-21T08:00:00",
             R"("incident":"I3","kind":"k","level":1,"place":"x","drill":true)");
  EXPECT_EQ(alarms("11-21T08:01:00").active_unacknowledged, 1);
  folder.add("emergency.alarm_acknowledged", "11-21T08:02:00", R"("alarm":"incident:I1","by":"desk")");
  EXPECT_EQ(alarms("11-21T08:03:00").active_acknowledged, 1);
  folder.add("emergency.incident_closed", "11-21T09:00:00", R"("incident":"I1")");
  EXPECT_EQ(alarms("11-21T09:00:00").active_acknowledged, 0);
  folder.add("emergency.incident_updated", "11-21T09:10:00", R"("incident":"I2","level":1)");
  EXPECT_EQ(alarms("11-21T09:10:00").active_unacknowledged, 1);
  EXPECT_NEAR(grid_figures(folder.state, county, local_ns("11-21T08:00:00"))[1].heat, 16 + 8, 1e-9);
}

TEST_F(FoldEmergency, AShelvedAlarmComesBackAndLevelOneIsNeverShelved) {
  folder.add("emergency.alarm_raised", "11-21T08:00:00", R"("alarm":"A2","kind":"k","level":2)");
  folder.add("emergency.alarm_raised", "11-21T08:00:00", R"("alarm":"A1","kind":"k","level":1)");
  for (const char* alarm : {"A1", "A2"}) {
    folder.add("emergency.alarm_shelved", "11-21T08:01:00",
               R"("alarm":")" + std::string(alarm) + R"(","by":"d","until":"2026-11-21T09:00:00+08:00","reason":"r")");
  }
  EXPECT_EQ(alarms("11-21T08:59:59").shelved, 1);
  EXPECT_EQ(alarms("11-21T08:59:59").active_unacknowledged, 1);
  EXPECT_EQ(alarms("11-21T09:00:00").active_unacknowledged, 2);
  folder.add("emergency.alarm_cleared", "11-21T09:01:00", R"("alarm":"A2")");
  EXPECT_EQ(alarms("11-21T09:01:00").cleared_unacknowledged, 1);
}

TEST_F(FoldEmergency, AFloodBeginsAtTenInTenMinutesAndEndsBelowFive) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(alarms("11-21T08:09:00").flood) << i;
    folder.add("emergency.alarm_raised", "11-21T08:0" + std::to_string(i) + ":00",
               R"("alarm":"A)" + std::to_string(i) + R"(","kind":"k","level":3)");
  }
  EXPECT_TRUE(alarms("11-21T08:09:00").flood);
  EXPECT_TRUE(alarms("11-21T08:14:59").flood);   // those of 08:05 to 08:09 are left
  EXPECT_FALSE(alarms("11-21T08:15:00").flood);  // four
  folder.add("emergency.alarm_raised", "11-21T08:16:00", R"("alarm":"B","kind":"k","level":3)");
  EXPECT_FALSE(alarms("11-21T08:16:00").flood);  // it had ended: ten are needed again
}

TEST_F(FoldEmergency, TheModeHoldsUntilItIsChangedAgain) {
  folder.add("emergency.mode_changed", "11-21T03:00:00",
             R"("area":"small","mode":"emergency","level":3,"plan":"雪凝","by":"d","reason":"snow")");
  folder.add("emergency.plan_step_done", "11-21T03:10:00", R"("plan":"雪凝","step":1,"by":"d")");
  EXPECT_EQ(folder.state.modes[0].mode, Mode::kEmergency);
  EXPECT_EQ(folder.state.modes[0].steps_done.count("1"), 1U);
  folder.add("emergency.mode_changed", "11-21T02:00:00", R"("area":"small","mode":"routine","by":"d","reason":"late")");
  EXPECT_EQ(folder.state.modes[0].mode, Mode::kEmergency);  // older than what holds
  folder.add("emergency.mode_changed", "11-21T09:00:00", R"("area":"small","mode":"routine","by":"d","reason":"over")");
  EXPECT_EQ(folder.state.modes[0].mode, Mode::kRoutine);
  EXPECT_EQ(folder.state.modes[0].since_ns, local_ns("11-21T09:00:00"));
}

TEST_F(FoldEmergency, AWhistleKeepsTheFirstOfEachStep) {
  folder.add("emergency.whistle_blown", "11-21T08:00:00", R"("whistle":"W","street":"s1","department":"城管局")");
  folder.add("emergency.whistle_acknowledged", "11-21T08:04:00", R"("whistle":"W")");
  folder.add("emergency.whistle_acknowledged", "11-21T08:05:00", R"("whistle":"W")");
  folder.add("emergency.whistle_arrived", "11-21T08:20:00", R"("whistle":"W")");
  const Whistle& whistle = folder.state.whistles[0];
  EXPECT_EQ(whistle.acknowledged_ns, local_ns("11-21T08:04:00"));
  EXPECT_EQ(whistle.arrived_ns, local_ns("11-21T08:20:00"));
  EXPECT_EQ(whistle.closed_ns, kNever);
  EXPECT_EQ(folder.state.sources[0].anomalies, 1);
}

TEST_F(FoldEmergency, AMessageIsLiftedWithAllItsWarningsWhateverTheOrder) {
  const auto issue = [](Folder& into, std::string_view at, std::string_view name) {
    into.add("emergency.warning_issued", at,
             R"("warning":")" + std::string(name) +
                 R"(","kind":"大风","level":3,"area":"x","until":"2026-11-23T00:00:00+08:00")");
  };
  const auto lift = [](Folder& into, std::string_view at) {
    into.add("emergency.warning_lifted", at, R"("warning":"w,m","parts":true)");
  };
  const auto standing = [](const Folder& of) {
    std::string names;
    for (WarningIndex index{0}; index < of.state.warnings.size(); ++index) {
      const Warning& warning = of.state.warnings[index];
      if (warning.issued_ns != kNever && warning.lifted_ns == kNever)
        names.append(of.state.warning_ids.text(index)).append(" ");
    }
    return names;
  };
  for (const char* name : {"w,m", "w,m/2", "w,m/13", "w,m2", "w,m/x", "w,m/2/2", "w,mm/2"}) {
    issue(folder, "11-21T08:00:00", name);
  }
  lift(folder, "11-21T10:00:00");
  EXPECT_EQ(standing(folder), "w,m2 w,m/x w,m/2/2 w,mm/2 ");
  EXPECT_EQ(folder.state.sources[0].anomalies, 0);
  issue(folder, "11-21T09:00:00", "w,m/3");  // comes late, was over before it came
  EXPECT_EQ(standing(folder), "w,m2 w,m/x w,m/2/2 w,mm/2 ");
  issue(folder, "11-21T11:00:00", "w,m/4");  // issued anew
  EXPECT_EQ(standing(folder), "w,m2 w,m/x w,m/2/2 w,mm/2 w,m/4 ");
  lift(folder, "11-21T10:30:00");
  EXPECT_EQ(folder.state.sources[0].anomalies, 0) << "an update names all messages before it, lifted ones as well";

  Folder other(county);
  lift(other, "11-21T10:00:00");
  EXPECT_EQ(other.state.sources[0].anomalies, 1) << "nobody issued it";
  issue(other, "11-21T08:00:00", "w,m/2");
  issue(other, "11-21T08:00:00", "w,m");
  EXPECT_EQ(standing(other), "");
  const Result<CountyState> back = deserialize(serialize(other.state), county);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(serialize(*back), serialize(other.state));
}

}  // namespace
}  // namespace gridwall
