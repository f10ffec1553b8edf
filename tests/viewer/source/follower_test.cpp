#include "viewer/source/follower.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gridwall::source {
namespace {

LoggedEvent event(uint64_t seq) {
  return {{seq, seq, 0, kNone}, Feed::kRequest, false, "body"};
}

std::vector<uint64_t> seqs(const EventBlock& block) {
  std::vector<uint64_t> all;
  for (size_t i = 0; i < block.size(); ++i) all.push_back(block[i].stamp.seq);
  return all;
}

TEST(FollowerTest, HandsOnWhatComesInOrderAndDropsWhatItHas) {
  Follower follower;
  EventBlock out;
  follower.begin(10);
  for (const uint64_t seq : {9, 10, 11, 11, 12}) follower.on_live(event(seq), out);
  EXPECT_EQ(seqs(out), (std::vector<uint64_t>{11, 12}));
  EXPECT_FALSE(follower.missing());
}

TEST(FollowerTest, AGapIsNamedExactlyAndWhatCameBehindItIsKept) {
  Follower follower;
  EventBlock out;
  follower.begin(0);
  for (const uint64_t seq : {1, 2, 6, 7, 10}) follower.on_live(event(seq), out);
  ASSERT_TRUE(follower.missing());
  EXPECT_EQ(follower.missing()->from, 3U);
  EXPECT_EQ(follower.missing()->to, 5U);
  for (const uint64_t seq : {3, 4, 5}) follower.on_fetched(event(seq), out);
  EXPECT_EQ(follower.last(), 7U);
  EXPECT_EQ(follower.missing()->from, 8U);
  EXPECT_EQ(follower.missing()->to, 9U);
  for (const uint64_t seq : {8, 9}) follower.on_fetched(event(seq), out);
  EXPECT_FALSE(follower.missing());
  EXPECT_EQ(seqs(out), (std::vector<uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

TEST(FollowerTest, AHeadBeyondTheLastEventIsAGapToo) {
  Follower follower;
  EventBlock out;
  follower.begin(5);
  follower.on_head(8);
  ASSERT_TRUE(follower.missing());
  EXPECT_EQ(follower.missing()->from, 6U);
  EXPECT_EQ(follower.missing()->to, 8U);
}

TEST(FollowerTest, WhatDoesNotFitWhileAGapIsOpenIsFetchedLater) {
  Follower follower;
  EventBlock out;
  follower.begin(0);
  const std::string body(1024 * 1024, 'x');
  for (uint64_t seq = 2; seq <= 40; ++seq)
    follower.on_live({{seq, seq, 0, GridIndex(0)}, Feed::kRequest, false, body}, out);
  EXPECT_EQ(follower.missing()->to, 1U);
  follower.on_fetched(event(1), out);
  ASSERT_TRUE(follower.missing());
  EXPECT_EQ(follower.missing()->to, 40U);
  for (uint64_t seq = follower.missing()->from; seq <= 40; ++seq) follower.on_fetched(event(seq), out);
  EXPECT_EQ(out.size(), 40U);
  EXPECT_FALSE(follower.missing());
}

TEST(FollowerTest, WhateverIsLostEveryEventComesOnceAndInOrder) {
  for (uint32_t seed = 1; seed <= 50; ++seed) {
    std::mt19937 random(seed);
    Follower follower;
    EventBlock out;
    follower.begin(0);
    constexpr uint64_t kEvents = 500;
    for (uint64_t seq = 1; seq <= kEvents; ++seq) {
      if (random() % 20 != 0) follower.on_live(event(seq), out);
      if (random() % 10 == 0) follower.on_head(seq);
      if (const auto missing = follower.missing(); missing && random() % 3 == 0) {
        const uint64_t end = std::min(missing->to, missing->from + random() % 5);
        for (uint64_t fetched = missing->from; fetched <= end; ++fetched) follower.on_fetched(event(fetched), out);
      }
    }
    follower.on_head(kEvents);
    while (const auto missing = follower.missing()) {
      for (uint64_t fetched = missing->from; fetched <= missing->to; ++fetched)
        follower.on_fetched(event(fetched), out);
    }
    ASSERT_EQ(out.size(), kEvents) << seed;
    for (size_t i = 0; i < out.size(); ++i) ASSERT_EQ(out[i].stamp.seq, i + 1) << seed;
  }
}

}  // namespace
}  // namespace gridwall::source
