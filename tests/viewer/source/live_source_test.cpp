// The wall's live source against a real daemon, through losses, restarts and silence.
#include "viewer/source/live_source.h"

#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "tests/ingest/feed/feed_fixture.h"
#include "tests/viewer/source/lossy_proxy.h"

namespace gridwall::source::testing {
namespace {

using feed::Endpoints;
using feed::testing::daemon_options;
using feed::testing::eventually;
using feed::testing::full_fold;
using feed::testing::Peer;
using feed::testing::placed;
using feed::testing::resolved;
using feed::testing::RunningDaemon;
using feed::testing::team_status;
using Phase = SourceStatus::Phase;

// What a wall does with a source: takes the start, folds the events.
class Wall {
 public:
  explicit Wall(LiveOptions options) {
    Result<std::unique_ptr<LiveSource>> opened = LiveSource::open(options);
    EXPECT_TRUE(opened) << opened.error().message;
    source = std::move(*opened);
  }
  void take() {
    if (!source->poll(batch_)) return;
    if (batch_.start) {
      county = batch_.start->county;
      state = std::move(batch_.start->state);
      ++starts;
    }
    for (size_t i = 0; i < batch_.events.size(); ++i) {
      const LoggedEvent event = batch_.events[i];
      ASSERT_NE(state, nullptr);
      ASSERT_EQ(event.stamp.seq, state->seq + 1);
      replay::fold_row(*state, *county, parser_, event);
    }
  }
  bool reaches(uint64_t seq) {
    return eventually([&] {
      take();
      return state != nullptr && state->seq >= seq;
    });
  }
  Phase phase() const { return source->status().phase; }

  std::unique_ptr<LiveSource> source;
  std::shared_ptr<const County> county;
  std::unique_ptr<CountyState> state;
  int starts = 0;

