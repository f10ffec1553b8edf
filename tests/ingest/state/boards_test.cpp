// Lists of matters, whistles by department, organisations by period.
#include <gtest/gtest.h>

#include "ingest/event/time.h"
#include "ingest/state/matter_lists.h"
#include "ingest/state/org_board.h"
#include "ingest/state/whistle_board.h"
#include "tests/ingest/state/random_life.h"

namespace gridwall {
namespace {

using testing::Folder;
using testing::local_ns;

class Boards : public ::testing::Test {
 protected:
  void place(const std::string& request, std::string_view at, const std::string& more = R"("grid":"g1")") {
    folder.add("request.placed", at,
               R"("request":")" + request + R"(","category":"c","channel":"x","title":"t","tier":"grid",)" + more);
  }
  std::string_view id(const Matter& matter) const { return folder.state.request_ids.text(matter.request); }

  County county = testing::two_streets();
  Folder folder{county};
};

TEST_F(Boards, MattersStandInTheOrderOfTheirTimes) {
  place("late", "11-20T08:00:00", R"("grid":"g1","due_at":"2026-11-21T10:00:00+08:00")");
  place("later", "11-20T08:00:00", R"("grid":"g9","due_at":"2026-11-20T10:00:00+08:00")");
  place("now", "11-20T08:00:00", R"("grid":"g1","due_at":"2026-11-21T12:00:00+08:00")");
  place("soon", "11-20T08:00:00", R"("grid":"g1","due_at":"2026-11-22T12:00:00+08:00")");
  place("far", "11-20T08:00:00", R"("grid":"g1","due_at":"2026-11-22T12:00:01+08:00")");
  place("deferred", "11-20T08:00:00", R"("grid":"g1","due_at":"2026-11-20T12:00:00+08:00")");
  folder.add("request.deferred", "11-20T09:00:00", R"("request":"deferred","until":"2026-11-25T12:00:00+08:00")");
  place("promised", "11-21T11:57:00");
  place("answered", "11-21T11:58:00");
  folder.add("request.accepted", "11-21T11:58:30", R"("request":"answered","by":"o")");
  const int64_t now_ns = local_ns("11-21T12:00:00");
  const MatterLists lists = matter_lists(folder.state, county, now_ns);
  ASSERT_EQ(lists.overdue.size(), 2U);
  EXPECT_EQ(id(lists.overdue[0]), "later");
  EXPECT_EQ(id(lists.overdue[1]), "late");
  EXPECT_EQ(lists.overdue[1].left_ns, -7200 * kNsPerSecond);
  ASSERT_EQ(lists.due_soon.size(), 4U);  // the two placed just now are due tomorrow
  EXPECT_EQ(id(lists.due_soon[0]), "now");
  EXPECT_EQ(id(lists.due_soon[3]), "soon");
  ASSERT_EQ(lists.promises.size(), 1U);
  EXPECT_EQ(id(lists.promises[0]), "promised");
  EXPECT_EQ(lists.promises[0].left_ns, 120 * kNsPerSecond);

  const MatterLists first = matter_lists(folder.state, county, now_ns, {.scope = {}, .limit = 1});
  ASSERT_EQ(first.overdue.size(), 1U);
  EXPECT_EQ(id(first.overdue[0]), "later");
  EXPECT_EQ(first.overdue_count, 2);
  const MatterLists street = matter_lists(folder.state, county, now_ns, {.scope = *scope_of(county, "s1")});
  ASSERT_EQ(street.overdue.size(), 1U);
  EXPECT_EQ(id(street.overdue[0]), "late");
}

TEST_F(Boards, BoundedListsAreTheBeginningOfAllOfThem) {
  for (const testing::LifeStep& step : testing::in_order(testing::random_life(4, 3'000))) {
    folder.add(step.type, step.at, step.members);
  }
  const int64_t now_ns = local_ns("11-12T12:00:00");
  MatterQuery everything;
  everything.limit = 100'000;
  MatterQuery bounded;
  bounded.limit = 7;
  const MatterLists all = matter_lists(folder.state, county, now_ns, everything);
  const MatterLists some = matter_lists(folder.state, county, now_ns, bounded);
  ASSERT_GT(all.overdue.size(), 100U);
  EXPECT_EQ(all.overdue.size(), static_cast<size_t>(all.overdue_count));
  EXPECT_EQ(all.overdue_count, compute_figures(folder.state, county, now_ns).overdue);
  ASSERT_EQ(some.overdue.size(), 7U);
  for (size_t i = 0; i < 7; ++i) EXPECT_EQ(some.overdue[i].request, all.overdue[i].request);
  for (size_t i = 1; i < all.overdue.size(); ++i) EXPECT_LE(all.overdue[i - 1].due_ns, all.overdue[i].due_ns);
}

TEST_F(Boards, WhistlesAreCountedByDepartmentAndWhoIsSilentIsNamed) {
  const auto whistle = [&](const char* step, const char* id, const char* at, const char* more = "") {
    folder.add("emergency.whistle_" + std::string(step), at, R"("whistle":")" + std::string(id) + '"' + more);
  };
  whistle("blown", "W1", "11-21T08:00:00", R"(,"street":"s1","department":"d1")");
  whistle("acknowledged", "W1", "11-21T08:02:00");
  whistle("arrived", "W1", "11-21T08:30:00");
  whistle("closed", "W1", "11-21T09:00:00");
  whistle("blown", "W2", "11-21T09:00:00", R"(,"street":"二街","department":"d1")");
  whistle("acknowledged", "W2", "11-21T09:04:00");
  whistle("blown", "W3", "11-21T10:00:00", R"(,"street":"s1","department":"d1")");
  whistle("blown", "W4", "11-20T10:00:00", R"(,"street":"s1","department":"unlisted")");
  const int64_t now_ns = local_ns("11-21T12:00:00");
  const auto today = whistle_board(folder.state, county, now_ns, Window::kToday);
  ASSERT_EQ(today.size(), 2U);
  EXPECT_EQ(today[0].department, "d0");  // listed, not called
  EXPECT_EQ(today[0].whistled, 0);
  EXPECT_FALSE(today[0].acknowledge_median_s);
  EXPECT_EQ(today[1].whistled, 3);
  EXPECT_EQ(today[1].acknowledged, 2);
  EXPECT_EQ(today[1].arrived, 1);
  EXPECT_EQ(today[1].closed, 1);
  EXPECT_DOUBLE_EQ(*today[1].acknowledge_median_s, 180);
  EXPECT_DOUBLE_EQ(*today[1].arrive_median_s, 1800);
  ASSERT_EQ(today[1].unanswered.size(), 1U);
  EXPECT_EQ(folder.state.whistle_ids.text(today[1].unanswered[0].whistle), "W3");
  EXPECT_DOUBLE_EQ(today[1].unanswered[0].waiting_s, 7200);
  const auto week = whistle_board(folder.state, county, now_ns, Window::k7Days);
  ASSERT_EQ(week.size(), 3U);
  EXPECT_EQ(week[2].department, "unlisted");
  EXPECT_EQ(week[2].listed, kNone);
  EXPECT_EQ(whistle_board(folder.state, county, now_ns, Window::kToday, *scope_of(county, "s2"))[1].whistled, 1);
}

TEST_F(Boards, PeriodsAreReadAsTheyAreWritten) {
  const auto day = [](int year, unsigned month, unsigned d) {
    return static_cast<int32_t>(seconds_from_civil(year, month, d) / 86'400);
  };
  const Period second_half{day(2026, 7, 1), day(2026, 12, 31)};
  const Period third_quarter{day(2026, 7, 1), day(2026, 9, 30)};
  const Period december{day(2026, 12, 1), day(2026, 12, 31)};
  for (const char* word : {"2026-H2", "2026H2", "2026下半年", "2026年下半年"})
    EXPECT_EQ(parse_period(word), second_half);
  for (const char* word : {"2026-Q3", "2026年三季度", "2026年第三季度", "2026年3季度"}) {
    EXPECT_EQ(parse_period(word), third_quarter) << word;
  }
  for (const char* word : {"2026-12", "2026年12月", "2026年十二月"}) EXPECT_EQ(parse_period(word), december) << word;
  EXPECT_EQ(parse_period("2026"), (Period{day(2026, 1, 1), day(2026, 12, 31)}));
  EXPECT_EQ(parse_period("2026年"), (Period{day(2026, 1, 1), day(2026, 12, 31)}));
  for (const char* word : {"", "H2", "2026-", "2026-H3", "2026-Q5", "2026-13", "2026-0", "202612", "last year",
                           "2026第3月", "1899", "2101", "5708H2"}) {
    EXPECT_FALSE(parse_period(word)) << word;
  }
  for (const PeriodKind kind : {PeriodKind::kMonth, PeriodKind::kQuarter, PeriodKind::kHalfYear}) {
    const NamedPeriod named = period_of_day(day(2026, 9, 30), kind);
    EXPECT_EQ(parse_period(named.word), named.days) << named.word;
    EXPECT_LE(named.days.first_day, day(2026, 9, 30));
    EXPECT_GE(named.days.last_day, day(2026, 9, 30));
  }
}

TEST_F(Boards, TheLatestAssessmentOfAPeriodStands) {
  const auto assess = [&](const char* at, const char* org, const char* kind, const char* period,
                          const char* more = "") {
    folder.add("request.assessed", at,
               R"("org":")" + std::string(org) + R"(","kind":")" + kind + R"(","period":")" + period + '"' + more);
  };
  assess("07-01T08:00:00", "甲物业", "black", "2026-H1");
  assess("07-03T08:00:00", "甲物业", "red", "2026-H1");
  assess("07-02T08:00:00", "乙物业", "black", "2026-H1");
  assess("07-02T08:00:00", "甲物业", "star", "2026-H1", R"(,"stars":4)");
  assess("07-02T08:00:00", "丙物业", "star", "2026-H1", R"(,"stars":5)");
  assess("10-02T08:00:00", "甲物业", "star", "2026-Q3", R"(,"stars":3)");
  assess("05-02T08:00:00", "甲物业", "star", "试点期", R"(,"stars":3)");
  const std::vector<AssessedPeriod> periods = assessed_periods(folder.state, county);
  ASSERT_EQ(periods.size(), 3U);
  EXPECT_EQ(folder.state.words.text(periods[0].period), "2026-Q3");
  EXPECT_EQ(folder.state.words.text(periods[2].period), "试点期");  // placed by its last assessment
  const AssessedPeriod& half = periods[1];
  ASSERT_EQ(half.list.size(), 2U);
  EXPECT_EQ(folder.state.words.text(half.list[0].org), "甲物业");
  EXPECT_EQ(half.list[0].kind, AssessmentKind::kRed);
  EXPECT_EQ(half.list[1].kind, AssessmentKind::kBlack);
  ASSERT_EQ(half.stars.size(), 2U);
  EXPECT_EQ(half.stars[0].stars, 5);
}

TEST_F(Boards, OrganisationsAreScoredFromTenDueRequestsOn) {
  const auto life = [&](const std::string& org, int from, int count, int resolved, const char* score) {
    for (int i = from; i < from + count; ++i) {
      const std::string request = org + std::to_string(i);
      place(request, "09-01T08:00:00", R"("grid":"g1","org":")" + org + '"');
      if (i - from >= resolved) continue;
      folder.add("request.resolved", "09-01T09:00:00", R"("by":"o","request":")" + request + '"');
      folder.add("request.rated", "09-01T10:00:00", R"("request":")" + request + R"(","score":")" + score + '"');
    }
  };
  life("good", 0, 12, 12, "satisfied");
  life("bad", 0, 20, 5, "unsatisfied");
  life("few", 0, 9, 9, "satisfied");
  const Period quarter = *parse_period("2026-Q3");
  const auto scores = org_scores(folder.state, county, local_ns("11-21T12:00:00"), quarter);
  ASSERT_EQ(scores.size(), 3U);
  EXPECT_DOUBLE_EQ(*scores[0].score, 100);
  EXPECT_EQ(scores[0].stars, 5);
  EXPECT_EQ(scores[0].list, OrgList::kRed);
  // 100 * (0.35 * 5/20 + 0.25 * 5/20 + 0.30 * 0/5 + 0.10 * 5/5)
  EXPECT_NEAR(*scores[1].score, 25, 1e-9);
  EXPECT_EQ(scores[1].stars, 1);
  EXPECT_EQ(scores[1].list, OrgList::kBlack);
  EXPECT_EQ(folder.state.words.text(scores[2].org), "few");
  EXPECT_FALSE(scores[2].score);
  EXPECT_EQ(scores[2].stars, 0);
  EXPECT_TRUE(org_scores(folder.state, county, local_ns("11-21T12:00:00"), *parse_period("2026-Q4")).empty());
}

}  // namespace
}  // namespace gridwall
