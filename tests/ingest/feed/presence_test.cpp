// What desks say they are at, and why there is no connection.
#include "ingest/feed/presence.h"

#include "ingest/event/clock.h"
#include "ingest/feed/connection_watch.h"
#include "ingest/feed/curve.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

TEST(Presence, WhatADeskIsAtStandsUntilItFallsSilent) {
  PresenceBoard board;
  EXPECT_TRUE(board.take(encode_presence({"甲班", "note", "一号楼"}), 0));
  EXPECT_FALSE(board.take(encode_presence({"甲班", "note", "一号楼"}), kSecond)) << "the same again is no news";
  EXPECT_TRUE(board.take(encode_presence({"甲班", "", ""}), 2 * kSecond));
  EXPECT_TRUE(board.take(encode_presence({"乙班", "handover", ""}), 2 * kSecond));
  ASSERT_EQ(board.desks(3 * kSecond).size(), 2U);
  EXPECT_EQ(board.desks(3 * kSecond)[0].desk, "乙班");
  EXPECT_EQ(board.desks(60 * kSecond).size(), 0U);
}

TEST(Presence, AFrameOfAnotherKindOrTooManyDesksAreRefused) {
  PresenceBoard board;
  for (const std::string& frame : {std::string("{}"), std::string("presence "), std::string("presence xxxxxxxxxxxx"),
                                   encode_presence({"", "note", ""}), "presence " + std::string(4000, 'x'),
                                   encode_presence({"\xE7\xA7", "note", ""})}) {
    EXPECT_FALSE(board.take(frame, 0));
  }
  for (size_t i = 0; i < kMostDesks; ++i) EXPECT_TRUE(board.take(encode_presence({std::to_string(i), "", ""}), 0));
  EXPECT_FALSE(board.take(encode_presence({"one more", "", ""}), 0));
  EXPECT_EQ(board.desks(0).size(), kMostDesks);
}

class PresenceTest : public FeedTest {
 protected:
  // The next heartbeat for which it holds.
  bool heard(Peer& wall, const std::function<bool(const Heartbeat&)>& holds) {
    return eventually([&] {
      std::vector<std::string> frames;
      if (!wall.receive_now(frames) || frames.size() != 2) return false;
      const std::optional<Heartbeat> heartbeat = parse_heartbeat(frames[1]);
      return heartbeat && holds(*heartbeat);
    });
  }
};

TEST_F(PresenceTest, TheDaemonTellsItInItsHeartbeatAndLogsNothing) {
  uint64_t rows = 0;
  {
    RunningDaemon daemon(daemon_options(log()));
    Peer desk(daemon.endpoints().intake), wall(daemon.endpoints().publish, SocketKind::kSub);
    ASSERT_TRUE(wall.socket().subscribe(kHeartbeatTopic));
    EXPECT_TRUE(heard(wall, [](const Heartbeat& beat) { return beat.takes_presence && beat.desks.empty(); }));
    desk.send({encode_presence({"甲班", "note", "一号楼"})});
    EXPECT_TRUE(heard(wall, [](const Heartbeat& beat) {
      return beat.desks.size() == 1 && beat.desks[0].desk == "甲班" && beat.desks[0].form == "note" &&
             beat.desks[0].about == "一号楼";
    }));
    EXPECT_TRUE(desk.ask({placed(1)}).front().starts_with("ack 1"));
    rows = 1;
  }
  EXPECT_EQ(rows_in(log()), rows);
}

TEST_F(PresenceTest, ADaemonOfExercisesTakesExercisesOnlyAndARealOneNone) {
  DaemonOptions options = daemon_options(log());
  options.training = true;
  options.pipeline.writer.training = true;
  const std::string real = placed(1);
  const std::string exercise = real.substr(0, real.size() - 1) + R"(,"training":true})";
  {
    RunningDaemon daemon(options);
    Peer sender(daemon.endpoints().intake), wall(daemon.endpoints().publish, SocketKind::kSub);
    ASSERT_TRUE(wall.socket().subscribe(kHeartbeatTopic));
    EXPECT_TRUE(heard(wall, [](const Heartbeat& beat) { return beat.training; }));
    EXPECT_TRUE(sender.ask({real}).front().starts_with("reject not_allowed training"));
    EXPECT_TRUE(sender.ask({exercise}).front().starts_with("ack 1"));
  }
  options.pipeline.writer.training = false;
  const Result<std::unique_ptr<Daemon>> mixed = Daemon::start(options);
  ASSERT_FALSE(mixed);
  EXPECT_NE(mixed.error().message.find("is the log of a training"), std::string::npos) << mixed.error().message;
  options.pipeline.log = folder / "real.gwlog";
  RunningDaemon daemon(options);
  Peer sender(daemon.endpoints().intake);
  EXPECT_TRUE(sender.ask({exercise}).front().starts_with("reject not_allowed training"));
  EXPECT_TRUE(sender.ask({real}).front().starts_with("ack 1"));
}

class ConnectionWatchTest : public FeedTest {
 protected:
  bool comes_to(ConnectionTrouble wanted) {
    return eventually([&] { return watch->trouble(steady_clock_ns()) == wanted; });
  }
  void connect(const std::string& endpoint, std::optional<CurveClient> keys = std::nullopt) {
    SocketOptions options;
    options.curve_client = std::move(keys);
    Result<Socket> opened = Socket::open(context, SocketKind::kDealer, options);
    ASSERT_TRUE(opened) << opened.error().message;
    watch = std::make_unique<ConnectionWatch>();  // one that was not told of anything yet
    socket = std::move(*opened);
    watch->watch(context, socket);
    ASSERT_TRUE(socket.connect(endpoint));
  }
  Context context;
  Socket socket;
  std::unique_ptr<ConnectionWatch> watch;
};

TEST_F(ConnectionWatchTest, NobodyAtTheAddressIsToldApartFromAKeyThatIsRefused) {
  const Result<KeyPair> server = make_key_pair(), stranger = make_key_pair(), other = make_key_pair();
  ASSERT_TRUE(server && stranger && other);
  DaemonOptions options = daemon_options(log());
  options.server_keys = *server;
  std::string endpoint;
  {
    RunningDaemon daemon(options);
    endpoint = daemon.endpoints().history;
    connect(endpoint);  // without any key
    EXPECT_TRUE(comes_to(ConnectionTrouble::kWrongKey));
    connect(endpoint, CurveClient{server->public_key, stranger->public_key, stranger->secret_key});
    EXPECT_TRUE(comes_to(ConnectionTrouble::kWrongKey));
    connect(endpoint, CurveClient{other->public_key, stranger->public_key, stranger->secret_key});
    EXPECT_TRUE(comes_to(ConnectionTrouble::kWrongKey));
  }
  connect(endpoint);
  EXPECT_TRUE(comes_to(ConnectionTrouble::kUnreachable));
}

TEST_F(ConnectionWatchTest, AConnectionThatIsThereHasNoTroubleAndOneThatEndsIsNoMatterOfKeys) {
  auto daemon = std::make_unique<RunningDaemon>(daemon_options(log()));
  connect(daemon->endpoints().history);
  EXPECT_TRUE(eventually([&] { return socket.send({R"({"get":"hello","request":1})"}) == Socket::Sent::kSent; }));
  EXPECT_EQ(watch->trouble(steady_clock_ns()), ConnectionTrouble::kNone);
  daemon.reset();
  EXPECT_TRUE(comes_to(ConnectionTrouble::kUnreachable));
}

}  // namespace
}  // namespace gridwall::feed::testing
