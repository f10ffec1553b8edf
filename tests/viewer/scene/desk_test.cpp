#include <algorithm>

#include "tests/viewer/scene/desk_fixture.h"

namespace gridwall::scene {
namespace {

TEST_F(DeskTest, AWallWithoutADeskTakesNothing) {
  for (const char32_t character : U"ASNBEDTX") {
    EXPECT_FALSE(desk_.take(letter(character), context({}), events_));
  }
  EXPECT_FALSE(desk_.act(OpenForm{DeskForm::kNote}, context({}), events_));
  EXPECT_TRUE(events_.empty());
  EXPECT_EQ(desk_.form(), nullptr);
}

TEST_F(DeskTest, AcknowledgingTakesTheMostUrgentAlarmUnlessOneIsSelected) {
  raise("high", "11-21 08:10:00", 2);
  take(letter(U'A'));
  EXPECT_EQ(text_of(event(), Field::kAlarm), "high");
  EXPECT_EQ(text_of(event(), Field::kBy), "甲班");
  events_.clear();
  selected_ = "low";
  take(letter(U'A'));
  EXPECT_EQ(text_of(event(), Field::kAlarm), "low");
}

TEST_F(DeskTest, ShelvingAsksForAnEndAndAReason) {
  take(letter(U'S'));
  ASSERT_NE(desk_.form(), nullptr);
  take(key(app::Key::kRight));  // 1 hour -> 4 hours
  take(key(app::Key::kTab));
  take(key(app::Key::kRight));  // a duplicate
  take(key(app::Key::kTab));
  type(U"同一探头");
  take(key(app::Key::kEnter));
  EXPECT_EQ(event().type, EventType::kEmergencyAlarmShelved);
  EXPECT_EQ(integer_of(event(), Field::kUntil), context().now_ns + 4 * 3600 * kNsPerSecond);
  EXPECT_EQ(text_of(event(), Field::kReason), "重复告警：同一探头");
  EXPECT_EQ(desk_.form(), nullptr);
}

TEST_F(DeskTest, AnAlarmOfLevelOneIsNotShelved) {
  raise("worst", "11-21 08:10:00", 1);
  selected_ = "worst";
  take(letter(U'S'));
  EXPECT_EQ(desk_.form(), nullptr);
  EXPECT_EQ(desk_.notice(), "Ⅰ级告警不能搁置");
}

TEST_F(DeskTest, ANoteNeedsItsTextAndTheLetterThatOpenedItIsNoPartOfIt) {
  take(letter(U'N'));
  take(typed(U'n'));
  take(key(app::Key::kEnter));
  EXPECT_TRUE(events_.empty());
  EXPECT_EQ(desk_.form()->problem, "请填写「内容」");
  type(U"路已封闭x");
  take(key(app::Key::kBackspace));
  take(key(app::Key::kBackspace));  // a character, not a byte
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kText), "路已封");
}

TEST_F(DeskTest, ANoteBelongsToTheIncidentTheSceneIsAbout) {
  add("emergency.incident_opened", "11-21 08:30:00",
      R"("incident":"E1","kind":"火情","level":2,"place":"一号楼","grid":"g3")");
  take(letter(U'N'));
  type(U"ok");
  take(typed(U'k'));
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kIncident), "E1");
}

TEST_F(DeskTest, TheSwitchToEmergencySaysAreaLevelPlanAndReason) {
  take(letter(U'E'));
  ASSERT_NE(desk_.form(), nullptr);
  take(key(app::Key::kTab));
  take(key(app::Key::kLeft));  // III -> II
  take(key(app::Key::kTab));
  take(key(app::Key::kRight));  // the first plan
  for (int i = 0; i < 3; ++i) take(key(app::Key::kEnter));
  EXPECT_EQ(event().type, EventType::kEmergencyModeChanged);
  EXPECT_EQ(text_of(event(), Field::kArea), county_.code);
  EXPECT_EQ(integer_of(event(), Field::kLevel), 2);
  EXPECT_EQ(integer_of(event(), Field::kMode), static_cast<int64_t>(Mode::kEmergency));
  EXPECT_EQ(text_of(event(), Field::kPlan), "P-SNOW");
  EXPECT_EQ(text_of(event(), Field::kReason), "事件升级");
}

