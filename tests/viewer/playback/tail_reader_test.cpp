#include "viewer/playback/tail_reader.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"

namespace gridwall::playback::testing {
namespace {

class TailReaderTest : public ::testing::Test {
 protected:
  void SetUp() override { make_log(log_, 4'000); }
  // The events handed out until there are no more, which must follow one another.
  static uint64_t take_all(TailReader& tail, uint64_t from) {
    EventBlock events;
    uint64_t next = from;
    for (;;) {
      const Status taken = tail.take(events);
      EXPECT_TRUE(taken) << taken.error().message;
      if (!taken || events.empty()) return next;
      for (size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].stamp.seq, next++);
    }
  }
  ::gridwall::testing::TemporaryFolder folder_;
  const std::filesystem::path log_ = folder_ / "county.gwlog";
  TailReader tail_{source::past_of_log(log_)};
};

TEST_F(TailReaderTest, HandsOutEveryEventOnceAndInOrder) {
  tail_.read(1, 4'000);
  EXPECT_EQ(take_all(tail_, 1), 4'001U);
  tail_.read(1'701, 1'701);
  EXPECT_EQ(take_all(tail_, 1'701), 1'702U);
}

TEST_F(TailReaderTest, EndsWhereTheLogDoes) {
  tail_.read(3'999, 9'000);
  EXPECT_EQ(take_all(tail_, 3'999), 4'001U);
}

TEST_F(TailReaderTest, ANewWishLeavesNothingOfTheOneBefore) {
  EventBlock events;
  for (uint64_t from = 1; from < 3'800; from += 331) {
    tail_.read(from, 4'000);
    if (from % 2 == 0) continue;  // sometimes nobody takes any of it
    ASSERT_TRUE(tail_.take(events));
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events[0].stamp.seq, from);
  }
  tail_.read(5, 9);
  EXPECT_EQ(take_all(tail_, 5), 10U);
}

TEST_F(TailReaderTest, NothingToReadIsNothing) {
  tail_.read(4'002, 4'001);
  EXPECT_EQ(take_all(tail_, 4'002), 4'002U);
}

TEST_F(TailReaderTest, InterruptedItAnswersAtOnce) {
  tail_.read(1, 4'000);
  tail_.interrupt();
  EventBlock events;
  const Status taken = tail_.take(events);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kUnavailable);
}

TEST(TailReaderErrorTest, ALogThatCannotBeOpenedIsNamed) {
  TailReader tail(source::past_of_log("there-is-none.gwlog"));
  tail.read(1, 9);
  EventBlock events;
  const Status taken = tail.take(events);
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().message.find("there-is-none.gwlog"), std::string::npos);
}

// What an error stands behind is handed out first.
TEST(TailReaderErrorTest, TheEventsBeforeAnErrorComeFirst) {
  class Broken final : public source::Past {
   public:
    Result<source::PastSpan> span() override { return error_; }
    Result<uint64_t> seq_at(int64_t) override { return error_; }
    Result<int64_t> received_ns_of(uint64_t) override { return error_; }
    Result<source::CountyInForce> county_for(uint64_t) override { return error_; }
    Result<std::optional<uint64_t>> checkpoint_before(uint64_t, uint64_t) override { return error_; }
    Result<std::optional<CountyState>> checkpoint(uint64_t, const County&) override { return error_; }
    Result<uint64_t> events(uint64_t from, uint64_t, size_t, EventBlock& out) override {
      for (; from < 4; ++from) out.add({{from, from, 0, kNone}, Feed::kRequest, false, "{}"});
      return error_;
    }
    Result<replay::IndexPart> index_part(replay::IndexCursor&, const County&, replay::IndexUse) override {
      return error_;
    }
    bool can_look_at_all() const override { return false; }
    void interrupt() override {}

   private:
    const Error error_{ErrorCode::kCorrupt, "event 4 is missing"};
  };
  TailReader tail([]() -> Result<std::unique_ptr<source::Past>> { return std::unique_ptr<source::Past>(new Broken); });
  tail.read(1, 9);
  EventBlock events;
  ASSERT_TRUE(tail.take(events));
  ASSERT_EQ(events.size(), 3U);
  const Status taken = tail.take(events);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().message, "event 4 is missing");
  EXPECT_TRUE(events.empty());
}

}  // namespace
}  // namespace gridwall::playback::testing
