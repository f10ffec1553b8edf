// The wall in the hall goes back in time over the network, while the present is followed behind it.
#include <gtest/gtest.h>

#include <atomic>
#include <random>

#include "ingest/event/time.h"
#include "tests/ingest/feed/feed_fixture.h"
#include "tests/viewer/playback/small_log.h"
#include "viewer/playback/session.h"
#include "viewer/source/live_source.h"

namespace gridwall::playback::testing {
namespace {

using feed::testing::eventually;

class LivePastTest : public feed::testing::FeedTest {
 protected:
  void SetUp() override {
    feed::DaemonOptions options = feed::testing::daemon_options(log());
    options.pipeline.checkpoint_events = 200;
    options.wall_clock_ns = [this] { return now_ns_.load(); };
    daemon_ = std::make_unique<feed::testing::RunningDaemon>(options);
  }
  void send(uint64_t first, uint64_t last) {
    feed::testing::Peer sender(daemon_->endpoints().intake);
    for (uint64_t number = first; number <= last;) {
      now_ns_ = received_ns(number);
      std::vector<std::string> events;
      for (; number <= last && events.size() < 10; ++number) {
        if (received_ns(number) > now_ns_ + 60 * kNsPerSecond && !events.empty()) break;
        events.push_back(line(number));
      }
      for (const std::string& answer : sender.ask(events)) ASSERT_TRUE(answer.starts_with("ack ")) << answer;
    }
    sent_ = last;
  }
  std::unique_ptr<Session> open() {
    source::LiveOptions live;
    live.endpoint = daemon_->endpoints().history;
    auto source = source::LiveSource::open(live);
    EXPECT_TRUE(source) << source.error().message;
    return follow(std::move(*source), source::past_of_daemon(live));
  }
  bool follows_to(Session& session, uint64_t seq) {
    return eventually([&] {
      EXPECT_TRUE(session.step(0));
      return session.live_state() != nullptr && session.live_state()->seq >= seq;
    });
  }
  void settle(Session& session) { ASSERT_TRUE(session.settle(0)) << session.problem(); }

  std::atomic<int64_t> now_ns_ = kFirstNs;
  uint64_t sent_ = 0;
  std::unique_ptr<feed::testing::RunningDaemon> daemon_;
};

TEST_F(LivePastTest, RandomSeeksOverTheNetworkShowTheStatesOfTheFullFoldAndWhatTheLiveWallShowed) {
  const auto session = open();
  // What the live wall showed, step by step.
  std::vector<std::pair<uint64_t, size_t>> seen;
  for (uint64_t last = 150; last <= 1'500; last += 150) {
    send(last - 149, last);
    ASSERT_TRUE(follows_to(*session, last));
    ASSERT_TRUE(session->time_status().following);
    seen.emplace_back(session->state().seq, digest(session->state()));
  }
  const std::vector<size_t> digests = digests_of(log());
  ASSERT_EQ(digests.size(), 1'501U);
  session->pause();  // otherwise the clock runs on, and takes in what came at the same moment
  for (const auto& [seq, bytes] : seen) {
    EXPECT_EQ(bytes, digests[seq]);
    session->seek_seq(seq);
    settle(*session);
    EXPECT_EQ(digest(session->state()), bytes);
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < 150; ++i) {
    const uint64_t seq = random() % 1'501;
    session->seek_seq(seq);
    session->pause();
    settle(*session);
    ASSERT_EQ(session->state().seq, seq) << session->problem();
    ASSERT_EQ(digest(session->state()), digests[seq]);
    session->step_events(1);
    settle(*session);
    ASSERT_EQ(digest(session->state()), digests[std::min<uint64_t>(seq + 1, 1'500)]);
  }
}

TEST_F(LivePastTest, ThePresentGoesOnBehindThePastAndIsThereAtOnce) {
  send(1, 600);
  const auto session = open();
  ASSERT_TRUE(follows_to(*session, 600));
  const County* county = &session->county();
  session->seek_seq(300);
  session->pause();
  settle(*session);
  EXPECT_EQ(session->state().seq, 300U);
  EXPECT_EQ(&session->county(), county) << "the same county is not made anew";
  EXPECT_TRUE(session->connection().replay);
  EXPECT_FALSE(session->time_status().following);
  send(601, 700);
  ASSERT_TRUE(follows_to(*session, 700));
  EXPECT_EQ(session->state().seq, 300U) << "the past stands";
  EXPECT_EQ(session->live_state()->seq, 700U);
  EXPECT_GT(session->live_state()->alarms.size(), session->state().alarms.size());
  session->follow_live();
  const Result<StepReport> step = session->step(0);
  ASSERT_TRUE(step);
  EXPECT_TRUE(step->state_replaced);
  EXPECT_FALSE(step->county_changed);
  EXPECT_EQ(session->state().seq, 700U);
  EXPECT_FALSE(session->connection().replay);
}

TEST_F(LivePastTest, APausedPresentStandsAndPlaysOnThroughWhatCameMeanwhile) {
  send(1, 400);
  const auto session = open();
  ASSERT_TRUE(follows_to(*session, 400));
  session->pause();
  settle(*session);
  EXPECT_EQ(session->state().seq, 400U);
  send(401, 450);
  ASSERT_TRUE(follows_to(*session, 450));
  EXPECT_EQ(session->state().seq, 400U);
  session->step_events(20);
  settle(*session);
  EXPECT_EQ(session->state().seq, 420U);
  EXPECT_EQ(digest(session->state()), digests_of(log())[420]);
}

TEST_F(LivePastTest, TheStripOfADaemonsLogIsThatOfTheLogItself) {
  send(1, 1'100);
  const auto session = open();
  ASSERT_TRUE(follows_to(*session, 1'100));
  EXPECT_TRUE(eventually([&] { return session->strip()->through_seq() >= 1'100; }));
  const auto of_daemon = session->strip();
  const auto of_log = replay(log(), {});
  ASSERT_TRUE(of_log);
  EXPECT_TRUE(eventually([&] { return (*of_log)->strip()->through_seq() >= 1'100; }));
  const auto expected = (*of_log)->strip();
  EXPECT_EQ(of_daemon->density(kFirstNs, received_ns(1'100), 50), expected->density(kFirstNs, received_ns(1'100), 50));
  for (int i = 0; i < replay::kMarkKindCount; ++i) {
    const auto kind = static_cast<replay::MarkKind>(i);
    EXPECT_EQ(of_daemon->marks(kind).size(), expected->marks(kind).size()) << replay::mark_kind_name(kind);
    EXPECT_GT(expected->marks(kind).size(), 0U) << replay::mark_kind_name(kind);
  }
}

TEST_F(LivePastTest, ADaemonThatIsGoneLeavesThePresentAndSaysSo) {
  send(1, 50);
  const auto session = open();
  ASSERT_TRUE(follows_to(*session, 50));
  daemon_.reset();
  session->seek_seq(10);
  settle(*session);
  EXPECT_TRUE(session->time_status().following);
  EXPECT_EQ(session->state().seq, 50U);
  EXPECT_NE(session->time_status().problem.find("does not answer"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::playback::testing