TEST_F(DeskTest, StandingDownNeedsAnEmergencyAndNamesItsArea) {
  take(letter(U'D'));
  EXPECT_EQ(desk_.form(), nullptr);
  EXPECT_EQ(desk_.notice(), "没有区域处于急时");
  add("emergency.mode_changed", "11-21 08:30:00",
      R"("area":"街道甲","mode":"emergency","level":3,"by":"x","reason":"y")");
  take(letter(U'D'));
  for (int i = 0; i < 3; ++i) take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kArea), "街道甲");
  EXPECT_EQ(integer_of(event(), Field::kMode), static_cast<int64_t>(Mode::kRoutine));
}

TEST_F(DeskTest, TickingGoesThroughThePlanStepByStep) {
  add("emergency.mode_changed", "11-21 08:30:00",
      R"("area":")" + county_.code + R"(","mode":"emergency","level":3,"plan":"P-SNOW","by":"x","reason":"y")");
  take(letter(U'X'));
  EXPECT_EQ(text_of(event(), Field::kStep), "salt");
  add("emergency.plan_step_done", "11-21 08:40:00", R"("plan":"P-SNOW","step":"salt","by":"甲班")");
  events_.clear();
  take(letter(U'X'));
  EXPECT_EQ(text_of(event(), Field::kStep), "close");
}

using Ids = std::vector<std::string>;

// Twelve one-key alarms within a minute: one row of the list.
class DeskFloodTest : public DeskTest {
 protected:
  void SetUp() override {
    DeskTest::SetUp();
    county_.feed_late_after_s.fill(1'000'000);
    for (int i = 0; i < 12; ++i) raise("a" + std::to_string(i), "11-21 08:58:00", 3);
  }
};

TEST_F(DeskFloodTest, ARowIsAcknowledgedWithOneKeyAndLoggedAlarmByAlarm) {
  selected_ = "a7";
  take(letter(U'A'));
  EXPECT_EQ(events_.size(), 13U) << "the alarm of the morning has the same cause";
}

TEST_F(DeskFloodTest, AnOpenedRowIsAcknowledgedAsAWholeUnlessOneOfItIsSelected) {
  opened_ = build_alarm_list(context()).rows.front().key;
  selected_ = "a7";
  take(letter(U'A'));
  EXPECT_EQ(acknowledged(), Ids{"a7"});
  events_.clear();
  selected_.clear();
  now_ = "11-21 09:00:05";  // later than one act
  take(letter(U'A'));
  EXPECT_EQ(events_.size(), 13U);
}

TEST_F(DeskFloodTest, AllOfALevelAndBelowTakeOneFormAndLevelOneIsLeftForItself) {
  raise("first", "11-21 08:59:00", 1);
  raise("second", "11-21 08:59:00", 2);
  raise("fourth", "11-21 08:59:00", 4);
  take(letter(U'G'));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_EQ(choices_of(0), (Ids{"Ⅳ级 1 条", "Ⅲ级及以下 14 条", "Ⅱ级及以下 15 条"}));
  take(key(app::Key::kLeft));
  EXPECT_EQ(desk_.form()->consequence, "发出后：确认 15 条告警，逐条入库；Ⅰ级 1 条须逐条确认");
  take(key(app::Key::kTab));
  type(U"已派人");
  take(key(app::Key::kEnter));
  const Ids alarms = acknowledged();
  EXPECT_EQ(alarms.size(), 15U);
  EXPECT_EQ(std::count(alarms.begin(), alarms.end(), "first"), 0);
  EXPECT_EQ(text_of(std::get<Draft>(events_.front()), Field::kNote), "已派人");
}

TEST_F(DeskFloodTest, APressOnALevelAcknowledgesItAtOnce) {
  raise("fourth", "11-21 08:59:00", 4);
  EXPECT_TRUE(desk_.act(OpenForm{DeskForm::kAcknowledge}, context(), events_));
  EXPECT_TRUE(desk_.act(FormPick{0, 1}, context(), events_));
  EXPECT_EQ(acknowledged().size(), 14U);
  EXPECT_EQ(desk_.form(), nullptr);
}

