#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {

block::Tile ticker(const view_model::ViewContext& context);

namespace {

using namespace view_model;

std::vector<block::Moment> moments_of(const view_model::ViewContext& context) {
  return std::get<block::Timeline>(ticker(context).body.front().content).moments;
}

class TickerTest : public TileTest {
 protected:
  std::string last(Language language) {
    texts_ = texts_of(language);
    return moments_of(at("11-21 09:00:00")).at(0).text;
  }
};

TEST_F(TickerTest, ARequestIsToldByItsTitleAndLaterByWhatItIsAbout) {
  county_.categories = {{"road", {"道路", "Roads"}}};
  place("r1", "11-21 08:00:00");
  EXPECT_EQ(last(Language::kChinese), "一社区 g1 灯坏了");
  EXPECT_EQ(last(Language::kEnglish), "First Community g1: Roads");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  EXPECT_EQ(last(Language::kChinese), "一社区 g1 办结：道路");
  EXPECT_EQ(last(Language::kEnglish), "First Community g1: Roads resolved");
}

TEST_F(TickerTest, ATitleThatNamesItsPlaceNeedsNoneInFront) {
  add("request.placed", "11-21 08:00:00",
      R"("request":"r1","category":"road","channel":"app","title":"一社区3号楼灯坏了","tier":"grid","grid":"g1")");
  EXPECT_EQ(last(Language::kChinese), "一社区3号楼灯坏了");
}

TEST_F(TickerTest, PatrolAndEmergencyAreSentencesInBothLanguages) {
  add("patrol.visited", "11-21 08:00:00", R"("worker":"w","households":12,"people":31,"grid":"g1")");
  EXPECT_EQ(last(Language::kChinese), "一社区 g1 走访 12 户 31 人");
  EXPECT_EQ(last(Language::kEnglish), "First Community g1: visited 12 households, 31 people");
  add("emergency.incident_opened", "11-21 08:01:00",
      R"("incident":"i","kind":"gas_leak","level":2,"place":"东门","grid":"g1")");
  EXPECT_EQ(last(Language::kChinese), "Ⅱ级事件 燃气泄漏：东门");
  EXPECT_EQ(last(Language::kEnglish), "Level II incident, gas leak: 东门");
  add("emergency.team_status", "11-21 08:02:00", R"("team":"t9","status":"assigned","detail":"on_scene")");
  EXPECT_EQ(last(Language::kChinese), "t9 到场");
  add("emergency.mode_changed", "11-21 08:03:00", R"("area":"c1","mode":"emergency","by":"x","reason":"大火")");
  EXPECT_EQ(last(Language::kChinese), "一社区 转为急时：大火");
}

TEST_F(TickerTest, NoSentenceKeepsABraceOrADanglingMark) {
  add("request.resolved", "11-21 08:00:00", R"("request":"unheard","by":"x")");
  add("emergency.alarm_raised", "11-21 08:01:00", R"("alarm":"a","kind":"一键报警","level":2)");
  add("patrol.visited", "11-21 08:02:00", R"("worker":"w","households":1,"people":2)");
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    texts_ = texts_of(language);
    for (const block::Moment& moment : moments_of(at("11-21 09:00:00"))) {
      EXPECT_EQ(moment.text.find('{'), std::string::npos) << moment.text;
      EXPECT_FALSE(moment.text.starts_with(' ') || moment.text.starts_with(':') || moment.text.ends_with(' ') ||
                   moment.text.ends_with(':'))
          << moment.text;
    }
  }
}

TEST_F(TickerTest, OfAPlaceOnlyWhatConcernsItIsTold) {
  county_.areas.push_back({"s2", {"二街", "Second Street"}, 0, kNone, {119.5, 33.5}});
  county_.build_index();
  place("r1", "11-21 08:00:00", "g1");
  place("r2", "11-21 08:01:00", "g2");
  add("request.resolved", "11-21 08:02:00", R"("request":"r1","by":"x")");  // says no place itself
  add("emergency.mode_changed", "11-21 08:03:00", R"("area":"s1","mode":"emergency","by":"x","reason":"大火")");
  add("emergency.mode_changed", "11-21 08:04:00", R"("area":"s2","mode":"emergency","by":"x","reason":"大火")");
  add("emergency.team_status", "11-21 08:05:00", R"("team":"t9","status":"assigned","detail":"on_scene")");
  EXPECT_EQ(moments_of(at("11-21 09:00:00")).size(), 6U);
  const std::vector<block::Moment> of_grid = moments_of(in_grid("g1", "11-21 09:00:00"));
  ASSERT_EQ(of_grid.size(), 3U);
  EXPECT_EQ(of_grid[0].time, "08:03");  // its own street's mode, not the other's
  EXPECT_EQ(of_grid[1].time, "08:02");
  EXPECT_EQ(of_grid[2].time, "08:00");
  EXPECT_EQ(moments_of(at("11-21 09:00:00", scope_of_area(2))).size(), 1U);
}

TEST_F(TickerTest, TheNewestStandsFirst) {
  place("r1", "11-21 08:00:00");
  place("r2", "11-21 08:05:00");
  const std::vector<block::Moment> moments = moments_of(at("11-21 09:00:00"));
  ASSERT_EQ(moments.size(), 2U);
  EXPECT_EQ(moments[0].time, "08:05");
  EXPECT_EQ(moments[1].time, "08:00");
}

}  // namespace
}  // namespace gridwall::tile
