// The desk beside an input method, what it keeps of what was begun, and what it asks of the dispatch system.
#include "tests/viewer/scene/desk_fixture.h"

namespace gridwall::scene {
namespace {

app::InputEvent composing(std::string text) {
  app::InputEvent event;
  event.kind = app::InputEvent::Kind::kComposing;
  event.composing = std::move(text);
  return event;
}

TEST_F(DeskTest, WhileTheInputMethodComposesNoKeyMeansAnythingElse) {
  take(letter(U'N'));
  type(U"n");  // of the key that opened it
  type(U"已");
  take(composing("an'quan"));
  EXPECT_EQ(desk_.form()->fields[0].composing, "an'quan");
  for (const app::Key key : {app::Key::kEnter, app::Key::kBackspace, app::Key::kEscape, app::Key::kDelete}) {
    take(scene::key(key));
  }
  take(letter(U'A'));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_TRUE(events_.empty());
  EXPECT_EQ(desk_.form()->fields[0].text, "已");
  type(U"安全");
  take(composing(""));
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kText), "已安全");
}

TEST_F(DeskTest, ALetterInAFormIsNeverAnAct) {
  take(letter(U'N'));
  type(U"n");
  for (const char32_t character : U"AGSUNBEDXT") {
    take(letter(character));
    take(typed(character));
  }
  EXPECT_TRUE(events_.empty());
  EXPECT_NE(desk_.form(), nullptr);
}

TEST_F(DeskTest, WhereKeysAreNotCertainWhatIsWrittenIsSentByASecondEnter) {
  sure_of_keys_ = false;
  take(letter(U'N'));
  type(U"n");
  type(U"半句");
  take(key(app::Key::kEnter));
  EXPECT_TRUE(events_.empty());
  EXPECT_FALSE(desk_.form()->question.empty());
  type(U"话");  // it was the input method's
  EXPECT_TRUE(desk_.form()->question.empty());
  take(key(app::Key::kEnter));
  take(key(app::Key::kEscape));  // back to writing, not away
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_EQ(desk_.form()->fields[0].text, "半句话");
  take(key(app::Key::kEnter));
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kText), "半句话");
}

TEST_F(DeskTest, WhereKeysAreNotCertainAFormOfChoicesAloneIsSentAtOnce) {
  sure_of_keys_ = false;
  take(letter(U'S'));
  take(key(app::Key::kEnter));
  EXPECT_EQ(event().type, EventType::kEmergencyAlarmShelved);
}

TEST_F(DeskTest, WhatWasWrittenComesBackAfterEscUntilItIsSent) {
  take(letter(U'N'));
  type(U"n");
  type(U"写到一半");
  take(key(app::Key::kEscape));
  EXPECT_EQ(desk_.form(), nullptr);
  ASSERT_EQ(desk_.drafts().size(), 1U);
  Desk other;  // after a restart
  other.set_drafts(desk_.drafts());
  desk_ = std::move(other);
  take(letter(U'N'));
  take(typed(U'n'));
  EXPECT_EQ(desk_.form()->fields[0].text, "写到一半");
  EXPECT_EQ(desk_.form()->problem, "已恢复上次未发出的内容");
  take(key(app::Key::kEnter));
  EXPECT_EQ(text_of(event(), Field::kText), "写到一半");
  EXPECT_TRUE(desk_.drafts().empty());
}

TEST_F(DeskTest, AnOpenFormIsAmongTheDrafts) {
  take(letter(U'N'));
  type(U"n");
  type(U"还没发");
  ASSERT_EQ(desk_.drafts().size(), 1U);
  EXPECT_EQ(desk_.drafts()[0].texts, std::vector<std::string>{"还没发"});
}

TEST_F(DeskTest, AnAlarmAcknowledgedTwiceAtOnceIsOneAct) {
  selected_ = "low";
  take(letter(U'A'));
  take(letter(U'A'));  // the log has not said so yet
  EXPECT_EQ(acknowledged(), std::vector<std::string>{"low"});
  now_ = "11-21 09:00:10";  // it never did
  take(letter(U'A'));
  EXPECT_EQ(acknowledged().size(), 2U);
}

