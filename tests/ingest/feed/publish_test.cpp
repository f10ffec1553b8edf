#include "ingest/feed/heartbeat.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/wire.h"
#include "ingest/log/compress.h"
#include "ingest/replay/log_fold.h"
#include "ingest/state/checkpoint.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

using Frames = std::vector<std::string>;

void await_heartbeat(Peer& wall) {
  EXPECT_TRUE(eventually([&] {
    const Frames frames = wall.receive();
    return !frames.empty() && frames[0] == "heartbeat";
  }));
}

HistoryAnswer header_of(const Frames& answer) {
  const std::optional<HistoryAnswer> header = answer.empty() ? std::nullopt : parse_history_answer(answer[0]);
  EXPECT_TRUE(header);
  return header.value_or(HistoryAnswer{});
}

HistoryAnswer ask(Peer& wall, HistoryRequest request, std::string* chunk = nullptr) {
  const Frames answer = wall.ask({encode_request(request)});
  if (chunk != nullptr) *chunk = answer.size() > 1 ? answer[1] : "";
  return header_of(answer);
}

void fill(const std::string& intake, int from, int to) {
  Peer sender(intake);
  for (int begin = from; begin <= to; begin += 500) {
    Frames batch;
    for (int i = begin; i < begin + 500 && i <= to; ++i) batch.push_back(placed(i));
    for (const std::string& answer : sender.ask(batch)) ASSERT_TRUE(answer.starts_with("ack ")) << answer;
  }
}

TEST_F(FeedTest, WallsReceiveEveryEventWithItsStampAndBodyUnderItsFeed) {
  RunningDaemon daemon(daemon_options(log()));
  Peer wall(daemon.endpoints().publish, SocketKind::kSub);
  await_heartbeat(wall);
  Peer sender(daemon.endpoints().intake);
  sender.ask({placed(1), team_status(1)});
  const Frames first = wall.receive();
  ASSERT_EQ(first.size(), 3U);
  EXPECT_EQ(first[0], "request");
  EXPECT_EQ(first[2], placed(1));
  const auto stamp = decode_stamp(first[1]);
  ASSERT_TRUE(stamp);
  EXPECT_EQ(stamp->seq, 1U);
  EXPECT_EQ(stamp->feed_seq, 1U);
  EXPECT_EQ(stamp->received_ns, kNowNs);
  EXPECT_NE(stamp->grid, kNone);
  const Frames second = wall.receive();
  ASSERT_EQ(second.size(), 3U);
  EXPECT_EQ(second[0], "emergency");
  EXPECT_EQ(decode_stamp(second[1])->seq, 2U);
  EXPECT_EQ(decode_stamp(second[1])->feed_seq, 1U);
}

TEST_F(FeedTest, TheHeartbeatTellsTheHeadAndHowEachSourceIs) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  sender.ask({placed(1), placed(1), "{", team_status(1)});
  Peer wall(daemon.endpoints().publish, SocketKind::kSub);
  std::optional<Heartbeat> heartbeat;
  ASSERT_TRUE(eventually([&] {
    const Frames frames = wall.receive();
    if (frames.empty() || frames[0] != "heartbeat") return false;
    heartbeat = parse_heartbeat(frames[1]);
    return true;
  }));
  ASSERT_TRUE(heartbeat);
  EXPECT_EQ(heartbeat->log_id.size(), 32U);
  EXPECT_EQ(heartbeat->hash.size(), 64U);
  EXPECT_EQ(heartbeat->seq, 2U);
  EXPECT_EQ(heartbeat->feed_seq, (std::array<uint64_t, kFeedCount>{1, 0, 1}));
  EXPECT_EQ(heartbeat->server_time_ns, kNowNs);
  EXPECT_EQ(heartbeat->degraded, "");
  const auto of = [&](std::string_view name) {
    for (const SourceHealth& source : heartbeat->sources) {
      if (source.source == name) return source;
    }
    return SourceHealth{};
  };
  EXPECT_EQ(of("12345").accepted, 1U);
  EXPECT_EQ(of("12345").duplicates, 1U);
  EXPECT_EQ(of("(unnamed)").rejected, 1U);
  EXPECT_TRUE(of("119").last_received_age_s);
}

TEST_F(FeedTest, AWallThatDoesNotReadLosesOnlyItsOwnAndMemoryStaysBounded) {
  DaemonOptions options = daemon_options(log());
  options.subscriber_queue = 100;
  RunningDaemon daemon(options);
  Context context;
  SocketOptions small;
  small.receive_queue = 1;
  Result<Socket> stopped = Socket::open(context, SocketKind::kSub, small);  // connected, and never read
  ASSERT_TRUE(stopped);
  ASSERT_TRUE(stopped->subscribe(""));
  ASSERT_TRUE(stopped->connect(daemon.endpoints().publish));
  Peer reads(daemon.endpoints().publish, SocketKind::kSub);
  await_heartbeat(reads);

  Peer sender(daemon.endpoints().intake);
  const std::string long_text(1500, 'x');
  uint64_t heard = 0, last = 0, refused = 0;
  Frames frames;
  const auto listen = [&] {
    while (reads.receive_now(frames)) {
      if (frames[0] == "heartbeat") {
        refused = parse_heartbeat(frames[1])->refused;
        continue;
      }
      ++heard;
      EXPECT_GT(decode_stamp(frames[1])->seq, last);
      last = decode_stamp(frames[1])->seq;
    }
  };
  // Until the stopped one's queues are full: its kernel buffers take a few megabytes.
  int sent = 0;
  ASSERT_TRUE(eventually([&] {
    Frames batch;
    for (int i = 0; i < 50; ++i) batch.push_back(placed(++sent, long_text));
    for (const std::string& answer : sender.ask(batch)) EXPECT_TRUE(answer.starts_with("ack "));
    EXPECT_TRUE(eventually([&] {
      listen();
      return last == static_cast<uint64_t>(sent);
    }));
    return refused > 0;
  }));
  EXPECT_EQ(heard, static_cast<uint64_t>(sent));  // the one that reads has every event
}

