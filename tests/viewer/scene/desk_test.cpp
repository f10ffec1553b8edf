#include "viewer/scene/desk.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::scene {
namespace {

using namespace view_model;

app::InputEvent letter(char32_t character) {
  return {.kind = app::InputEvent::Kind::kKey, .key = app::Key::kCharacter, .character = character};
}
app::InputEvent key(app::Key key) {
  return {.kind = app::InputEvent::Kind::kKey, .key = key};
}
app::InputEvent typed(char32_t character) {
  return {.kind = app::InputEvent::Kind::kText, .character = character};
}

std::string text_of(const Draft& event, Field field) {
  for (const Draft::Value& value : event.values) {
    if (value.field == field && value.is_text) return value.text;
  }
  return {};
}
int64_t integer_of(const Draft& event, Field field) {
  for (const Draft::Value& value : event.values) {
    if (value.field == field && !value.is_text) return value.integer;
  }
  return -1;
}

class DeskTest : public ViewTest {
 protected:
  void SetUp() override {
    county_.code = "320925";
    county_.plans = {{"P-SNOW", {"雪凝预案", ""}, {}, {{"salt", {"撒盐", ""}}, {"close", {"封路", ""}}}}};
    raise("low", "11-21 08:00:00", 3);
  }
  void raise(const std::string& alarm, std::string_view at, int level) {
    add("emergency.alarm_raised", at,
        R"("alarm":")" + alarm + R"(","kind":"烟感报警","level":)" + std::to_string(level) + R"(,"grid":"g3")");
  }
  ViewContext context(std::string_view desk = "甲班") {
    ViewContext context = at("11-21 09:00:00");
    context.desk = desk;
    context.selected_alarm = selected_;
    return context;
  }
  bool take(const app::InputEvent& event) { return desk_.take(event, context(), events_); }
  void type(std::u32string_view text) {
    for (const char32_t character : text) take(typed(character));
  }
  // The one event so far; intake would take it.
  Draft event() {
    EXPECT_EQ(events_.size(), 1U);
    if (events_.empty()) return {};
    Draft duty = std::get<Draft>(events_.back());
    duty.id = "1-1";
    duty.at_ns = context().now_ns;
    const std::string line = to_line(duty, 8 * 3600);
    Event parsed;
    const auto rejection = parser_.parse(line, parsed);
    EXPECT_FALSE(rejection) << line << (rejection ? rejection->detail : std::string());
    EXPECT_EQ(parsed.source, "desk:甲班");
    return duty;
  }

  Desk desk_;
  std::vector<Action> events_;
  std::string selected_;
  Parser parser_;
};

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

TEST_F(DeskTest, EscapeLeavesAFormWithoutAnEvent) {
  take(letter(U'T'));
  take(key(app::Key::kEscape));
  EXPECT_EQ(desk_.form(), nullptr);
  EXPECT_TRUE(events_.empty());
}

}  // namespace
}  // namespace gridwall::scene
