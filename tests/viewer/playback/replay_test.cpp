// A log's replay: whatever way one comes to a moment, its state is that of the plain fold.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/temporary_folder.h"
#include "tests/viewer/playback/small_log.h"
#include "viewer/playback/link.h"
#include "viewer/playback/session.h"

namespace gridwall::playback::testing {
namespace {

constexpr uint64_t kReplayEvents = 3'000;

// One log for all tests here: making it is most of the work.
class ReplayTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new ::gridwall::testing::TemporaryFolder();
    make_log(*folder_ / "county.gwlog", kReplayEvents);
    digests_ = new std::vector<size_t>(digests_of(*folder_ / "county.gwlog"));
    ASSERT_EQ(digests_->size(), kReplayEvents + 1);
  }
  static void TearDownTestSuite() {
    delete digests_;
    delete folder_;
  }

  std::unique_ptr<Session> open(const ReplayOptions& options = {}) {
    auto session = replay(*folder_ / "county.gwlog", options);
    EXPECT_TRUE(session) << session.error().message;
    EXPECT_TRUE((*session)->settle(steady_ns_));
    return std::move(*session);
  }
  // The last event received by then.
  static uint64_t seq_at(int64_t at_ns) {
    uint64_t seq = 0;
    while (seq < kReplayEvents && received_ns(seq + 1) <= at_ns) ++seq;
    return seq;
  }
  static void expect_state(const Session& session, uint64_t seq) {
    ASSERT_EQ(session.state().seq, seq);
    ASSERT_EQ(digest(session.state()), (*digests_)[seq]) << "at event " << seq;
  }
  void settle(Session& session) { ASSERT_TRUE(session.settle(steady_ns_)); }
  void pass(Session& session, int64_t ns) {
    steady_ns_ += ns;
    settle(session);
  }

  static ::gridwall::testing::TemporaryFolder* folder_;
  static std::vector<size_t>* digests_;
  int64_t steady_ns_ = 5'000 * kSecondNs;
};
::gridwall::testing::TemporaryFolder* ReplayTest::folder_ = nullptr;
std::vector<size_t>* ReplayTest::digests_ = nullptr;

TEST_F(ReplayTest, BeginsAtTheLastEventAndStands) {
  const auto session = open();
  expect_state(*session, kReplayEvents);
  EXPECT_EQ(session->now_ns(steady_ns_), received_ns(kReplayEvents));
  pass(*session, 100 * kSecondNs);
  EXPECT_EQ(session->now_ns(steady_ns_), received_ns(kReplayEvents));
  EXPECT_EQ(session->connection().replay_speed, 0);
  EXPECT_TRUE(session->time_status().at_end);
}

TEST_F(ReplayTest, ThousandsOfRandomSeeksEachShowTheStateOfTheFullFold) {
  const auto session = open();
  std::mt19937_64 random(7);
  const int64_t length_ns = received_ns(kReplayEvents) - received_ns(1);
  for (int i = 0; i < 3'000; ++i) {
    if (random() % 2 == 0) {
      const int64_t at_ns = received_ns(1) - 20 * kSecondNs +
                            static_cast<int64_t>(random() % static_cast<uint64_t>(length_ns + 40 * kSecondNs));
      session->seek_time(at_ns);
      settle(*session);
      const int64_t reached_ns = std::clamp(at_ns, received_ns(1), received_ns(kReplayEvents));
      expect_state(*session, seq_at(at_ns < received_ns(1) ? received_ns(1) - 1 : at_ns));
      ASSERT_EQ(session->now_ns(steady_ns_), reached_ns);
    } else {
      const uint64_t seq = random() % (kReplayEvents + 1);
      session->seek_seq(seq);
      settle(*session);
      expect_state(*session, seq);
      ASSERT_EQ(session->now_ns(steady_ns_), received_ns(std::max<uint64_t>(1, seq)));
    }
    if (HasFatalFailure()) return;
  }
}

