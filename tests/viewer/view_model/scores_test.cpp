#include "viewer/view_model/scores.h"

#include "tests/viewer/view_model/view_fixture.h"

namespace gridwall::view_model {
namespace {

using ScoresTest = ViewTest;

TEST_F(ScoresTest, SixFiguresStandSideBySideWithWhatTheyAreMadeOf) {
  for (const char* request : {"r1", "r2", "r3", "r4"}) place(request, "11-21 08:00:00");
  place("late", "11-01 08:00:00");
  add("request.resolved", "11-21 08:30:00", R"("request":"r1","by":"x")");
  add("request.resolved", "11-21 08:31:00", R"("request":"r2","by":"x")");
  add("request.rated", "11-21 08:40:00", R"("request":"r1","score":"unsatisfied")");
  add("request.deferred", "11-21 08:50:00", R"("request":"r4","until":"2026-11-25T08:00:00+08:00")");
  const Scores scores = build_scores(at("11-21 09:00:00"));
  ASSERT_EQ(scores.scores.size(), 6U);
  EXPECT_EQ(scores.window, "近30日");
  EXPECT_EQ(scores.scores[0].figure, "5");
  EXPECT_EQ(scores.scores[0].note, "在办 3 · 缓办 1");
  EXPECT_EQ(scores.scores[1].figure, "3");  // two resolved and one past its time
  EXPECT_EQ(scores.scores[1].note, "超期 1");
  EXPECT_TRUE(scores.scores[1].attention);
  EXPECT_EQ(scores.scores[2].figure + scores.scores[2].unit, "40%");
  EXPECT_EQ(scores.scores[2].note, "2 / 5");
  EXPECT_EQ(scores.scores[3].figure, "67");
  EXPECT_EQ(scores.scores[4].note, "2 / 3");
  EXPECT_EQ(scores.scores[5].figure, "0");
  EXPECT_EQ(scores.scores[5].note, "0 / 1");
  EXPECT_EQ(scores.scores[5].aside, "未评 1");
}

TEST_F(ScoresTest, WithoutADenominatorThereIsADashAndAReason) {
  const Scores scores = build_scores(at("11-21 09:00:00"));
  for (const size_t rate : {2U, 3U, 4U, 5U}) {
    EXPECT_EQ(scores.scores[rate].figure, "—");
    EXPECT_TRUE(scores.scores[rate].unit.empty());
    EXPECT_FALSE(scores.scores[rate].note.empty());
  }
  EXPECT_EQ(scores.scores[0].figure, "0");
  EXPECT_FALSE(scores.scores[1].attention);
}

TEST_F(ScoresTest, OfAPlaceTheFiguresAreItsOwn) {
  place("r1", "11-21 08:00:00", "g1");
  place("r2", "11-21 08:00:00", "g2");
  EXPECT_EQ(build_scores(in_grid("g1", "11-21 09:00:00")).scores[0].figure, "1");
}

TEST_F(ScoresTest, APressOnTheHeadingAsksForTheNextWindowRoundTheEnd) {
  ViewContext context = at("11-21 09:00:00");
  EXPECT_EQ(build_scores(context).next_window, Window::kYear);
  context.window = Window::kAll;
  EXPECT_EQ(build_scores(context).next_window, Window::kToday);
}

}  // namespace
}  // namespace gridwall::view_model
