// The moment that others are compared with: the very state of the plain fold, and what cannot be had.
#include "viewer/playback/compared_moment.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"
#include "viewer/playback/session.h"
#include "viewer/program/compare_program.h"

namespace gridwall::playback::testing {
namespace {

constexpr uint64_t kComparedEvents = 800;

class ComparedMomentTest : public ::testing::Test {
 protected:
  void SetUp() override {
    make_log(folder_ / "county.gwlog", kComparedEvents);
    Result<std::unique_ptr<Session>> session = replay(folder_ / "county.gwlog", {});
    ASSERT_TRUE(session);
    session_ = std::move(*session);
    ASSERT_TRUE(session_->settle(kSecondNs));
  }

  ::gridwall::testing::TemporaryFolder folder_;
  std::unique_ptr<Session> session_;
};

TEST_F(ComparedMomentTest, IsTheStateThatWasShownThen) {
  ComparedMoment moment(source::past_of_log(folder_ / "county.gwlog"), {});
  ASSERT_TRUE(moment.find_now(received_ns(300)));
  const view_model::Comparison* comparison = moment.comparison(session_->county(), {});
  ASSERT_NE(comparison, nullptr);
  EXPECT_EQ(comparison->at_ns, received_ns(300));
  ASSERT_GE(comparison->state.seq, 300U);
  EXPECT_EQ(digest(comparison->state), digests_of(folder_ / "county.gwlog")[comparison->state.seq]);
  ASSERT_NE(comparison->figures, nullptr);
  EXPECT_EQ(comparison->figures->now_ns, received_ns(300));
  EXPECT_EQ(moment.comparison(session_->county(), {})->figures, comparison->figures);  // once, not at every frame
  moment.end();
  EXPECT_EQ(moment.comparison(session_->county(), {}), nullptr);
  EXPECT_FALSE(moment.on());
}

TEST_F(ComparedMomentTest, EachMomentHasItsOwnNumber) {
  ComparedMoment moment(source::past_of_log(folder_ / "county.gwlog"), {});
  ASSERT_TRUE(moment.find_now(received_ns(300)));
  const uint64_t first = moment.comparison(session_->county(), {})->number;
  ASSERT_TRUE(moment.find_now(received_ns(400)));
  EXPECT_NE(moment.comparison(session_->county(), {})->number, first);
}

TEST_F(ComparedMomentTest, AMomentOutsideTheLogIsRefusedWithWhatThereIs) {
  ComparedMoment moment(source::past_of_log(folder_ / "county.gwlog"), {});
  for (const int64_t at_ns : {received_ns(1) - kSecondNs, received_ns(kComparedEvents) + kSecondNs}) {
    const Status found = moment.find_now(at_ns);
    ASSERT_FALSE(found);
    EXPECT_NE(found.error().message.find("is not in the log; it reaches from"), std::string::npos);
    EXPECT_EQ(moment.comparison(session_->county(), {}), nullptr);
    EXPECT_FALSE(moment.on());
  }
}

TEST_F(ComparedMomentTest, AWallWithoutAPastSaysSo) {
  ComparedMoment moment({}, {});
  EXPECT_FALSE(moment.find_now(received_ns(300)));
  moment.mark(received_ns(300));
  EXPECT_FALSE(moment.on());
}

TEST(CompareChoiceTest, IsATimeOrASpanBeforeTheMomentShown) {
  constexpr int64_t kHourNs = 3'600 * kSecondNs;
  EXPECT_EQ(program::parse_compare("1d")->moment(100 * kHourNs), 76 * kHourNs);
  EXPECT_EQ(program::parse_compare("12h")->moment(100 * kHourNs), 88 * kHourNs);
  EXPECT_EQ(program::parse_compare("1970-01-02T00:00:00Z")->moment(100 * kHourNs), 24 * kHourNs);
  for (const char* wrong : {"yesterday", "d", "0d", "-1d", "1w", "1d2", "99999999999999999999d", ""}) {
    const Result<program::CompareChoice> choice = program::parse_compare(wrong);
    ASSERT_FALSE(choice) << wrong;
    EXPECT_NE(choice.error().message.find("--compare"), std::string::npos);
  }
}

}  // namespace
}  // namespace gridwall::playback::testing
