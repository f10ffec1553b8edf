#include "ingest/state/incident.h"

#include <gtest/gtest.h>

#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class Incidents : public ::testing::Test {
 protected:
  void open(std::string_view id, std::string_view when, std::string_view more = {}) {
    folder.add("emergency.incident_opened", when,
               R"("kind":"供水管爆裂","place":"建华园2号楼","level":3,"grid":"g1","incident":")" + std::string(id) +
                   "\"" + std::string(more));
  }
  void team(std::string_view id, std::string_view when, std::string_view rest) {
    folder.add("emergency.team_status", when, R"("team":")" + std::string(id) + R"(",)" + std::string(rest));
  }
  const Incident& incident(std::string_view id) const {
    return folder.state.incidents[folder.state.incident_ids.find(id)];
  }
  std::vector<EventType> told(std::string_view id) const {
    std::vector<EventType> types;
    for (const TimelineEntry& entry : incident(id).timeline) types.push_back(entry.type);
    return types;
  }
  static County county_with_teams() {
    County made = testing::small_county();
    made.areas.push_back({"s2", {"二街", ""}, 0, kNone, {}});
    made.teams.push_back({"T1", {"一队", ""}, AreaIndex(1), 12, {}});  // of the community in the first street
    made.teams.push_back({"T2", {"二队", ""}, AreaIndex(2), 8, {}});
    made.teams.push_back({"T3", {"三队", ""}, kNone, 5, {}});
    made.build_index();
    return made;
  }
  County county = county_with_teams();
  Folder folder{county};
};

TEST_F(Incidents, TheTimelineTellsEverythingThatHappenedInOrder) {
  using T = EventType;
  open("I", "11-21T08:00:00");
  team("T1", "11-21T08:02:00", R"("status":"assigned","detail":"en_route","incident":"I","eta_s":600)");
  team("T1", "11-21T08:03:00", R"("status":"assigned","detail":"en_route","incident":"I")");  // a sign of life
  folder.add("emergency.mode_changed", "11-21T08:04:00",
             R"("area":"s1","mode":"emergency","level":3,"plan":"P","by":"d","reason":"r")");
  folder.add("emergency.mode_changed", "11-21T08:04:00",
             R"("area":"s2","mode":"emergency","level":3,"plan":"Q","by":"d","reason":"elsewhere")");
  folder.add("emergency.plan_step_done", "11-21T08:05:00", R"("plan":"P","step":"关阀","by":"d")");
  folder.add("emergency.incident_updated", "11-21T08:06:00", R"("incident":"I","level":2,"text":"积水")");
  folder.add("emergency.alarm_acknowledged", "11-21T08:07:00", R"("alarm":"incident:I","by":"d")");
  folder.add("emergency.note_added", "11-21T08:08:00", R"("by":"d","text":"已通报","incident":"I")");
  folder.add("emergency.bookmark_added", "11-21T08:09:00",
             R"("by":"d","text":"关阀","incident":"I","moment":"2026-11-21T08:05:30+08:00")");
  team("T1", "11-21T08:10:00", R"("status":"available","detail":"returning")");
  folder.add("emergency.incident_closed", "11-21T08:30:00", R"("incident":"I")");
  EXPECT_EQ(told("I"),
            (std::vector<T>{T::kEmergencyIncidentOpened, T::kEmergencyTeamStatus, T::kEmergencyModeChanged,
                            T::kEmergencyPlanStepDone, T::kEmergencyBookmarkAdded, T::kEmergencyIncidentUpdated,
                            T::kEmergencyAlarmRaised, T::kEmergencyAlarmAcknowledged, T::kEmergencyNoteAdded,
                            T::kEmergencyTeamStatus, T::kEmergencyIncidentClosed, T::kEmergencyAlarmCleared}));
  EXPECT_EQ(incident_view(folder.state, county, IncidentIndex(0)).last_news_ns, local_ns("11-21T08:30:00"));
}

TEST_F(Incidents, AnAlarmInItsGridBelongsToItsTimeline) {
  open("I", "11-21T08:00:00");
  folder.add("emergency.alarm_raised", "11-21T08:01:00", R"("alarm":"A","kind":"水浸","level":3,"grid":"g1")");
  folder.add("emergency.alarm_raised", "11-21T08:01:00", R"("alarm":"B","kind":"水浸","level":3,"grid":"g2")");
  ASSERT_EQ(incident("I").timeline.size(), 2U);
  EXPECT_EQ(incident("I").timeline[1].subject, "A");
}

TEST_F(Incidents, AnOpenTimelineKeepsTheNewestAndItsOpening) {
  open("I", "11-21T08:00:00");
  for (int i = 0; i < 500; ++i) {
    folder.add("emergency.note_added", "11-21T08:01:00",
               R"("by":"d","incident":"I","text":"n)" + std::to_string(i) + R"(")");
  }
  const Incident& one = incident("I");
  EXPECT_EQ(one.timeline.size(), kTimelineOpen);
  EXPECT_EQ(one.timeline.front().type, EventType::kEmergencyIncidentOpened);
  EXPECT_EQ(one.timeline.back().text, "n499");
  EXPECT_EQ(one.timeline_dropped, 501 - kTimelineOpen);
  folder.add("emergency.incident_closed", "11-21T09:00:00", R"("incident":"I")");
  EXPECT_EQ(one.timeline.size(), kTimelineClosed);
}

