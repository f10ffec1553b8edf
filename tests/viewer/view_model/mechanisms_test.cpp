#include "viewer/view_model/mechanisms.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using MechanismsTest = ViewTest;

TEST_F(MechanismsTest, ACountyThatDoesNoneOfItHasNoSuchPanel) {
  county_.response_promise_s = 0;
  EXPECT_TRUE(build_mechanisms(at("11-21 09:00:00")).absent);
  county_.response_promise_s = 300;
  const Mechanisms promised = build_mechanisms(at("11-21 09:00:00"));
  EXPECT_FALSE(promised.absent);
  EXPECT_TRUE(promised.promise);
  EXPECT_FALSE(promised.meetings);
  EXPECT_TRUE(promised.reported_title.empty());
}

TEST_F(MechanismsTest, ThePromiseCountsDownForThoseThatWait) {
  place("r1", "11-21 08:57:00");
  place("r2", "11-21 08:58:30", "g2");
  place("kept", "11-21 08:00:00");
  add("request.accepted", "11-21 08:04:00", R"("request":"kept","by":"x")");
  place("broken", "11-21 08:00:00");
  const PromiseSection promise = *build_mechanisms(at("11-21 09:00:00")).promise;
  EXPECT_EQ(promise.title, "5分响应承诺");
  EXPECT_EQ(promise.figure, "50");
  EXPECT_EQ(promise.note, "1 / 2");
  EXPECT_EQ(promise.waiting, "待响应 2");
  ASSERT_EQ(promise.next.size(), 2U);
  EXPECT_EQ(promise.next[0].left, "2:00");
  EXPECT_EQ(promise.next[1].left, "3:30");
  EXPECT_EQ(promise.next[1].what, "道路隐患 · 一社区 g2");
  EXPECT_EQ(build_mechanisms(at("11-21 09:00:01")).promise->next.at(0).left, "1:59");
  const PromiseSection later = *build_mechanisms(at("11-21 09:30:00")).promise;
  EXPECT_TRUE(later.next.empty());
  EXPECT_EQ(later.waiting, "没有待响应的诉求");
  EXPECT_EQ(later.note, "1 / 4");
}

TEST_F(MechanismsTest, MeetingsGoFromIssuesToWhatWasSolvedByLevel) {
  county_.tiers[1] = {"社区联席", ""};
  add("request.meeting_held", "11-20 08:00:00",
      R"("meeting":"m1","level":"street","issues":10,"measures":4,"solved":6)");
  add("request.meeting_held", "11-20 09:00:00",
      R"("meeting":"m2","level":"community","issues":5,"measures":2,"solved":3)");
  add("request.meeting_held", "11-20 09:00:00",
      R"("meeting":"m3","level":"village talk","issues":1,"measures":0,"solved":0)");
  const MeetingSection meetings = *build_mechanisms(at("11-21 09:00:00")).meetings;
  EXPECT_EQ(meetings.all.counts, (std::array<std::string, 4>{"3", "16", "6", "9"}));
  EXPECT_EQ(meetings.solved_share, "56%");
  ASSERT_EQ(meetings.levels.size(), 3U);
  EXPECT_EQ(meetings.levels[0].level, "社区联席");
  EXPECT_EQ(meetings.levels[0].counts, (std::array<std::string, 4>{"1", "5", "2", "3"}));
  EXPECT_EQ(meetings.levels[1].level, "街道");
  EXPECT_EQ(meetings.levels[2].level, "village talk");
}

TEST_F(MechanismsTest, UnitsThatReportInAreCountedOnceEach) {
  for (const char* day : {"11-19 15:00:00", "11-20 15:00:00"}) {
    add("request.reported_in", day, R"("unit":"供电公司","members":12,"solved":3)");
  }
  const Mechanisms mechanisms = build_mechanisms(at("11-21 09:00:00"));
  EXPECT_EQ(mechanisms.reported_title, "双报到");
  EXPECT_EQ(mechanisms.reported_line, "1 单位 · 24 人 · 解决 6");
}

}  // namespace
}  // namespace gridwall::view_model
