#include "viewer/view_model/gather.h"

#include <gtest/gtest.h>

namespace gridwall::view_model {
namespace {

TEST(GatherTest, WhatStandsTooCloseBecomesOneWithItsCount) {
  const std::vector<render::PointPx> points = {{1, 1}, {3, 5}, {21, 1}, {8, 0}};
  const std::vector<Gathered> gathered = gather(points, 10, {0, 0});
  ASSERT_EQ(gathered.size(), 2U);
  EXPECT_EQ(gathered[0].count, 3U);
  EXPECT_EQ(gathered[0].first, 0U);
  EXPECT_EQ(gathered[0].at.x, 4);
  EXPECT_EQ(gathered[0].at.y, 2);
  EXPECT_EQ(gathered[1].count, 1U);
  EXPECT_EQ(gathered[1].at.x, 21);
}

TEST(GatherTest, AMapThatIsDraggedGathersTheSame) {
  const std::vector<render::PointPx> here = {{1, 1}, {8, 8}, {12, 1}}, there = {{-24, 6}, {-17, 13}, {-13, 6}};
  const std::vector<Gathered> before = gather(here, 10, {0, 0}), after = gather(there, 10, {-25, 5});
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].count, after[i].count);
}

TEST(GatherTest, NothingGathersToNothing) {
  EXPECT_TRUE(gather({}, 10, {0, 0}).empty());
}

}  // namespace
}  // namespace gridwall::view_model