TEST_F(Incidents, OnlyTheLastClosedOnesKeepATimeline) {
  for (size_t i = 0; i < kTimelinesOfClosed + 10; ++i) {
    open("I" + std::to_string(i), "11-21T08:00:00");
    folder.add("emergency.incident_closed", "11-21T09:00:00", R"("incident":"I)" + std::to_string(i) + R"(")");
  }
  EXPECT_TRUE(incident("I9").timeline.empty());
  EXPECT_FALSE(incident("I10").timeline.empty());
  folder.add("emergency.note_added", "11-21T10:00:00", R"("by":"d","incident":"I9","text":"late")");
  EXPECT_TRUE(incident("I9").timeline.empty());
  EXPECT_EQ(folder.state.notes.back().text, "late");
}

TEST_F(Incidents, OpenOnesStandByLevelAndDrillsLast) {
  open("old", "11-21T08:00:00");
  open("drill", "11-21T08:01:00", R"(,"drill":true)");
  open("new", "11-21T08:02:00");
  folder.add("emergency.incident_updated", "11-21T08:03:00", R"("incident":"drill","level":1)");
  open("over", "11-21T08:04:00");
  folder.add("emergency.incident_closed", "11-21T08:05:00", R"("incident":"over")");
  std::vector<std::string> ids;
  for (const IncidentView& view : open_incidents(folder.state, county)) {
    ids.emplace_back(folder.state.incident_ids.text(view.incident));
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"new", "old", "drill"}));
}

TEST_F(Incidents, ItsTeamsAreThoseThatNameItNow) {
  open("I", "11-21T08:00:00");
  team("T1", "11-21T08:02:00", R"("status":"assigned","detail":"on_scene","incident":"I","headcount":11)");
  team("T2", "11-21T08:02:00", R"("status":"assigned","detail":"en_route","incident":"I")");
  const IncidentView view = incident_view(folder.state, county, IncidentIndex(0));
  EXPECT_EQ(view.teams, (std::vector<TeamIndex>{TeamIndex(0), TeamIndex(1)}));
  EXPECT_EQ(view.headcount, 19);
  EXPECT_EQ(view.teams_on_scene, 1);
  EXPECT_EQ(view.teams_under_way, 1);
}

TEST_F(Incidents, WarningsHoldUntilTheyEndOrAreLiftedAndExercisesStandApart) {
  const auto issue = [&](std::string_view id, int level, std::string_view more) {
    folder.add("emergency.warning_issued", "11-21T08:00:00",
               R"("kind":"寒潮","area":"全县","until":"2026-11-21T20:00:00+08:00","warning":")" + std::string(id) +
                   R"(","level":)" + std::to_string(level) + std::string(more));
  };
  issue("W1", 3, R"(,"severity":"Severe","urgency":"Immediate","certainty":"Observed","text":"t")");
  issue("W2", 2, "");
  issue("W3", 1, R"(,"status":"exercise")");
  issue("W4", 1, R"(,"status":"test")");
  const WarningsInForce now = warnings_in_force(folder.state, local_ns("11-21T09:00:00"));
  EXPECT_EQ(now.actual, (std::vector<WarningIndex>{WarningIndex(1), WarningIndex(0)}));
  EXPECT_EQ(now.exercise, std::vector<WarningIndex>{WarningIndex(2)});
  EXPECT_EQ(now.test, std::vector<WarningIndex>{WarningIndex(3)});
  EXPECT_EQ(folder.state.words.text(folder.state.warnings[0].severity), "Severe");
  EXPECT_EQ(folder.state.warnings[0].text, "t");
  folder.add("emergency.warning_lifted", "11-21T10:00:00", R"("warning":"W2")");
  EXPECT_EQ(warnings_in_force(folder.state, local_ns("11-21T10:00:00")).actual,
            std::vector<WarningIndex>{WarningIndex(0)});
  EXPECT_TRUE(warnings_in_force(folder.state, local_ns("11-21T20:00:00")).actual.empty());
}

TEST_F(Incidents, TheDutyLogBeginsWithTheLastHandover) {
  folder.add("emergency.note_added", "11-21T07:00:00", R"("by":"甲","text":"before")");
  folder.add("emergency.alarm_raised", "11-21T07:30:00", R"("alarm":"A","kind":"k","level":3)");
  folder.add("emergency.handover", "11-21T08:00:00", R"("from":"甲班","to":"乙班","text":"h")");
  folder.add("emergency.alarm_acknowledged", "11-21T08:01:00", R"("alarm":"A","by":"乙","note":"seen")");
  folder.add("emergency.bookmark_added", "11-21T08:02:00", R"("by":"乙","text":"b")");
  folder.add("emergency.mode_changed", "11-21T08:03:00", R"("area":"s1","mode":"emergency","by":"乙","reason":"r")");
  std::vector<std::string> texts;
  for (const DutyNote* note : duty_log(folder.state)) texts.push_back(note->text);
  EXPECT_EQ(texts, (std::vector<std::string>{"h", "seen", "b", "r"}));
  EXPECT_EQ(folder.state.words.text(duty_log(folder.state)[0]->to), "乙班");
  EXPECT_EQ(duty_log(folder.state)[2]->moment_ns, local_ns("11-21T08:02:00"));
}

}  // namespace
}  // namespace gridwall
