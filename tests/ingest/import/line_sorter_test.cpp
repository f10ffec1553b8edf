#include "ingest/import/line_sorter.h"

#include <gtest/gtest.h>

namespace gridwall::import {
namespace {

std::vector<std::string> sorted(size_t budget_bytes, int count) {
  LineSorter sorter(budget_bytes);
  for (int i = 0; i < count; ++i) {
    const int64_t at_ns = (int64_t{i} * 7919) % 97;
    const auto rank = static_cast<uint32_t>(i % 3);
    EXPECT_TRUE(
        sorter.add(at_ns, rank, std::to_string(at_ns) + " " + std::to_string(rank) + " " + std::to_string(i)).ok());
  }
  std::vector<std::string> lines;
  EXPECT_TRUE(sorter.finish([&](std::string_view line) { return lines.emplace_back(line), true; }).ok());
  return lines;
}

TEST(LineSorter, SortsByTimeThenRankThenArrival) {
  LineSorter sorter;
  for (const auto& [at, rank, text] : {std::tuple{2, 0U, "d"}, {1, 1U, "b"}, {1, 1U, "c"}, {1, 0U, "a"}}) {
    ASSERT_TRUE(sorter.add(at, rank, text).ok());
  }
  std::string all;
  ASSERT_TRUE(sorter.finish([&](std::string_view line) { return all += line, true; }).ok());
  EXPECT_EQ(all, "abcd");
}

TEST(LineSorter, WhatDoesNotFitIntoMemoryComesOutTheSame) {
  EXPECT_EQ(sorted(2000, 5000), sorted(1 << 30, 5000));
}

TEST(LineSorter, StopsWhenTheReaderCannotTakeMore) {
  LineSorter sorter;
  ASSERT_TRUE(sorter.add(1, 0, "a").ok());
  EXPECT_FALSE(sorter.finish([](std::string_view) { return false; }).ok());
}

}  // namespace
}  // namespace gridwall::import