TEST_F(DeskFloodTest, WhatIsMarkedIsAcknowledgedTogether) {
  marked_ = {"a1", "a5", "low"};
  selected_ = "a9";
  take(letter(U'A'));
  EXPECT_EQ(acknowledged(), (Ids{"a1", "a5", "low"}));
}

TEST_F(DeskTest, AnAlarmOfLevelOneIsNotAcknowledgedTogetherWithOthers) {
  raise("worst", "11-21 08:10:00", 1);
  marked_ = {"worst", "low"};
  take(letter(U'A'));
  EXPECT_EQ(acknowledged(), Ids{"low"});
  events_.clear();
  marked_ = {"worst"};
  take(letter(U'A'));
  EXPECT_EQ(acknowledged(), Ids{"worst"});
}

TEST_F(DeskTest, WithTheAlarmOfAnIncidentGoesTheOneItGrewOutOf) {
  raise("button", "11-21 08:29:00", 2);
  open_incident("烟感报警", 2);
  take(letter(U'A'));
  EXPECT_EQ(acknowledged(), (Ids{"button", "incident:E1"}));
}

TEST_F(DeskTest, AnEmergencyIsProposedWhereTheIncidentIsWithThePlanForItsKindAndSaysWhatWillHappen) {
  county_.plans.push_back({"P-FIRE", {"火灾预案", ""}, {"火情"}, {{"a", {"甲", ""}}, {"b", {"乙", ""}}}});
  open_incident("火情", 2);
  take(letter(U'E'));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_EQ(choices_of(0), (Ids{"一社区", "一街", "小县"}));
  EXPECT_EQ(chosen_of(1), 1) << "as grave as the incident";
  EXPECT_EQ(chosen_of(2), 2) << "none, snow, fire";
  EXPECT_EQ(chosen_of(3), 0) << "it is real";
  EXPECT_EQ(desk_.form()->consequence, "发出后：一社区转为急时Ⅱ级，启动《火灾预案》共 2 步，墙面转到应急场景");
  take(key(app::Key::kRight));  // the street
  EXPECT_TRUE(desk_.form()->consequence.starts_with("发出后：一街转为急时Ⅱ级")) << desk_.form()->consequence;
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kArea), "s1");
  EXPECT_EQ(text_of(event(), Field::kPlan), "P-FIRE");
  EXPECT_EQ(integer_of(event(), Field::kDrill), -1) << "not sent";
}

TEST_F(DeskTest, TheEmergencyOfADrillIsADrill) {
  open_incident("火情", 2, R"(,"drill":true)");
  take(letter(U'E'));
  EXPECT_TRUE(desk_.form()->consequence.ends_with("（演练，全部画面标出）"));
  take(key(app::Key::kEnter));
  EXPECT_EQ(integer_of(event(), Field::kDrill), 1);
}

TEST_F(DeskTest, StandingDownSaysHowManyStepsAreNotDone) {
  add("emergency.mode_changed", "11-21 08:30:00",
      R"("area":"s1","mode":"emergency","level":3,"plan":"P-SNOW","by":"x","reason":"y")");
  take(letter(U'D'));
  EXPECT_EQ(desk_.form()->consequence, "发出后：一街转回平时，预案还有 2 步未完成");
}

TEST_F(DeskTest, EnterGoesOnToWhatIsNeededAndSendsWhenNothingIs) {
  take(letter(U'T'));
  take(typed(U't'));
  type(U"乙班");
  take(key(app::Key::kEnter));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_EQ(desk_.form()->focus, 1);
  EXPECT_EQ(desk_.form()->problem, "");
  type(U"无");
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kTo), "乙班");
}

TEST_F(DeskTest, TickingWithoutAPlanSaysSo) {
  take(letter(U'X'));
  EXPECT_TRUE(events_.empty());
  EXPECT_EQ(desk_.notice(), "没有待勾的步骤");
}

TEST_F(DeskTest, EscapeLeavesAFormWithoutAnEvent) {
  take(letter(U'T'));
  take(key(app::Key::kEscape));
  EXPECT_EQ(desk_.form(), nullptr);
  EXPECT_TRUE(events_.empty());
}

}  // namespace
}  // namespace gridwall::scene
