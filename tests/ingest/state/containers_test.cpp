// KeyTable, DurationHistogram and StageTimes against plain computations.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "ingest/state/duration_histogram.h"
#include "ingest/state/handles.h"
#include "ingest/state/key_table.h"
#include "ingest/state/stage_times.h"

namespace gridwall {
namespace {

TEST(KeyTable, FindsEveryKeyByItsPlaceOfFirstAppearance) {
  KeyTable<WordId> table;
  EXPECT_EQ(table.find("x"), kNone);
  for (int i = 0; i < 10'000; ++i) EXPECT_EQ(table.intern("key" + std::to_string(i)), static_cast<uint32_t>(i));
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_EQ(table.intern("key" + std::to_string(i)), static_cast<uint32_t>(i));
    EXPECT_EQ(table.text(WordId(i)), "key" + std::to_string(i));
  }
  EXPECT_EQ(table.size(), 10'000U);
  EXPECT_EQ(table.find(""), kNone);
  EXPECT_EQ(table.intern(""), 10'000U);
}

TEST(DurationHistogram, QuantilesStayWithinTwoPercent) {
  std::mt19937_64 random(3);
  std::lognormal_distribution<double> spread(7, 2);
  DurationHistogram histogram, half;
  std::vector<double> seconds;
  for (int i = 0; i < 20'000; ++i) {
    seconds.push_back(spread(random));
    (i % 2 == 0 ? histogram : half).add(static_cast<int64_t>(seconds.back() * 1e9), 1);
  }
  histogram.merge(half);
  std::sort(seconds.begin(), seconds.end());
  for (const double q : {0.01, 0.25, 0.5, 0.9, 0.99}) {
    const double exact = seconds[static_cast<size_t>(std::ceil(q * 20'000)) - 1];
    EXPECT_NEAR(*histogram.quantile_s(q) / exact, 1, 0.02) << q;
  }
}

TEST(DurationHistogram, TakingAwayUndoesAdding) {
  DurationHistogram histogram;
  EXPECT_FALSE(histogram.quantile_s(0.5));
  histogram.add(5'000'000'000, 1);
  histogram.add(7'000'000'000, 1);
  histogram.add(5'000'000'000, -1);
  EXPECT_DOUBLE_EQ(*histogram.quantile_s(0.5), 7);
  histogram.add(7'000'000'000, -1);
  EXPECT_FALSE(histogram.quantile_s(0.5));
}

TEST(StageTimes, AgreeWithASortedListThroughAnyComingAndGoing) {
  std::mt19937_64 random(5);
  StageTimes times;
  std::multiset<int64_t> plain;
  for (int i = 0; i < 60'000; ++i) {
    if (plain.empty() || random() % 3 != 0) {
      const auto time = static_cast<int64_t>(random() % 5'000);  // many equal ones
      times.insert(time);
      plain.insert(time);
    } else {
      auto at = plain.lower_bound(static_cast<int64_t>(random() % 5'000));
      if (at == plain.end()) at = plain.begin();
      times.erase(*at);
      plain.erase(at);
    }
  }
  ASSERT_EQ(times.count(), plain.size());
  uint64_t k = 0;
  for (const int64_t time : plain) ASSERT_EQ(times.nth(k++), time);
}

}  // namespace
}  // namespace gridwall