TEST_F(DeskTest, ThePlanFitsKindAndLevelUntilSomebodyChoosesOne) {
  county_.plans = {{"P-ALL", {"火灾预案", ""}, {"火情"}, {{"a", {"甲", ""}}}, {3, 4}},
                   {"P-HIGH", {"重大火灾预案", ""}, {"火情"}, {{"b", {"乙", ""}}}, {1, 2}}};
  open_incident("火情", 3);
  desk_.act(OpenForm{DeskForm::kEmergency}, context(), events_);
  EXPECT_EQ(chosen_of(2), 1);
  desk_.act(FormPick{1, 1}, context(), events_);  // level II
  EXPECT_EQ(chosen_of(2), 2);
  desk_.act(FormPick{2, 0}, context(), events_);  // none
  desk_.act(FormPick{1, 0}, context(), events_);
  EXPECT_EQ(chosen_of(2), 0);
}

class ProposalTest : public DeskTest {
 protected:
  void SetUp() override {
    DeskTest::SetUp();
    add("emergency.incident_opened", "11-21 08:30:00",
        R"("incident":"E1","kind":"火情","level":3,"place":"一号楼","grid":"g3","lon":119.02,"lat":33.02)");
    ready("FAR", "119.06");
    ready("NEAR", "119.03");
  }
  void ready(const std::string& team, const std::string& lon) {
    add("emergency.team_status", "11-21 08:58:00",
        R"("team":")" + team + R"(","status":"available","detail":"standby","headcount":9,"lat":33.02,"lon":)" + lon);
  }
};

TEST_F(ProposalTest, TheNearestReadyTeamIsProposedWithTwoKeys) {
  county_.travel_speed_kmh = 36;
  county_.travel_detour = 1;
  take(letter(U'Z'));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_EQ(choices_of(0), (std::vector<std::string>{"NEAR · 0.9公里 约1分 · 9人", "FAR · 3.7公里 约6分 · 9人"}));
  take(key(app::Key::kEnter));
  EXPECT_EQ(event().type, EventType::kEmergencyTeamRequested);
  EXPECT_EQ(text_of(event(), Field::kTeam), "NEAR");
  EXPECT_EQ(text_of(event(), Field::kIncident), "E1");
  EXPECT_EQ(text_of(event(), Field::kBy), "甲班");
  EXPECT_EQ(integer_of(event(), Field::kHeadcount), 9);
}

TEST_F(ProposalTest, APressOnATeamProposesItAtOnceAndAProposedOneComesLast) {
  add("emergency.team_requested", "11-21 08:59:00", R"("incident":"E1","team":"NEAR","by":"乙班")");
  desk_.act(OpenForm{DeskForm::kPropose}, context(), events_);
  EXPECT_EQ(choices_of(0).back(), "NEAR · 0.9公里 · 9人 · 已提议");
  desk_.act(FormPick{0, 0}, context(), events_);
  EXPECT_EQ(text_of(event(), Field::kTeam), "FAR");
  EXPECT_EQ(desk_.form(), nullptr);
}

TEST_F(ProposalTest, WithoutATeamThatIsReadyItSaysSo) {
  now_ = "11-21 12:00:00";  // all of them silent
  take(letter(U'Z'));
  EXPECT_EQ(desk_.form(), nullptr);
  EXPECT_EQ(desk_.notice(), "没有待命且有联系的队伍");
}

TEST_F(ProposalTest, TheHandoverIsFilledFromTheSituation) {
  take(letter(U'T'));
  ASSERT_NE(desk_.form(), nullptr);
  EXPECT_TRUE(desk_.form()->fields[1].text.starts_with("一号楼 火情：尚无队伍")) << desk_.form()->fields[1].text;
}

TEST_F(ProposalTest, OneKeyAsksForTheSituationOfTheIncident) {
  take(letter(U'O'));
  ASSERT_EQ(events_.size(), 1U);
  EXPECT_EQ(std::get<WriteSituation>(events_[0]).incident, "E1");
  add("emergency.incident_closed", "11-21 08:59:00", R"("incident":"E1")");
  take(letter(U'O'));
  EXPECT_EQ(events_.size(), 1U);
  EXPECT_EQ(desk_.notice(), "没有在处置的事件");
}

TEST_F(ProposalTest, AFormSaysThatAnotherDeskIsAtTheSame) {
  connection_.desks = {{"甲班", "note", ""}, {"乙班", "note", "一号楼"}};
  take(letter(U'N'));
  EXPECT_EQ(desk_.form()->others, "乙班 正在填写「记事」 一号楼");
  EXPECT_EQ(desk_.presence(context()), (DeskPresence{"甲班", "note", "一号楼"}));
}

}  // namespace
}  // namespace gridwall::scene
