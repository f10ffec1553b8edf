// The situation of an incident, from the fold alone.
#include "ingest/text/situation.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/event/time.h"
#include "tests/support/small_county.h"

namespace gridwall::text {
namespace {

using gridwall::testing::Folder;
using gridwall::testing::local_ns;

class SituationTest : public ::testing::Test {
 protected:
  static County county_with_plan() {
    County county = gridwall::testing::small_county();
    county.plans = {
        {"P-FIRE", {"火灾预案", "Fire plan"}, {"火灾"}, {{"gather", {"力量集结", ""}}, {"count", {"清点人员", ""}}}}};
    return county;
  }
  void SetUp() override {
    Result<Texts> texts = Texts::builtin(Language::kChinese);
    ASSERT_TRUE(texts) << texts.error().message;
    texts_ = std::move(*texts);
    add("emergency.alarm_raised", "08:00:00",
        R"("alarm":"A1","kind":"烟感报警","level":2,"place":"3单元402","grid":"g3")");
    add("emergency.incident_opened", "08:01:00",
        R"("incident":"E1","kind":"火灾","level":2,"place":"一号楼","grid":"g3","text":"浓烟","alarm":"A1")");
    add("emergency.team_status", "08:05:00",
        R"("team":"T1","status":"assigned","detail":"en_route","incident":"E1","headcount":7,"eta_s":600)");
    add("emergency.mode_changed", "08:06:00",
        R"("area":"s1","mode":"emergency","level":2,"plan":"P-FIRE","by":"甲班","reason":"火")");
    add("emergency.plan_step_done", "08:08:00", R"("plan":"P-FIRE","step":"gather","by":"甲班")");
    add("emergency.incident_updated", "08:09:00", R"("incident":"E1","text":"两人轻伤已送医")");
    add("emergency.note_added", "08:10:00", R"("by":"甲班","text":"已通知120","incident":"E1")");
    add("emergency.team_status", "08:00:00", R"("team":"T2","status":"available","detail":"standby","headcount":9)");
    add("emergency.team_requested", "08:10:30", R"("incident":"E1","team":"T2","by":"甲班")");
  }
  void add(std::string_view type, std::string_view time, std::string_view members) {
    folder_.add(type, "11-21T" + std::string(time), members);
  }
  Situation now() {
    return situation_of({folder_.state, county_, texts_}, folder_.state.incident_ids.find("E1"),
                        local_ns("11-21T08:11:00"));
  }
  static std::vector<std::string> lines_of(const Situation& situation, std::string_view heading) {
    const auto part = std::find_if(situation.parts.begin(), situation.parts.end(),
                                   [&](const Situation::Part& one) { return one.heading == heading; });
    return part == situation.parts.end() ? std::vector<std::string>() : part->lines;
  }
  using Lines = std::vector<std::string>;
  County county_ = county_with_plan();
  Folder folder_{county_};
  Texts texts_;
};

TEST_F(SituationTest, ItGoesByWhatWhenWhereWhoWhyHowNext) {
  const Situation situation = now();
  EXPECT_EQ(situation.title, "态势报告 · 一号楼");
  EXPECT_EQ(situation.as_of, "截至 2026-11-21 08:11");
  Lines headings;
  for (const Situation::Part& part : situation.parts) headings.push_back(part.heading);
  EXPECT_EQ(headings, (Lines{"何事", "何时", "何地", "何人", "起因", "怎么处置", "下一步"}));
  EXPECT_EQ(lines_of(situation, "何事"), (Lines{"Ⅱ级 火灾", "08:09 最新：两人轻伤已送医"}));
  EXPECT_EQ(lines_of(situation, "何时"), Lines{"08:01 发生，已 10 分钟"});
  EXPECT_EQ(lines_of(situation, "起因"), Lines{"由告警引起：烟感报警 3单元402"});
}

TEST_F(SituationTest, PeopleHurtStandWordForWordAsTheyWereReported) {
  const Lines who = lines_of(now(), "何人");
  ASSERT_EQ(who.size(), 3U);
  EXPECT_EQ(who[0], "1 队 7 人：到场 0，途中 1");
  EXPECT_EQ(who[2], "伤亡（原文）：两人轻伤已送医");
}

TEST_F(SituationTest, MeasuresAndWhatComesNextFollowFromTheLog) {
  const Lines how = lines_of(now(), "怎么处置");
  const auto has = [](const Lines& lines, std::string_view line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  EXPECT_TRUE(has(how, "预案《火灾预案》完成 1 / 2 步"));
  EXPECT_TRUE(has(how, "08:08 甲班 完成：力量集结"));
  EXPECT_TRUE(has(how, "08:10 甲班：已通知120"));
  const Lines next = lines_of(now(), "下一步");
  EXPECT_TRUE(has(next, "预案下一步：清点人员"));
  EXPECT_TRUE(has(next, "T1 预计 08:15 到"));
  EXPECT_TRUE(has(next, "提议调派 T2（甲班，08:10），调度系统尚未答复"));
  EXPECT_TRUE(has(next, "未确认告警 1 条")) << "the smoke and the incident made of it are one";
}

TEST_F(SituationTest, ADrillSaysSoAndWhatNobodyReportedIsNotMadeUp) {
  folder_.add("emergency.incident_opened", "11-21T09:00:00",
              R"("incident":"E2","kind":"积水","level":4,"place":"二号楼","grid":"g9","drill":true)");
  const Situation situation =
      situation_of({folder_.state, county_, texts_}, folder_.state.incident_ids.find("E2"), local_ns("11-21T09:01:00"));
  EXPECT_TRUE(situation.drill);
  EXPECT_TRUE(situation.title.starts_with("【演练】"));
  EXPECT_EQ(lines_of(situation, "起因"), Lines{"尚未查明"});
  EXPECT_EQ(lines_of(situation, "何人").back(), "伤亡：日志未提及");
}

TEST_F(SituationTest, TheHandoverNamesEachOpenIncidentAndWhatComesNext) {
  const std::string text = handover_text({folder_.state, county_, texts_}, local_ns("11-21T08:11:00"));
  EXPECT_EQ(text, "一号楼 火灾：1 队 7 人：到场 0，途中 1；预案下一步：清点人员。");
  add("emergency.incident_closed", "08:20:00", R"("incident":"E1")");
  EXPECT_EQ(handover_text({folder_.state, county_, texts_}, local_ns("11-21T08:21:00")), "");
}

}  // namespace
}  // namespace gridwall::text
