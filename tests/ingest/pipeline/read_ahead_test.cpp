#include "ingest/pipeline/read_ahead.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>

namespace gridwall {
namespace {

constexpr size_t kChunk = pipeline::ReadAhead::kChunkMessages;

std::vector<std::string> numbered(size_t count) {
  std::vector<std::string> messages;
  for (size_t i = 0; i < count; ++i) messages.push_back(std::to_string(i));
  return messages;
}

std::vector<std::string_view> views_of(const std::vector<std::string>& messages) {
  return {messages.begin(), messages.end()};
}

void read_number(std::string_view message, pipeline::Reading& into) {
  into.grid = GridIndex(std::stoul(std::string(message)));
}

TEST(ReadAhead, EachMessageIsReadAsItselfAndInOrder) {
  pipeline::ReadAhead ahead(read_number);
  for (const size_t count : {0, 1, 64, 65, 128, 1'000}) {
    const std::vector<std::string> messages = numbered(count);
    const std::vector<std::string_view> views = views_of(messages);
    const pipeline::ReadAhead::Batch batch = ahead.begin(views);
    for (size_t i = 0; i < count; ++i) {
      const pipeline::Reading* reading = ahead.find(views[i]);
      ASSERT_TRUE(reading == nullptr || (i >= kChunk && reading->grid == i)) << i;
    }
  }
}

TEST(ReadAhead, TheSecondThreadReadsWhileTheOwnerIsElsewhere) {
  std::promise<void> read;
  pipeline::ReadAhead ahead([&](std::string_view message, pipeline::Reading& into) {
    read_number(message, into);
    if (into.grid == 3 * kChunk - 1) read.set_value();
  });
  const std::vector<std::string> messages = numbered(3 * kChunk);
  const std::vector<std::string_view> views = views_of(messages);
  const pipeline::ReadAhead::Batch batch = ahead.begin(views);
  read.get_future().wait();
  for (size_t i = kChunk; i < messages.size(); ++i) {
    const pipeline::Reading* reading = ahead.find(views[i]);
    ASSERT_NE(reading, nullptr) << i;
    EXPECT_EQ(reading->grid, i);
  }
}

TEST(ReadAhead, WhatTheSecondThreadHasNotBegunIsLeftToTheOwner) {
  std::promise<void> begun, go_on;
  const std::shared_future<void> may_go_on = go_on.get_future().share();
  pipeline::ReadAhead ahead([&](std::string_view message, pipeline::Reading& into) {
    read_number(message, into);
    if (into.grid != kChunk) return;
    begun.set_value();
    may_go_on.wait();
  });
  const std::vector<std::string> messages = numbered(10 * kChunk);
  const std::vector<std::string_view> views = views_of(messages);
  const pipeline::ReadAhead::Batch batch = ahead.begin(views);
  begun.get_future().wait();
  for (size_t i = 3 * kChunk; i < 4 * kChunk; ++i) EXPECT_EQ(ahead.find(views[i]), nullptr);
  go_on.set_value();
  for (size_t i = 4 * kChunk; i < messages.size(); ++i) {
    const pipeline::Reading* reading = ahead.find(views[i]);
    EXPECT_TRUE(reading == nullptr || reading->grid == i) << i;
  }
}

TEST(ReadAhead, MessagesMayBePassedOver) {
  pipeline::ReadAhead ahead(read_number);
  const std::vector<std::string> messages = numbered(2'000);
  const std::vector<std::string_view> views = views_of(messages);
  for (const size_t step : {2, 63, 65, 300}) {
    const pipeline::ReadAhead::Batch batch = ahead.begin(views);
    for (size_t i = 0; i < messages.size(); i += step) {
      const pipeline::Reading* reading = ahead.find(views[i]);
      EXPECT_TRUE(reading == nullptr || reading->grid == i) << i;
    }
  }
}

TEST(ReadAhead, AMessageOfNoBatchAndALongOneAreLeftToTheOwner) {
  pipeline::ReadAhead ahead([](std::string_view, pipeline::Reading& into) { into.grid = GridIndex(1); });
  EXPECT_EQ(ahead.find("0"), nullptr);
  std::vector<std::string> messages = numbered(3 * kChunk);
  messages[2 * kChunk] = std::string(pipeline::ReadAhead::kLongestBytes + 1, '1');
  const std::vector<std::string_view> views = views_of(messages);
  const std::string copy = messages[kChunk];
  const pipeline::ReadAhead::Batch batch = ahead.begin(views);
  EXPECT_EQ(ahead.find(copy), nullptr);
  EXPECT_EQ(ahead.find(views[2 * kChunk]), nullptr);
}

// The sanitizers watch this one: after its batch nothing reads a message any more.
TEST(ReadAhead, ABatchThatEndsEarlyLetsGoOfItsMessages) {
  std::atomic<bool> inside = false;
  pipeline::ReadAhead ahead([&](std::string_view message, pipeline::Reading& into) {
    inside = true;
    read_number(message, into);
    inside = false;
  });
  for (size_t round = 0; round < 200; ++round) {
    std::vector<std::string> messages = numbered(5 * kChunk);
    const std::vector<std::string_view> views = views_of(messages);
    {
      const pipeline::ReadAhead::Batch batch = ahead.begin(views);
      for (size_t i = 0; i < round; ++i) static_cast<void>(ahead.find(views[i]));
    }
    EXPECT_FALSE(inside);
    EXPECT_EQ(ahead.find(views[round]), nullptr);
  }
}

TEST(ReadAhead, ItStopsWithWorkLeft) {
  const std::vector<std::string> messages = numbered(100 * kChunk);
  const std::vector<std::string_view> views = views_of(messages);
  for (int round = 0; round < 50; ++round) {
    const auto ahead = std::make_unique<pipeline::ReadAhead>(read_number);
    static_cast<void>(ahead->begin(views));
  }
}

}  // namespace
}  // namespace gridwall
