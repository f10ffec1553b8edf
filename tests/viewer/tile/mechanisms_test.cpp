#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using view_model::ViewContext;

class MechanismsTest : public TileTest {
 protected:
  static std::string line(const ViewContext& context, std::string_view label) {
    return line_of("mechanisms", context, label);
  }
};

TEST_F(MechanismsTest, ACountyThatDoesNoneOfItHasNoSuchTile) {
  county_.response_promise_s = 0;
  EXPECT_TRUE(build("mechanisms", at("11-21 09:00:00")).absent);
  county_.response_promise_s = 300;
  const ViewContext promised = at("11-21 09:00:00");
  EXPECT_FALSE(build("mechanisms", promised).absent);
  EXPECT_NE(line(promised, "5分响应承诺"), "");
  EXPECT_EQ(line(promised, "联席会议"), "");
  EXPECT_EQ(line(promised, "双报到"), "");
}

TEST_F(MechanismsTest, ThePromiseCountsDownForThoseThatWait) {
  place("r1", "11-21 08:57:00");
  place("r2", "11-21 08:58:30", "g2");
  place("kept", "11-21 08:00:00");
  add("request.accepted", "11-21 08:04:00", R"("request":"kept","by":"x")");
  place("broken", "11-21 08:00:00");
  const std::vector<std::string> lines = lines_of("mechanisms", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_TRUE(lines[1].starts_with("5分响应承诺 50% | 1 / 2 · ")) << lines[1];
  EXPECT_EQ(lines[2], "5分响应承诺 环比/同比 — 记录不足");
  EXPECT_EQ(lines[3], "待响应 2");
  EXPECT_TRUE(lines[4].ends_with(" | !2:00")) << lines[4];
  EXPECT_EQ(lines[5], "道路隐患 · 一社区 g2 | !3:30");
  const std::string a_second_later = lines_of("mechanisms", at("11-21 09:00:01")).at(4);
  EXPECT_TRUE(a_second_later.ends_with(" | !1:59")) << a_second_later;
  const std::vector<std::string> later = lines_of("mechanisms", at("11-21 09:30:00"));
  ASSERT_EQ(later.size(), 4U);  // nothing counts down
  EXPECT_EQ(later[3], "没有待响应的诉求");
  EXPECT_TRUE(later[1].find(" | 1 / 4 · ") != std::string::npos) << later[1];
}

TEST_F(MechanismsTest, MeetingsGoFromIssuesToWhatWasSolvedByLevel) {
  county_.tiers[1] = {"社区联席", ""};
  add("request.meeting_held", "11-20 08:00:00",
      R"("meeting":"m1","level":"street","issues":10,"measures":4,"solved":6)");
  add("request.meeting_held", "11-20 09:00:00",
      R"("meeting":"m2","level":"community","issues":5,"measures":2,"solved":3)");
  add("request.meeting_held", "11-20 09:00:00",
      R"("meeting":"m3","level":"village talk","issues":1,"measures":0,"solved":0)");
  county_.response_promise_s = 0;  // the meetings alone
  const std::vector<std::string> lines = lines_of("mechanisms", at("11-21 09:00:00"));
  ASSERT_EQ(lines.size(), 7U);  // title, captions, heading, all, levels
  EXPECT_EQ(lines[3], "合计 | 3 | 16 | 6 | 9 | 56%");
  EXPECT_EQ(lines[4], "社区联席 | 1 | 5 | 2 | 3");
  EXPECT_TRUE(lines[5].starts_with("街道 | ")) << lines[5];
  EXPECT_TRUE(lines[6].starts_with("village talk | ")) << lines[6];
}

TEST_F(MechanismsTest, UnitsThatReportInAreCountedOnceEach) {
  for (const char* day : {"11-19 15:00:00", "11-20 15:00:00"}) {
    add("request.reported_in", day, R"("unit":"供电公司","members":12,"solved":3)");
  }
  EXPECT_EQ(line(at("11-21 09:00:00"), "双报到"), "双报到 | 1 单位 · 24 人 · 解决 6");
}

}  // namespace
}  // namespace gridwall::tile
