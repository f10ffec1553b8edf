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
  ASSERT_EQ(lines.size(), 7U);
  EXPECT_EQ(build("scores", context).qualifier, "近30日");
  EXPECT_EQ(lines[1], "收集 5 | 在办 3 · 缓办 1");
  EXPECT_EQ(lines[2], "应办结 !3 | 超期 1");  // two resolved and one past its time
  EXPECT_EQ(lines[3], "办结率 40% | 2 / 5");
  EXPECT_TRUE(lines[4].starts_with("结案率 67%")) << lines[4];
  EXPECT_TRUE(lines[5].ends_with(" | 2 / 3")) << lines[5];
  EXPECT_EQ(lines[6], "满意率 0% | 0 / 1 (未评 1)");
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
