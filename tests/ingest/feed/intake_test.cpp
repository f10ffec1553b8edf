#include <algorithm>
#include <random>

#include "ingest/feed/heartbeat.h"
#include "ingest/feed/wire.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

using Frames = std::vector<std::string>;

TEST_F(FeedTest, EveryEventOfABatchIsAnsweredInItsOrder) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  const Frames answers = sender.ask({placed(1), placed(2), placed(1), placed(1, "别的"), "{", resolved(1)});
  ASSERT_EQ(answers.size(), 6U);
  EXPECT_EQ(answers[0], "ack 1");
  EXPECT_EQ(answers[1], "ack 2");
  EXPECT_EQ(answers[2], "duplicate 1");
  EXPECT_TRUE(answers[3].starts_with("reject id_conflict ")) << answers[3];
  EXPECT_TRUE(answers[4].starts_with("reject not_json ")) << answers[4];
  EXPECT_EQ(answers[5], "ack 3");
  EXPECT_TRUE(daemon.stop());
  EXPECT_EQ(rows_in(log()), 3U);
}

TEST_F(FeedTest, WhatWasAckedStandsInTheLogBeforeTheAnswerComes) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  for (int i = 1; i <= 20; ++i) {
    ASSERT_EQ(sender.ask({placed(i)}), Frames{"ack " + std::to_string(i)});
    ASSERT_EQ(rows_in(log()), static_cast<uint64_t>(i));
  }
}

TEST_F(FeedTest, ARequestSocketsEmptyFrameAndATagComeBackWithTheAnswers) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  EXPECT_EQ(sender.ask({"", placed(1)}), (Frames{"", "ack 1"}));
  const auto bytes = encode_tag(77);
  const std::string tag(bytes.data(), bytes.size());
  EXPECT_EQ(sender.ask({tag, "", placed(2), placed(1)}), (Frames{tag, "", "ack 2", "duplicate 1"}));
}

TEST_F(FeedTest, ABatchOfAThousandIsTakenAndOneMoreIsRefusedEventByEvent) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  Frames batch;
  for (int i = 1; i <= 1000; ++i) batch.push_back(placed(i));
  Frames answers = sender.ask(batch);
  ASSERT_EQ(answers.size(), 1000U);
  EXPECT_EQ(answers[999], "ack 1000");
  batch.push_back(placed(1001));
  answers = sender.ask(batch);
  ASSERT_EQ(answers.size(), 1001U);
  for (const std::string& answer : answers) EXPECT_TRUE(answer.starts_with("reject batch_too_large")) << answer;
  batch.insert(batch.begin(), "");
  EXPECT_EQ(sender.ask(batch).size(), 1002U);
  EXPECT_EQ(sender.ask({placed(1001)}), Frames{"ack 1001"});
}

TEST_F(FeedTest, BeyondItsRateASourceIsToldToTryAgainWhileItsEmergenciesAreTaken) {
  DaemonOptions options = daemon_options(log());
  options.limits = {0.001, 10, 1000, 1000};
  RunningDaemon daemon(options);
  Peer sender(daemon.endpoints().intake);
  Frames batch;
  for (int i = 1; i <= 15; ++i) batch.push_back(placed(i, "噪音扰民", "119"));
  for (int i = 1; i <= 5; ++i) batch.push_back(team_status(i, "119"));
  batch.push_back(placed(100, "别处", "12345"));
  const Frames answers = sender.ask(batch);
  ASSERT_EQ(answers.size(), 21U);
  for (size_t i = 0; i < 10; ++i) EXPECT_TRUE(answers[i].starts_with("ack ")) << answers[i];
  for (size_t i = 10; i < 15; ++i) EXPECT_EQ(answers[i], "retry rate");
  for (size_t i = 15; i < 21; ++i) EXPECT_TRUE(answers[i].starts_with("ack ")) << answers[i];
}

TEST_F(FeedTest, EventsSentTwiceAndInAnyOrderAreOneRowAnId) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  constexpr int kIds = 3000;
  std::mt19937 random(7);
  Frames events;
  for (int i = 0; i < kIds; ++i) events.push_back(i % 2 == 0 ? placed(i) : team_status(i));
  for (int i = 0; i < kIds * 3 / 10; ++i) events.push_back(events[random() % kIds]);
  std::shuffle(events.begin(), events.end(), random);
  int acks = 0, duplicates = 0;
  for (size_t begin = 0; begin < events.size(); begin += 500) {
    const auto end = std::min(begin + 500, events.size());
    for (const std::string& answer :
         sender.ask(Frames(events.begin() + static_cast<long>(begin), events.begin() + static_cast<long>(end)))) {
      acks += answer.starts_with("ack ");
      duplicates += answer.starts_with("duplicate ");
    }
  }
  EXPECT_EQ(acks, kIds);
  EXPECT_EQ(duplicates, static_cast<int>(events.size()) - kIds);
  EXPECT_EQ(rows_in(log()), static_cast<uint64_t>(kIds));
}

TEST_F(FeedTest, ASenderThatLeavesBeforeItsAnswersHurtsNobody) {
  RunningDaemon daemon(daemon_options(log()));
  Peer stays(daemon.endpoints().intake);
  for (int i = 0; i < 20; ++i) {
    Peer leaves(daemon.endpoints().intake);
    leaves.send({placed(1000 + i)});
  }
  EXPECT_TRUE(stays.ask({placed(1)})[0].starts_with("ack "));
}

TEST_F(FeedTest, SystemsThatOnlyPublishAreHeardAndTheirGapsCounted) {
  Context context;
  Result<Socket> publisher = Socket::open(context, SocketKind::kXpub);
  ASSERT_TRUE(publisher);
  ASSERT_TRUE(publisher->bind("tcp://127.0.0.1:*"));
  DaemonOptions options = daemon_options(log());
  options.published.push_back({publisher->endpoint(), "", "12345", "n", 0b001, std::nullopt});
  RunningDaemon daemon(options);
  Peer wall(daemon.endpoints().publish, SocketKind::kSub);
  std::vector<Frame> frames;
  ASSERT_TRUE(eventually([&] { return publisher->receive(frames); })) << "the daemon did not subscribe";
  const auto numbered = [](int event, int n) {
    std::string text = placed(event);
    text.insert(1, "\"n\":" + std::to_string(n) + ",");
    return text;
  };
  publisher->send({numbered(1, 1)});
  publisher->send({"topic", numbered(2, 2)});
  publisher->send({"topic", numbered(3, 6)});
  publisher->send({"topic", team_status(1)});  // this feed it may not send
  ASSERT_TRUE(eventually([&] { return rows_in(log()) == 3; }));
  EXPECT_TRUE(eventually([&] {
    const Frames heard = wall.receive();
    if (heard.empty() || heard[0] != "heartbeat") return false;
    const std::optional<Heartbeat> heartbeat = parse_heartbeat(heard[1]);
    for (const SourceHealth& source : heartbeat->sources) {
      if (source.source == "12345" && source.gaps == 3 && source.accepted == 3) return true;
    }
    return false;
  }));
}

}  // namespace
}  // namespace gridwall::feed::testing
