#include "ingest/feed/wire.h"

#include <gtest/gtest.h>

#include "ingest/feed/heartbeat.h"
#include "ingest/feed/history_protocol.h"
#include "ingest/feed/peek.h"
#include "ingest/feed/socket.h"

namespace gridwall::feed {
namespace {

TEST(WireTest, AStampIsTwentyEightBytesBigEndianAndComesBackTheSame) {
  const Stamp stamp{0x0102030405060708, 9, -5, GridIndex(0xfffffffe)};
  const auto bytes = encode_stamp(stamp);
  EXPECT_EQ(bytes[0], 1);
  EXPECT_EQ(bytes[7], 8);
  const auto back = decode_stamp({bytes.data(), bytes.size()});
  ASSERT_TRUE(back);
  EXPECT_EQ(back->seq, stamp.seq);
  EXPECT_EQ(back->feed_seq, stamp.feed_seq);
  EXPECT_EQ(back->received_ns, stamp.received_ns);
  EXPECT_EQ(back->grid, stamp.grid);
  EXPECT_FALSE(decode_stamp("short"));
  const auto no_time = encode_stamp({1, 1, INT64_MIN, GridIndex(0)});
  EXPECT_FALSE(decode_stamp({no_time.data(), no_time.size()}));
}

TEST(WireTest, APublishedEventIsReadFromItsThreeFramesOrNotAtAll) {
  const auto stamp = encode_stamp({7, 3, 100, kNone});
  const std::string_view bytes(stamp.data(), stamp.size());
  const auto event = event_of_frames("patrol", bytes, "{}");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->stamp.seq, 7U);
  EXPECT_EQ(event->stamp.feed_seq, 3U);
  EXPECT_EQ(event->feed, Feed::kPatrol);
  EXPECT_FALSE(event->pruned);
  EXPECT_EQ(event->body, "{}");
  EXPECT_FALSE(event_of_frames("heartbeat", bytes, "{}"));
  EXPECT_FALSE(event_of_frames("patrol", bytes.substr(1), "{}"));
}

TEST(WireTest, EveryKindOfAnswerComesBackTheSame) {
  for (const Answer& answer :
       {Answer{Answer::Kind::kAck, 18'446'744'073'709'551'615ULL, {}, {}}, Answer{Answer::Kind::kDuplicate, 7, {}, {}},
        Answer{Answer::Kind::kReject, 0, "not_json", "not JSON: a brace is missing"},
        Answer{Answer::Kind::kRetry, 0, "rate", {}}}) {
    std::string text;
    append_answer(text, answer);
    const auto back = parse_answer(text);
    ASSERT_TRUE(back) << text;
    EXPECT_EQ(back->kind, answer.kind);
    EXPECT_EQ(back->seq, answer.seq);
    EXPECT_EQ(back->reason, answer.reason);
    EXPECT_EQ(back->detail, answer.detail);
  }
  for (const char* nonsense : {"", "ack", "ack x", "ack 1 2", "yes 1", "duplicate -1"}) {
    EXPECT_FALSE(parse_answer(nonsense)) << nonsense;
  }
}

TEST(WireTest, RecordsComeBackInOrderAndDamageIsSeen) {
  std::string chunk;
  append_record(chunk, {{1, 1, 100, GridIndex(3)}, Feed::kRequest, false, "first"});
  append_record(chunk, {{2, 1, 101, kNone}, Feed::kPatrol, true, ""});
  RecordReader reader(chunk);
  LoggedEvent record;
  ASSERT_TRUE(reader.next(record));
  EXPECT_EQ(record.body, "first");
  ASSERT_TRUE(reader.next(record));
  EXPECT_TRUE(record.pruned);
  EXPECT_EQ(record.feed, Feed::kPatrol);
  EXPECT_EQ(record.stamp.grid, kNone);
  EXPECT_FALSE(reader.next(record));
  EXPECT_FALSE(reader.damaged());
  for (size_t cut = 1; cut < chunk.size(); ++cut) {
    RecordReader shorter(std::string_view(chunk).substr(0, cut));
    while (shorter.next(record)) {
    }
    EXPECT_EQ(shorter.damaged(), cut != kRecordOverheadBytes + 5) << cut;
  }
}

TEST(WireTest, ARecordOfNoPossibleTimeIsDamage) {
  std::string chunk;
  append_record(chunk, {{1, 1, INT64_MAX, GridIndex(3)}, Feed::kRequest, false, "first"});
  RecordReader reader(chunk);
  LoggedEvent record;
  EXPECT_FALSE(reader.next(record));
  EXPECT_TRUE(reader.damaged());
}

TEST(WireTest, PackedTextsComeBackAndDamageIsSeen) {
  const std::string blob = pack_texts({"a", "", "ccc"});
  const auto texts = unpack_texts(blob, 3);
  ASSERT_TRUE(texts);
  EXPECT_EQ((*texts)[2], "ccc");
  EXPECT_FALSE(unpack_texts(blob, 2));
  EXPECT_FALSE(unpack_texts(blob, 4));
  EXPECT_FALSE(unpack_texts(std::string_view(blob).substr(0, blob.size() - 1), 3));
}

TEST(WireTest, AHeartbeatComesBackTheSame) {
  Heartbeat heartbeat;
  heartbeat.log_id = "ab";
  heartbeat.seq = 12;
  heartbeat.feed_seq = {7, 5, 0};
  heartbeat.server_time_ns = 1'795'242'728'000'000'000;
  heartbeat.degraded = "the disk is full";
  heartbeat.sources = {{"12345", 1, 2, 3, 4, 5, 0.25}, {"119", 0, 0, 0, 0, 0, std::nullopt}};
  const auto back = parse_heartbeat(encode_heartbeat(heartbeat));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->feed_seq, heartbeat.feed_seq);
  EXPECT_EQ(back->degraded, heartbeat.degraded);
  EXPECT_EQ(back->server_time_ns, heartbeat.server_time_ns);
  ASSERT_EQ(back->sources.size(), 2U);
  EXPECT_EQ(back->sources[0].gaps, 5U);
  EXPECT_EQ(back->sources[0].last_received_age_s, 0.25);
  EXPECT_FALSE(back->sources[1].last_received_age_s);
  EXPECT_FALSE(parse_heartbeat("[]"));
  EXPECT_FALSE(parse_heartbeat(std::string(100'000, '[')));
}

TEST(WireTest, ARequestForHistoryIsReadStrictly) {
  HistoryRequest request;
  request.get = HistoryRequest::Get::kRange;
  request.request = 4;
  request.from = 10;
  request.to = 20;
  HistoryRequest back;
  ASSERT_FALSE(parse_request(encode_request(request), back));
  EXPECT_EQ(back.to, 20U);
  for (const char* wrong : {"", "[]", "{}", R"({"get":"all"})", R"({"get":"range","from":0,"to":3})",
                            R"({"get":"range","from":5,"to":3})", R"({"get":"range","from":-1,"to":3})"}) {
    EXPECT_TRUE(parse_request(wrong, back)) << wrong;
  }
  EXPECT_TRUE(parse_request(std::string(5000, ' '), back));
}

TEST(PeekTest, SeesSourceAndEmergencyAndIsNotMisledByTexts) {
  EXPECT_EQ(peek(R"({"source" : "a b","type":"request.placed"})").source, "a b");
  EXPECT_TRUE(peek(R"({"type": "emergency.team_status"})").emergency);
  EXPECT_FALSE(peek(R"({"title":"emergency.","type":"request.placed"})").emergency);
  EXPECT_EQ(peek(R"({"x":"source","source":"y"})").source, "y");
  EXPECT_EQ(peek(R"({"source":"a\"b"})").source, "");
  EXPECT_EQ(peek(R"({"source":)").source, "");
  EXPECT_EQ(peek("").source, "");
  EXPECT_EQ(peek_number(R"({"n":12,"m":1.5})", "n"), 12U);
  EXPECT_FALSE(peek_number(R"({"n":12,"m":1.5})", "m"));
  EXPECT_FALSE(peek_number(R"({"n":"12"})", "n"));
}

TEST(EndpointTest, OnlyWhatNobodyOutsideReachesCountsAsLoopback) {
  for (const char* inside :
       {"tcp://127.0.0.1:5550", "tcp://127.9.8.7:*", "tcp://localhost:1", "ipc:///run/x", "inproc://x"}) {
    EXPECT_TRUE(is_loopback(inside)) << inside;
  }
  for (const char* outside : {"tcp://*:5550", "tcp://0.0.0.0:1", "tcp://10.0.0.1:1", "tcp://127.example.org:1",
                              "tcp://eth0:1", "tcp://[::1]:5", "pgm://1.2.3.4:5", "tcp://127.0.0.1", ""}) {
    EXPECT_FALSE(is_loopback(outside)) << outside;
  }
  EXPECT_EQ(reachable_endpoint("tcp://0.0.0.0:5551", "tcp://wall.example:5552"), "tcp://wall.example:5551");
  EXPECT_EQ(reachable_endpoint("tcp://10.1.1.1:5551", "tcp://wall.example:5552"), "tcp://10.1.1.1:5551");
}

}  // namespace
}  // namespace gridwall::feed
