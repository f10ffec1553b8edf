#include "ingest/text/telling.h"

#include <gtest/gtest.h>

#include "tests/support/small_county.h"

namespace gridwall::text {
namespace {

class TellingTest : public ::testing::Test {
 protected:
  Texts texts_of(Language language) {
    Result<Texts> texts = Texts::builtin(language);
    EXPECT_TRUE(texts) << texts.error().message;
    return std::move(texts).value();
  }
  std::string duty_line() {
    const auto& notes = folder_.state.notes.empty() ? folder_.state.duty_acts : folder_.state.notes;
    return tell({folder_.state, county_, texts_}, telling_of(notes.back().type).duty,
                line_of(folder_.state, notes.back()));
  }

  County county_ = gridwall::testing::small_county();
  gridwall::testing::Folder folder_{county_};
  Texts texts_ = texts_of(Language::kChinese);
};

TEST_F(TellingTest, EveryPatternOfEveryTypeIsFilledInBothLanguages) {
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const Texts texts = texts_of(language);
    for (int i = 0; i < kEventTypeCount; ++i) {
      const Telling& telling = telling_of(static_cast<EventType>(i));
      Line line;
      line.type = telling.type;
      line.subject = "s";
      line.word = "w";
      line.text = "t";
      for (const Text pattern : {telling.ticker, telling.timeline, telling.duty}) {
        const std::string sentence = tell({folder_.state, county_, texts}, pattern, line);
        EXPECT_FALSE(sentence.empty()) << event_type_name(telling.type) << " " << text_key_name(pattern);
        EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
      }
    }
  }
}

TEST_F(TellingTest, AnAlarmIsToldByItsKindAndPlaceAndByItsNumberWhereItIsUnknown) {
  folder_.add("emergency.alarm_raised", "11-21 08:00:00", R"("alarm":"a","kind":"fire","level":2,"grid":"g1")");
  folder_.add("emergency.alarm_acknowledged", "11-21 08:01:00", R"("alarm":"a","by":"d","note":"收到")");
  EXPECT_EQ(duty_line(), "确认告警 火情 一社区 g1 收到");
  Line unknown;
  unknown.type = EventType::kEmergencyAlarmShelved;
  unknown.subject = "unheard";
  EXPECT_EQ(subject_of({folder_.state, county_, texts_}, unknown), "unheard");
}

TEST_F(TellingTest, AnAlarmThatFollowsFromTheClockIsToldInWordsNotByItsIdentifier) {
  county_.teams = {{"JH-01", {"近湖街道救援队", "Jinhu Rescue"}, kNone, 10, {}}};
  folder_.state = CountyState(county_);
  folder_.add("emergency.team_status", "11-21 08:00:00", R"("team":"JH-01","status":"available","detail":"standby")");
  const auto acknowledge = [&](const std::string& alarm) {
    folder_.add("emergency.alarm_acknowledged", "11-21 09:00:00", R"("by":"甲班","alarm":")" + alarm + "\"");
    return duty_line();
  };
  EXPECT_EQ(acknowledge("team_silent:JH-01:1763683500"), "确认告警 队伍失联 近湖街道救援队");
  EXPECT_EQ(acknowledge("feed_stale:emergency:1763683500"), "确认告警 数据源迟到 应急");
  EXPECT_EQ(acknowledge("request_overdue:s1:1763683500"), "确认告警 县级诉求超期 一街");
  EXPECT_EQ(acknowledge("log_degraded:log:1763683500"), "确认告警 日志降级");
}

TEST_F(TellingTest, AStepIsNamedByItsPlanAndWithoutOneByTheFirstThatHasIt) {
  county_.plans = {{"P1", {"一", "One"}, {}, {{"close", {"关阀", "Close the valve"}}}},
                   {"P2", {"二", "Two"}, {}, {{"close", {"封路", "Close the road"}}}}};
  const Background background{folder_.state, county_, texts_};
  Line line;
  line.type = EventType::kEmergencyPlanStepDone;
  line.subject = "close";
  EXPECT_EQ(subject_of(background, line), "关阀");
  line.word = "P2";
  EXPECT_EQ(subject_of(background, line), "封路");
  line.subject = "unlisted";
  EXPECT_EQ(subject_of(background, line), "unlisted");
}

TEST_F(TellingTest, WhatAnEmptyValueLeavesIsTidiedAndWhatSomebodyWroteStays) {
  folder_.add("emergency.note_added", "11-21 08:00:00", R"("by":"d","text":"注意：")");
  EXPECT_EQ(duty_line(), "注意：");
  Line line;
  line.type = EventType::kRequestResolved;
  line.subject = "R1";
  EXPECT_EQ(tell({folder_.state, county_, texts_}, Text::kTickerResolved, line), "办结：R1");
  line.subject = "";
  EXPECT_EQ(tell({folder_.state, county_, texts_}, Text::kTickerResolved, line), "办结");
}

TEST_F(TellingTest, OnlyANumberThatIsALevelMakesALevelOfATickersLine) {
  TickerLine line;
  line.number = 2;
  line.type = EventType::kPatrolVisited;
  EXPECT_EQ(line_of(line).level, 0);
  line.type = EventType::kEmergencyWarningIssued;
  EXPECT_EQ(line_of(line).level, 2);
  line.number = 9;
  EXPECT_EQ(line_of(line).level, 4);
}

}  // namespace
}  // namespace gridwall::text