TEST_F(ReplayTest, PlayingSteppingAndSeekingMixedAtRandomEndInTheFoldedState) {
  const auto session = open();
  std::mt19937_64 random(11);
  for (int i = 0; i < 1'500; ++i) {
    Session& time = *session;
    switch (random() % 7) {
      case 0:
        time.seek_seq(random() % (kReplayEvents + 1));
        break;
      case 1:
        time.step_events(static_cast<int64_t>(random() % 9) - 4);
        break;
      case 2:
        time.step_seconds(static_cast<double>(random() % 400) - 200);
        break;
      case 3:
        time.play();
        break;
      case 4:
        time.pause();
        break;
      case 5:
        time.set_speed(kSpeeds[random() % kSpeeds.size()]);
        break;
      default:
        break;
    }
    pass(*session, static_cast<int64_t>(random() % 40) * kSecondNs / 100);
    const uint64_t seq = session->state().seq;
    expect_state(*session, seq);
    // Nothing later than the clock is shown; playing, everything up to it is.
    const int64_t now_ns = session->now_ns(steady_ns_);
    if (seq > 0) {
      ASSERT_LE(received_ns(seq), now_ns);
    }
    if (session->time_status().playing && seq < kReplayEvents) {
      ASSERT_GT(received_ns(seq + 1), now_ns);
    }
    if (HasFatalFailure()) return;
  }
}