TEST_F(FeedTest, AWallLearnsEverythingItNeedsFromTheHistory) {
  DaemonOptions options = daemon_options(log());
  options.pipeline.checkpoint_events = 1000;
  RunningDaemon daemon(options);
  fill(daemon.endpoints().intake, 1, 2500);
  Peer wall(daemon.endpoints().history);

  const HistoryAnswer hello = ask(wall, {HistoryRequest::Get::kHello, 1});
  EXPECT_EQ(hello.request, 1U);
  EXPECT_EQ(hello.protocol, kProtocolVersion);
  EXPECT_EQ(hello.state_version, kStateVersion);
  EXPECT_EQ(hello.head, 2500U);
  EXPECT_EQ(hello.intake, daemon.endpoints().intake);
  EXPECT_EQ(hello.publish, daemon.endpoints().publish);

  std::string chunk;
  const HistoryAnswer county_answer = ask(wall, {HistoryRequest::Get::kCounty, 2}, &chunk);
  EXPECT_EQ(county_answer.bytes, chunk.size());
  const Result<std::string> packed = log::decompress_blob(chunk);
  ASSERT_TRUE(packed);
  const auto texts = unpack_texts(*packed, 3);
  ASSERT_TRUE(texts);
  const CountySource source = ::gridwall::testing::fishnet_county();
  EXPECT_EQ((*texts)[1], source.config_text);
  const Result<County> county = load_county({(*texts)[0] + ".toml", (*texts)[1], (*texts)[2], ""});
  ASSERT_TRUE(county);

  HistoryRequest request{HistoryRequest::Get::kSnapshot, 3};
  request.version = kStateVersion;
  std::string blob;
  HistoryAnswer snapshot;
  do {
    request.offset = blob.size();
    if (!blob.empty()) request.seq = snapshot.seq;
    snapshot = ask(wall, request, &chunk);
    ASSERT_EQ(snapshot.error, "");
    blob += chunk;
  } while (blob.size() < snapshot.bytes);
  ASSERT_GE(snapshot.seq, 1000U);
  Result<CountyState> state = deserialize(*log::decompress_blob(blob), *county);
  ASSERT_TRUE(state);
  ASSERT_EQ(state->seq, snapshot.seq);

  Parser parser;
  while (state->seq < hello.head) {
    HistoryRequest range{HistoryRequest::Get::kRange, 4};
    range.from = state->seq + 1;
    range.to = hello.head;
    const HistoryAnswer answer = ask(wall, range, &chunk);
    ASSERT_EQ(answer.error, "");
    ASSERT_LE(answer.count, kChunkEvents);
    ASSERT_LE(chunk.size(), kChunkBytes);
    RecordReader records(chunk);
    LoggedEvent event;
    while (records.next(event)) replay::fold_row(*state, *county, parser, event);
    ASSERT_FALSE(records.damaged());
    ASSERT_EQ(state->seq, answer.last);
  }
  EXPECT_EQ(serialize(*state), serialize(full_fold(log())));
}

TEST_F(FeedTest, AnotherStateVersionGetsNoSnapshotAndBeginsWithTheEvents) {
  DaemonOptions options = daemon_options(log());
  options.pipeline.checkpoint_events = 1000;
  RunningDaemon daemon(options);
  fill(daemon.endpoints().intake, 1, 1500);
  Peer wall(daemon.endpoints().history);
  HistoryRequest request{HistoryRequest::Get::kSnapshot, 3};
  request.version = kStateVersion + 1;
  std::string chunk;
  const HistoryAnswer snapshot = ask(wall, request, &chunk);
  EXPECT_EQ(snapshot.bytes, 0U);
  EXPECT_EQ(snapshot.seq, 0U);
  EXPECT_EQ(chunk, "");
}

TEST_F(FeedTest, AChunkNeverOutgrowsItsSize) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  std::string big = placed(1);
  big.insert(1, "\"extra\":\"" + std::string(60'000, 'x') + "\",");
  Frames batch;
  for (int i = 1; i <= 20; ++i) {
    std::string one = big;
    one.replace(one.find("\"p1\""), 4, "\"p" + std::to_string(i) + "\"");
    batch.push_back(one);
  }
  for (const std::string& answer : sender.ask(batch)) ASSERT_TRUE(answer.starts_with("ack ")) << answer.substr(0, 100);
  Peer wall(daemon.endpoints().history);
  HistoryRequest range{HistoryRequest::Get::kRange, 1};
  range.from = 1;
  range.to = 20;
  std::string chunk;
  const HistoryAnswer answer = ask(wall, range, &chunk);
  EXPECT_LE(chunk.size(), kChunkBytes);
  EXPECT_EQ(answer.last, 4U);
}

}  // namespace
}  // namespace gridwall::feed::testing
