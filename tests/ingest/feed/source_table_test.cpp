#include "ingest/feed/source_table.h"

#include <gtest/gtest.h>

namespace gridwall::feed {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

TEST(SourceTableTest, ABucketGivesItsBurstAndThenItsRate) {
  TokenBucket bucket;
  int taken = 0;
  for (int i = 0; i < 100; ++i) taken += bucket.take(10, 20, 0);
  EXPECT_EQ(taken, 20);
  for (int i = 0; i < 100; ++i) taken += bucket.take(10, 20, kSecond);
  EXPECT_EQ(taken, 30);
  for (int i = 0; i < 100; ++i) taken += bucket.take(10, 20, 1000 * kSecond);
  EXPECT_EQ(taken, 50);
}

TEST(SourceTableTest, AFloodOfRoutineEventsLeavesTheEmergenciesTheirs) {
  RateLimits limits{10, 10, 5, 5};
  SourceEntry source;
  for (int i = 0; i < 1000; ++i) source.admit(limits, false, 0);
  EXPECT_FALSE(source.admit(limits, false, 0));
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(source.admit(limits, true, 0));
  EXPECT_FALSE(source.admit(limits, true, 0));
}

TEST(SourceTableTest, ARateOfZeroIsNoLimit) {
  RateLimits limits{0, 1, 0, 1};
  SourceEntry source;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(source.admit(limits, false, 0));
}

TEST(SourceTableTest, MadeUpSourceNamesCannotFillTheMemory) {
  SourceTable table;
  for (int i = 0; i < 100'000; ++i) ++table.of(std::to_string(i)).accepted;
  EXPECT_EQ(table.all().size(), SourceTable::kMaxSources + 1);
  EXPECT_EQ(table.of(SourceTable::kOthers).accepted, 100'000 - SourceTable::kMaxSources);
  EXPECT_EQ(table.of("").name, "(others)");
}

TEST(SourceTableTest, OneBadPeerWritesAFewLinesOnly) {
  LineThrottle throttle;
  uint64_t left_out = 0;
  int written = 0;
  for (int i = 0; i < 1000; ++i) written += throttle.admit("bad", 0, left_out);
  EXPECT_EQ(written, LineThrottle::kLines);
  EXPECT_TRUE(throttle.admit("other", 0, left_out));
  EXPECT_TRUE(throttle.admit("bad", LineThrottle::kWhileNs, left_out));
  EXPECT_EQ(left_out, 995U);
}

}  // namespace
}  // namespace gridwall::feed