TEST_F(ReplayTest, StepsGoEventByEventBothWaysThroughAMomentOfSeveral) {
  const auto session = open();
  session->seek_seq(1'042);
  settle(*session);
  for (uint64_t seq = 1'043; seq <= 1'060; ++seq) {
    session->step_events(1);
    settle(*session);
    expect_state(*session, seq);
    EXPECT_EQ(session->now_ns(steady_ns_), received_ns(seq));
  }
  for (uint64_t seq = 1'059; seq >= 1'030; --seq) {
    session->step_events(-1);
    settle(*session);
    expect_state(*session, seq);
  }
  session->step_events(3);
  session->step_events(-1);
  session->step_events(-1);
  settle(*session);
  expect_state(*session, 1'031);
  session->seek_seq(2);
  session->step_events(-9);
  settle(*session);
  expect_state(*session, 0);
}

TEST_F(ReplayTest, PlaysAtItsSpeedAndRunsOnAfterASeek) {
  const auto session = open({received_ns(100), 30, {}});
  pass(*session, 10 * kSecondNs);
  EXPECT_EQ(session->now_ns(steady_ns_), received_ns(100) + 300 * kSecondNs);
  expect_state(*session, seq_at(received_ns(100) + 300 * kSecondNs));
  session->seek_time(received_ns(2'000));
  settle(*session);
  pass(*session, 2 * kSecondNs);
  EXPECT_EQ(session->now_ns(steady_ns_), received_ns(2'000) + 60 * kSecondNs);
  session->faster();
  settle(*session);
  EXPECT_EQ(session->time_status().speed, 60);
  session->set_speed(1e9);
  settle(*session);
  EXPECT_EQ(session->time_status().speed, 10'000);
}

TEST_F(ReplayTest, AtTenThousandTimesNoStepFoldsMoreThanItsShareAndNoEventIsPassedOver) {
  const auto session = open({received_ns(1), 10'000, {}});
  session->limits = {10, INT64_MAX};
  uint64_t before = session->state().seq;
  int64_t last_ns = session->now_ns(steady_ns_);
  uint64_t folded = before;
  bool held = false;
  while (!session->time_status().at_end) {
    steady_ns_ += kSecondNs / 60;
    const Result<StepReport> step = session->step(steady_ns_);
    ASSERT_TRUE(step);
    ASSERT_LE(step->events, 10U);
    folded += step->events;
    ASSERT_EQ(session->state().seq, folded);
    ASSERT_GE(session->now_ns(steady_ns_), last_ns) << "the clock never goes back";
    last_ns = session->now_ns(steady_ns_);
    held = held || (step->busy && step->events == 10);
  }
  EXPECT_TRUE(held) << "the log was too thin for this test";
  expect_state(*session, kReplayEvents);
}

TEST_F(ReplayTest, ALoopPlaysItsPartAgainAndAgain) {
  const auto session = open();
  const TimeRange part{received_ns(500), received_ns(560)};
  session->set_loop(part);
  session->set_speed(100);
  settle(*session);
  EXPECT_EQ(session->now_ns(steady_ns_), part.from_ns);
  int turns = 0;
  for (int i = 0; i < 400; ++i) {
    const int64_t before_ns = session->now_ns(steady_ns_);
    pass(*session, kSecondNs / 10);
    const int64_t now_ns = session->now_ns(steady_ns_);
    ASSERT_GE(now_ns, part.from_ns);
    ASSERT_LE(now_ns, part.to_ns);
    if (now_ns < before_ns) ++turns;
    expect_state(*session, seq_at(now_ns));
  }
  EXPECT_GE(turns, 3);
  session->set_loop(std::nullopt);
  pass(*session, 20 * kSecondNs);
  EXPECT_GT(session->now_ns(steady_ns_), part.to_ns);
}

TEST_F(ReplayTest, ASeekIsAnsweredWithoutWaitingAndTheStateBeforeStaysMeanwhile) {
  const auto session = open();
  session->seek_seq(1'234);
  Result<StepReport> step = session->step(steady_ns_);
  ASSERT_TRUE(step);
  for (int steps = 0; !step->state_replaced; ++steps) {
    ASSERT_LT(steps, 100'000'000);
    expect_state(*session, kReplayEvents);
    EXPECT_TRUE(session->time_status().seeking_ns);
    step = session->step(steady_ns_);
  }
  expect_state(*session, 1'234);
  EXPECT_FALSE(session->time_status().seeking_ns);
  EXPECT_FALSE(step->county_changed);
}

TEST_F(ReplayTest, WithoutAnyCheckpointTheStatesAreTheSame) {
  const ::gridwall::testing::TemporaryFolder other;
  make_log(other / "plain.gwlog", 900, 1'000'000);
  auto session = replay(other / "plain.gwlog", {});
  ASSERT_TRUE(session);
  std::mt19937_64 random(5);
  for (int i = 0; i < 60; ++i) {
    const uint64_t seq = random() % 901;
    (*session)->seek_seq(seq);
    ASSERT_TRUE((*session)->settle(0));
    expect_state(**session, seq);
  }
}

TEST_F(ReplayTest, ALinkNamesTheMomentAsTheWallShowedIt) {
  EXPECT_EQ(link_for({"a log.gwlog", "", kFirstNs, 28'800, "replay", "s1"}),
            "gridwall --replay 'a log.gwlog' --at 2026-09-21T22:13:20+08:00 --scene replay --area s1");
  EXPECT_EQ(link_for({"a.gwlog", "", kFirstNs, 28'800, "", "", kFirstNs - 3'600 * kSecondNs,
                      view_model::CompareView::kSideBySide}),
            "gridwall --replay a.gwlog --at 2026-09-21T22:13:20+08:00 --compare 2026-09-21T21:13:20+08:00 "
            "--compare-view side-by-side");
  Link moved;
  moved.log = "a.gwlog";
  moved.map_place = {{119.8, 33.47}, 4};
  EXPECT_NE(link_for(moved).find(" --view 119.80000,33.47000,4.00"), std::string::npos);
  EXPECT_EQ(link_for({"", "tcp://127.0.0.1:5552", kFirstNs, 0, "", ""}),
            "gridwall --connect tcp://127.0.0.1:5552 --at 2026-09-21T14:13:20Z");
}

TEST_F(ReplayTest, ALogThatIsNotThereIsNamed) {
  const auto session = replay(*folder_ / "nothing.gwlog", {});
  ASSERT_FALSE(session);
  EXPECT_NE(session.error().message.find("nothing.gwlog"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::playback::testing
