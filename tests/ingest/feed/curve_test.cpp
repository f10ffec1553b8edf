// Who gets in, with keys.
#include "ingest/feed/curve.h"

#include <fstream>

#include "ingest/feed/ingest_config.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

using Frames = std::vector<std::string>;

class CurveTest : public FeedTest {
 protected:
  CurveTest() {
    for (KeyPair* keys : {&server, &hotline, &rescue, &wall, &stranger}) *keys = *make_key_pair();
  }
  DaemonOptions options() {
    DaemonOptions all = daemon_options(log());
    all.server_keys = server;
    SenderRights requests{0b001, ~0ULL};
    SenderRights statuses{0b100, 1ULL << static_cast<unsigned>(EventType::kEmergencyTeamStatus)};
    all.clients = {{"hotline", hotline.public_key, requests, false},
                   {"rescue", rescue.public_key, statuses, false},
                   {"wall", wall.public_key, {0, ~0ULL}, true}};
    return all;
  }
  CurveClient as(const KeyPair& keys) const { return {server.public_key, keys.public_key, keys.secret_key}; }
  // True when the daemon lets it in: libzmq then has a peer to send to.
  bool enters(const std::string& endpoint, const std::optional<CurveClient>& keys, Peer& witness,
              const Frames& question) {
    Peer peer(endpoint, SocketKind::kDealer, keys);
    // Somebody with the right key came after it, and was served: whoever is not in by then was turned away.
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(witness.ask(question).empty());
    return peer.socket().send({"x"}) == Socket::Sent::kSent;
  }
  KeyPair server, hotline, rescue, wall, stranger;
};

TEST_F(CurveTest, EachKeySendsOnlyItsFeedsAndTypes) {
  RunningDaemon daemon(options());
  Peer requests(daemon.endpoints().intake, SocketKind::kDealer, as(hotline));
  Frames answers = requests.ask({placed(1), team_status(1)});
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0], "ack 1");
  EXPECT_TRUE(answers[1].starts_with("reject not_allowed")) << answers[1];
  Peer teams(daemon.endpoints().intake, SocketKind::kDealer, as(rescue));
  std::string mode = team_status(3);
  mode.replace(mode.find("team_status"), 11, "note_added");
  mode.insert(mode.size() - 1, R"(,"by":"a","text":"b")");
  answers = teams.ask({team_status(2), placed(2), mode});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0], "ack 2");
  EXPECT_TRUE(answers[1].starts_with("reject not_allowed")) << answers[1];
  EXPECT_TRUE(answers[2].starts_with("reject not_allowed")) << answers[2];
}

TEST_F(CurveTest, NoKeyAWrongKeyOrTheRightKeyAtTheWrongDoorDoesNotGetIn) {
  RunningDaemon daemon(options());
  Peer sender(daemon.endpoints().intake, SocketKind::kDealer, as(hotline));
  Peer viewer(daemon.endpoints().history, SocketKind::kDealer, as(wall));
  const Frames hello{R"({"get":"hello"})"};
  CurveClient wrong_server = as(hotline);
  wrong_server.server_public_key = stranger.public_key;
  for (const auto& keys : {std::optional<CurveClient>(), std::optional(as(stranger)), std::optional(as(wall)),
                           std::optional(wrong_server)}) {
    EXPECT_FALSE(enters(daemon.endpoints().intake, keys, sender, {"x"}));
  }
  for (const auto& keys : {std::optional<CurveClient>(), std::optional(as(stranger)), std::optional(as(hotline))}) {
    EXPECT_FALSE(enters(daemon.endpoints().history, keys, viewer, hello));
  }
  EXPECT_TRUE(viewer.ask(hello)[0].starts_with("{"));
}

TEST_F(CurveTest, TheProofFindsADoorWithoutAGatekeeper) {
  Context context;
  SocketOptions open;
  open.curve_server = CurveServer{server.secret_key, ""};  // no domain: nobody is asked
  Result<Socket> door = Socket::open(context, SocketKind::kRouter, open);
  ASSERT_TRUE(door) << door.error().message;
  ASSERT_TRUE(door->bind("tcp://127.0.0.1:*"));
  EXPECT_FALSE(prove_shut(door->endpoint(), SocketKind::kDealer, server.public_key));
}

TEST_F(CurveTest, WithKeysAnAddressOthersCanReachIsAllowed) {
  DaemonOptions all = options();
  all.endpoints.intake = "tcp://0.0.0.0:*";
  RunningDaemon daemon(all);
  Peer sender(reachable_endpoint(daemon.endpoints().intake, "tcp://127.0.0.1:1"), SocketKind::kDealer, as(hotline));
  EXPECT_EQ(sender.ask({placed(1)}), Frames{"ack 1"});
}

TEST_F(CurveTest, AKeyFileIsPrivateNeverOverwrittenAndComesBackTheSame) {
  const auto path = folder / "server.key";
  ASSERT_TRUE(write_key_file(path, server));
  EXPECT_FALSE(write_key_file(path, stranger));
  const Result<KeyPair> back = read_key_file(path);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->secret_key, server.secret_key);
  std::filesystem::permissions(path, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_FALSE(read_key_file(path));
}

TEST_F(CurveTest, TheConfigurationMapsKeysToFeedsAndTypes) {
  std::filesystem::create_directory(folder / "keys");
  ASSERT_TRUE(write_key_file(folder / "keys/server.key", server));
  const auto config = [&](const std::string& client) {
    std::ofstream(folder / "ingest.toml")
        << "[security]\nkey_file = 'keys/server.key'\n[[security.client]]\nname = 'a'\npublic_key = '"
        << hotline.public_key << "'\n"
        << client;
    return read_ingest_config(folder / "ingest.toml");
  };
  const Result<IngestConfig> good = config("may_send = ['request']\ntypes = ['request.placed']\n");
  ASSERT_TRUE(good) << good.error().message;
  ASSERT_EQ(good->daemon.clients.size(), 1U);
  EXPECT_EQ(good->daemon.clients[0].rights.may_send, 0b001);
  EXPECT_EQ(good->daemon.clients[0].rights.types, 1ULL);
  EXPECT_FALSE(good->daemon.clients[0].may_view);
  EXPECT_FALSE(config(""));
  EXPECT_FALSE(config("may_send = ['weather']\n"));
  EXPECT_FALSE(config("may_view = true\ntypes = ['request.invented']\n"));
  EXPECT_TRUE(config("may_view = true\n"));
}

}  // namespace
}  // namespace gridwall::feed::testing
