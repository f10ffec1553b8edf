// Requests day by day, against numbers counted by hand.
#include "ingest/state/trend.h"

#include <gtest/gtest.h>

#include "tests/support/small_county.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class TrendTest : public ::testing::Test {
 protected:
  TrendTest() {
    place("a", "11-18T08:00:00", "g1");
    place("b", "11-18T09:00:00", "g1");
    place("c", "11-18T23:59:59", "g2");
    place("d", "11-20T00:00:00", "g1");
    place("e", "11-20T08:00:00", "g1");
    resolve("a", "11-18T10:00:00");
    resolve("b", "11-20T10:00:00");
    resolve("c", "11-21T10:00:00");
    resolve("d", "11-20T11:00:00");
    folder.add("request.reopened", "11-20T12:00:00", R"("request":"d","reason":"x","by":"o")");
    folder.add("request.cancelled", "11-20T12:00:00", R"("request":"e","reason":"x")");
  }

  void place(const std::string& request, std::string_view at, const std::string& grid) {
    folder.add("request.placed", at,
               R"("category":"c","channel":"x","title":"t","tier":"grid","request":")" + request + R"(","grid":")" +
                   grid + '"');
  }
  void resolve(const std::string& request, std::string_view at) {
    folder.add("request.resolved", at, R"("by":"o","request":")" + request + '"');
  }

  County county = testing::small_county();
  Folder folder{county};
  const int64_t now_ns = local_ns("11-21T12:00:00");
  const int32_t today = county.zone.local_day(now_ns);
};

std::vector<std::vector<int64_t>> counts(const Trend& trend) {
  std::vector<std::vector<int64_t>> rows;
  for (const TrendDay& day : trend.days) rows.push_back({day.collected, day.resolved, day.closed});
  return rows;
}

using Counts = std::vector<std::vector<int64_t>>;

TEST_F(TrendTest, CountsByTheDayOfPlacingAndClosesByTheDayOfClosing) {
  // 18 November: a, b and c, all resolved by now; one of them, a, on that day. The 20th: d, open again; b was closed.
  const Trend trend = trend_between(folder.state, county, now_ns, today - 4, today);
  EXPECT_EQ(trend.first_day, today - 4);
  EXPECT_EQ(counts(trend), (Counts{{0, 0, 0}, {3, 3, 1}, {0, 0, 0}, {1, 0, 1}, {0, 0, 1}}));
  EXPECT_EQ(trend.days[0].resolution_rate(), std::nullopt);
  EXPECT_EQ(trend.days[1].resolution_rate(), 1.0);
  EXPECT_EQ(trend.days[3].resolution_rate(), 0.0);
}

TEST_F(TrendTest, OfAPlaceCountsWhatWasPlacedThere) {
  const Trend trend = trend_between(folder.state, county, now_ns, today - 3, today - 1, *scope_of(county, "g1"));
  EXPECT_EQ(counts(trend), (Counts{{2, 2, 1}, {0, 0, 0}, {1, 0, 1}}));
}

TEST_F(TrendTest, ADayIsSettledOnceTheCommunitysTimeIsOver) {
  county.due_s[static_cast<size_t>(Tier::kCommunity)] = 3 * 86'400;  // of the 17th it ends on the 20th, a day before
  const auto settled = [&](int32_t first, int32_t last) {
    return trend_between(folder.state, county, now_ns, first, last).settled_days;
  };
  EXPECT_EQ(settled(today - 9, today), 6U);
  EXPECT_EQ(settled(today - 9, today - 5), 5U);
  EXPECT_EQ(settled(today - 3, today), 0U);
}

TEST_F(TrendTest, TheWindowSaysHowManyDays) {
  const auto days = [&](Window window) { return trend_of(folder.state, county, now_ns, window).days.size(); };
  EXPECT_EQ(days(Window::kToday), 7U);
  EXPECT_EQ(days(Window::k7Days), 7U);
  EXPECT_EQ(days(Window::k30Days), 30U);
  EXPECT_EQ(days(Window::kAll), 30U);  // the log is four days old
  place("old", "08-01T08:00:00", "g1");
  EXPECT_EQ(days(Window::kAll), 90U);
}

TEST_F(TrendTest, TheBacklogIsWhatWasPlacedByTheEndOfADayAndNotClosedByThen) {
  const auto backlog = [&](int32_t first_day, const Scope& scope = {}) {
    std::vector<int64_t> open;
    for (const TrendDay& day : trend_between(folder.state, county, now_ns, first_day, today, scope).days) {
      open.push_back(day.backlog);
    }
    return open;
  };
  // The 18th: b and c; the 20th: c and d, which is open again; the 21st: d.
  EXPECT_EQ(backlog(today - 4), (std::vector<int64_t>{0, 2, 2, 2, 1}));
  EXPECT_EQ(backlog(today - 1), (std::vector<int64_t>{2, 1}));  // with what stood open before its first day
  EXPECT_EQ(backlog(today - 1, *scope_of(county, "g1")), (std::vector<int64_t>{1, 1}));
}

TEST_F(TrendTest, OfADayIsDueWhatIsResolvedOrPastItsTime) {
  const Trend trend = trend_between(folder.state, county, now_ns, today - 4, today);
  EXPECT_EQ(trend.days[1].due, 3);
  EXPECT_EQ(trend.days[3].due, 1);  // d: a grid has a day for it
  EXPECT_EQ(trend.days[3].closing_rate(), 0.0);
  EXPECT_EQ(trend_between(folder.state, county, local_ns("11-20T23:59:59"), today - 4, today).days[3].due, 0);
}

TEST_F(TrendTest, WeeksBeginOnAMondayAndTheLastIsNotOver) {
  place("m", "11-16T00:00:00", "g1");  // a Monday
  place("s", "11-15T23:59:59", "g1");
  for (const Scope& scope : {Scope{}, *scope_of(county, "s1")}) {
    const Trend weeks = weekly_trend(folder.state, county, now_ns, 2, scope);
    ASSERT_EQ(weeks.days.size(), 2U);
    EXPECT_EQ(weeks.first_day, today - 12);
    EXPECT_EQ(weeks.step_days, 7);
    EXPECT_EQ(weeks.days[0].collected, 1);
    EXPECT_EQ(weeks.days[0].backlog, 1);
    EXPECT_EQ(weeks.days[1].collected, 5);
    EXPECT_EQ(weeks.days[1].closed, 3);
    EXPECT_EQ(weeks.days[1].backlog, 3);
  }
}

TEST_F(TrendTest, HoursAreThoseOfTheLocalClockInTheLastThirtyDays) {
  place("night", "11-21T00:30:00", "g1");
  place("old", "10-01T08:00:00", "g1");
  for (const Scope& scope : {Scope{}, *scope_of(county, "s1")}) {
    const HoursOfDay hours = hours_of_day(folder.state, county, now_ns, scope);
    EXPECT_EQ(hours.month[8], 1);  // a; e was cancelled
    EXPECT_EQ(hours.month[0], 2);  // d and night
    EXPECT_EQ(hours.month[23], 1);
    EXPECT_EQ(hours.today[0], 1);
    EXPECT_EQ(hours.today[8], 0);
  }
}

}  // namespace
}  // namespace gridwall
