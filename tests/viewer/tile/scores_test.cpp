#include "tests/viewer/tile/tile_fixture.h"

namespace gridwall::tile {
namespace {

using view_model::ViewContext;

class ScoresTest : public TileTest {
 protected:
  static std::vector<block::Figure> figures_of(const ViewContext& context) {
    return std::get<block::FigureRow>(build("scores", context).body.at(0).content).figures;
  }
  static Window next_window(const ViewContext& context) {
    return std::get<view_model::ShowWindow>(*build("scores", context).press).window;
  }
};

TEST_F(ScoresTest, SixFiguresStandSideBySideWithWhatTheyAreMadeOf) {
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  place("late", "11-01 08:00:00");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  add("request.resolved", "11-21 08:31:00", R"("request":"r2","by":"x")");
  add("request.rated", "11-21 08:40:00", R"("request":"r1","score":"unsatisfied")");
  add("request.deferred", "11-21 08:50:00", R"("request":"r4","until":"2026-11-25T08:00:00+08:00")");
  const ViewContext context = at("11-21 09:00:00");
  const std::vector<std::string> lines = lines_of("scores", context);
  ASSERT_EQ(lines.size(), 11U);  // how each rate changed stands in a line of its own
  EXPECT_EQ(build("scores", context).qualifier, "近30日");
  EXPECT_EQ(lines[1], "收集 5 | 在办 3 · 缓办 1");
  EXPECT_EQ(lines[2], "应办结 !3 | 超期 1");  // two resolved and one past its time
  EXPECT_EQ(lines[3], "办结率 40% | 2 / 5");
  EXPECT_EQ(lines[4], "办结率 环比/同比 — 记录不足");
  EXPECT_TRUE(lines[5].starts_with("结案率 67%")) << lines[5];
  EXPECT_TRUE(lines[7].ends_with(" | 2 / 3")) << lines[7];
  EXPECT_EQ(lines[9], "满意率 0% | 0 / 1 (未评 1)");
}

TEST_F(ScoresTest, ARateStandsWithItsChangeAgainstTheWindowBeforeAsItStoodThen) {
  place("first", "11-01 08:00:00");
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    place("a" + number, "11-09 08:00:00");
    place("b" + number, "11-16 08:00:00");
    if (i < 10) add("request.resolved", "11-09 09:00:00", R"("by":"x","request":"a)" + number + '"');
    if (i < 16) add("request.resolved", "11-16 09:00:00", R"("by":"x","request":"b)" + number + '"');
  }
  add("request.resolved", "11-20 09:00:00", R"("by":"x","request":"a19")");  // after the moment that is compared
  ViewContext context = at("11-21 09:00:00");
  context.window = Window::k7Days;
  EXPECT_EQ(block::line_of(build("scores", context), "办结率 环比"), "办结率 环比 ▲30");
  EXPECT_EQ(figures_of(context)[2].versus.at(0).change.better, +1);
  EXPECT_EQ(block::line_of(build("scores", context), "满意率 环比"), "");  // there is no rate
  place("today", "11-21 08:00:00");
  at("11-21 09:00:00");  // the context's figures are made again
  context.window = Window::kToday;
  EXPECT_EQ(block::line_of(build("scores", context), "办结率 环比"), "办结率 环比 — 不足20件");
  context.window = Window::kAll;
  EXPECT_TRUE(figures_of(context)[2].versus.empty());
}

TEST_F(ScoresTest, WithoutADenominatorThereIsADashAndAReason) {
  const std::vector<block::Figure> figures = figures_of(at("11-21 09:00:00"));
  for (const size_t rate : {2U, 3U, 4U, 5U}) {
    EXPECT_EQ(figures[rate].figure, "—");
    EXPECT_TRUE(figures[rate].unit.empty());
    EXPECT_FALSE(figures[rate].note.empty());
  }
  EXPECT_EQ(figures[0].figure, "0");
  EXPECT_FALSE(figures[1].attention);
}

TEST_F(ScoresTest, OfAPlaceTheFiguresAreItsOwn) {
  place("r1", "11-21 08:00:00", "g1");
  place("r2", "11-21 08:00:00", "g2");
  EXPECT_EQ(figures_of(in_grid("g1", "11-21 09:00:00"))[0].figure, "1");
}

TEST_F(ScoresTest, APressOnTheHeadingAsksForTheNextWindowRoundTheEnd) {
  ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(next_window(context), Window::kYear);
  context.window = Window::kAll;
  EXPECT_EQ(next_window(context), Window::kToday);
}

}  // namespace
}  // namespace gridwall::tile