 private:
  Batch batch_;
  Parser parser_;
};

class LiveSourceTest : public feed::testing::FeedTest {
 protected:
  LiveOptions options(const RunningDaemon& daemon) {
    LiveOptions all;
    all.endpoint = daemon.endpoints().history;
    return all;
  }
  // Sends events first..last in batches; every third request is resolved, every tenth event is an emergency.
  void fill(const std::string& intake, int first, int last) {
    Peer sender(intake);
    std::vector<std::string> events;
    for (int i = first; i <= last; ++i) {
      events.push_back(i % 10 == 0 ? team_status(i) : i % 3 == 0 ? resolved(i - 1) : placed(i));
      if (events.size() == 200 || i == last) {
        for (const std::string& answer : sender.ask(events)) ASSERT_TRUE(answer.starts_with("ack ")) << answer;
        events.clear();
      }
    }
  }
  void expect_equal_to_log(const Wall& wall) { EXPECT_EQ(serialize(*wall.state), serialize(full_fold(log()))); }
};

TEST_F(LiveSourceTest, AWallThatJoinsIsCurrentAndFollows) {
  feed::DaemonOptions with_checkpoints = daemon_options(log());
  with_checkpoints.pipeline.checkpoint_events = 1000;
  RunningDaemon daemon(with_checkpoints);
  fill(daemon.endpoints().intake, 1, 3000);
  Wall wall(options(daemon));
  ASSERT_TRUE(wall.reaches(3000));
  EXPECT_EQ(wall.starts, 1);
  EXPECT_EQ(wall.county->key, "fishnet");
  expect_equal_to_log(wall);
  fill(daemon.endpoints().intake, 3001, 3500);
  ASSERT_TRUE(wall.reaches(3500));
  EXPECT_EQ(wall.starts, 1);
  expect_equal_to_log(wall);
  EXPECT_EQ(wall.phase(), Phase::kLive);
  const SourceStatus status = wall.source->status();
  ASSERT_TRUE(status.heartbeat);
  EXPECT_GE(status.server_now_ns, feed::testing::kNowNs);
}

TEST_F(LiveSourceTest, AnEmptyLogIsJoinedToo) {
  RunningDaemon daemon(daemon_options(log()));
  Wall wall(options(daemon));
  ASSERT_TRUE(wall.reaches(0));
  fill(daemon.endpoints().intake, 1, 10);
  ASSERT_TRUE(wall.reaches(10));
  expect_equal_to_log(wall);
}

TEST_F(LiveSourceTest, WithEveryTwentiethEventLostOnTheWayTheStateIsStillTheLogs) {
  RunningDaemon daemon(daemon_options(log()));
  LossyProxy proxy(daemon.endpoints().publish, 42);
  LiveOptions through = options(daemon);
  through.publish_endpoint = proxy.endpoint();
  Wall wall(through);
  ASSERT_TRUE(wall.reaches(0));
  proxy.lose(0.05);
  for (int first = 1; first <= 8001; first += 1000) {
    fill(daemon.endpoints().intake, first, first + 999);
    wall.take();
  }
  ASSERT_TRUE(wall.reaches(9000));
  EXPECT_GT(proxy.lost(), 100U);
  EXPECT_EQ(wall.starts, 1) << "gaps are repaired, not joined again";
  expect_equal_to_log(wall);
  EXPECT_TRUE(eventually([&] {
    wall.take();
    return wall.phase() == Phase::kLive;
  }));
}

TEST_F(LiveSourceTest, ASilentConnectionIsCalledStaleAndHealsByItself) {
  RunningDaemon daemon(daemon_options(log()));
  LossyProxy proxy(daemon.endpoints().publish, 1);
  LiveOptions through = options(daemon);
  through.publish_endpoint = proxy.endpoint();
  through.stale_after_ns = 1'500'000'000;
  Wall wall(through);
  ASSERT_TRUE(wall.reaches(0));
  proxy.black_hole(true);
  fill(daemon.endpoints().intake, 1, 100);
  EXPECT_TRUE(eventually([&] { return wall.phase() == Phase::kStale; }));
  EXPECT_GE(wall.source->status().silent_s, 1.5);
  proxy.black_hole(false);
  ASSERT_TRUE(wall.reaches(100));
  EXPECT_TRUE(eventually([&] { return wall.phase() == Phase::kLive; }));
  expect_equal_to_log(wall);
}

TEST_F(LiveSourceTest, ADaemonThatRestartsIsFollowedFromWhereTheWallStands) {
  auto daemon = std::make_unique<RunningDaemon>(daemon_options(log()));
  const Endpoints endpoints = daemon->endpoints();
  Wall wall(options(*daemon));
  fill(endpoints.intake, 1, 500);
  ASSERT_TRUE(wall.reaches(500));
  daemon.reset();
  feed::DaemonOptions again = daemon_options(log());
  again.endpoints = endpoints;
  daemon = std::make_unique<RunningDaemon>(again);
  fill(endpoints.intake, 501, 900);
  ASSERT_TRUE(wall.reaches(900));
  EXPECT_EQ(wall.starts, 1);
  expect_equal_to_log(wall);
}

TEST_F(LiveSourceTest, ADaemonWithAnotherLogIsJoinedAnew) {
  auto daemon = std::make_unique<RunningDaemon>(daemon_options(folder / "before.gwlog"));
  const Endpoints endpoints = daemon->endpoints();
  Wall wall(options(*daemon));
  fill(endpoints.intake, 1, 500);
  ASSERT_TRUE(wall.reaches(500));
  daemon.reset();
  feed::DaemonOptions again = daemon_options(log());
  again.endpoints = endpoints;
  daemon = std::make_unique<RunningDaemon>(again);
  fill(endpoints.intake, 1, 40);
  EXPECT_TRUE(eventually([&] {
    wall.take();
    return wall.starts == 2 && wall.state->seq == 40;
  }));
  expect_equal_to_log(wall);
}

TEST_F(LiveSourceTest, AWallThatDoesNotTakeItsEventsHoldsABoundedNumberAndCatchesUp) {
  RunningDaemon daemon(daemon_options(log()));
  LiveOptions small = options(daemon);
  small.max_queued_bytes = 64 * 1024;
  Wall wall(small);
  ASSERT_TRUE(wall.reaches(0));
  fill(daemon.endpoints().intake, 1, 5000);
  ASSERT_TRUE(wall.reaches(5000));
  expect_equal_to_log(wall);
}

TEST_F(LiveSourceTest, WhatTheDutyOfficerDoesGoesIntoTheLogAndComesBack) {
  RunningDaemon daemon(daemon_options(log()));
  Wall wall(options(daemon));
  ASSERT_TRUE(wall.reaches(0));
  const uint64_t good = wall.source->submit(team_status(1));
  const uint64_t bad = wall.source->submit("{");
  std::vector<Submitted> answers;
  EXPECT_TRUE(eventually([&] {
    for (Submitted& one : wall.source->take_submitted()) answers.push_back(std::move(one));
    return answers.size() == 2;
  }));
  EXPECT_EQ(answers[0].ticket, good);
  EXPECT_TRUE(answers[0].accepted);
  EXPECT_EQ(answers[1].ticket, bad);
  EXPECT_FALSE(answers[1].accepted);
  EXPECT_TRUE(answers[1].detail.starts_with("not_json")) << answers[1].detail;
  EXPECT_TRUE(wall.reaches(1));
}

TEST_F(LiveSourceTest, WithoutADaemonItWaitsAndSaysSince) {
  LiveOptions nobody;
  nobody.endpoint = "tcp://127.0.0.1:1";
  Wall wall(nobody);
  EXPECT_TRUE(eventually([&] { return wall.source->status().silent_s > 0.05; }));
  EXPECT_EQ(wall.phase(), Phase::kConnecting);
  LiveOptions wrong;
  wrong.endpoint = "nonsense";
  EXPECT_FALSE(LiveSource::open(wrong));
}

}  // namespace
}  // namespace gridwall::source::testing
