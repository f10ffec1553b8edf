// Whatever comes in, the daemon says so politely, keeps what came, and goes on.
#include "ingest/feed/wire.h"
#include "ingest/log/log_reader.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

using Frames = std::vector<std::string>;

std::string reason_of(const std::string& answer) {
  const std::optional<Answer> parsed = parse_answer(answer);
  return parsed && parsed->kind == Answer::Kind::kReject ? std::string(parsed->reason) : "not a reject: " + answer;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST_F(FeedTest, HostileEventsAreRejectedStoredAndOutlived) {
  RunningDaemon daemon(daemon_options(log()));
  Peer sender(daemon.endpoints().intake);
  ASSERT_EQ(sender.ask({placed(1)}), Frames{"ack 1"});
  const struct {
    const char* what;
    std::string message;
    std::string reason;
  } cases[] = {
      {"not JSON", "not json at all", "not_json"},
      {"empty", "", "not_json"},
      {"a bare number", "17", "not_an_object"},
      {"wrong UTF-8", placed(2, "\xff\xfe"), "not_utf8"},
      {"100,000 brackets", std::string(100'000, '['), "too_large"},
      {"60,000 brackets", std::string(60'000, '['), "not_json"},
      {"nested objects",
       [] {
         std::string nested = placed(3);
         std::string deep;
         for (int i = 0; i < 1000; ++i) deep += R"({"a":)";
         return nested.insert(1, "\"x\":" + deep + "1" + std::string(1000, '}') + ",");
       }(),
       "too_deep"},
      {"64 KiB and one byte", placed(4) + std::string(kMaxMessageBytes + 1 - placed(4).size(), ' '), "too_large"},
      {"unknown type", replaced(placed(5), "request.placed", "request.invented"), "unknown_type"},
      {"unknown feed", replaced(placed(6), R"("feed":"request")", R"("feed":"weather")"), "feed_mismatch"},
      {"same id, other body", placed(1, "别的"), "id_conflict"},
      {"a million characters of title", placed(7, std::string(1'000'000, 'x')), "too_large"},
      {"20,000 characters of title", placed(8, std::string(20'000, 'x')), "text_too_long"},
      {"zeros", std::string(1000, '\0'), "not_json"},
      {"an array of events", "[" + placed(9) + "]", "not_an_object"},
      {"long ago", replaced(placed(11), "2024-11-21", "1999-12-31"), "time_out_of_range"},
      {"tomorrow", replaced(placed(12), "2024-11-21", "2024-11-22"), "time_out_of_range"},
  };
  uint64_t rejects = 0;
  for (const auto& hostile : cases) {
    const Frames answers = sender.ask({"", hostile.message});
    ASSERT_EQ(answers.size(), 2U) << hostile.what;
    EXPECT_EQ(reason_of(answers[1]), hostile.reason) << hostile.what << ": " << answers[1].substr(0, 200);
    EXPECT_LT(answers[1].size(), 1000U) << hostile.what;
    ++rejects;
  }
  EXPECT_EQ(sender.ask({placed(2)}), Frames{"ack 2"});
  EXPECT_TRUE(daemon.stop());

  const Result<log::LogReader> reader = log::LogReader::open(log());
  ASSERT_TRUE(reader);
  const auto kept = reader->rejects(1, 1000, [](const log::LogReject& reject) {
    EXPECT_LE(reject.payload.size(), log::kRejectPayloadBytes);
    return true;
  });
  EXPECT_EQ(*kept, rejects);
  EXPECT_EQ(reader->head()->seq, 2U);
}

TEST_F(FeedTest, AFrameOverFourMebibytesCutsItsSenderOffAndNobodyElse) {
  RunningDaemon daemon(daemon_options(log()));
  Peer honest(daemon.endpoints().intake);
  Peer hostile(daemon.endpoints().intake);
  hostile.send({std::string(5 * 1024 * 1024, 'x')});
  EXPECT_EQ(honest.ask({placed(1)}), Frames{"ack 1"});
  EXPECT_EQ(honest.ask({"", std::string(4'000'000, 'x')}).size(), 2U);
}

TEST_F(FeedTest, GarbageAtTheHistoryDoorIsAnsweredAndOutlived) {
  RunningDaemon daemon(daemon_options(log()));
  Peer wall(daemon.endpoints().history);
  for (const Frames& garbage :
       {Frames{""}, Frames{"hello"}, Frames{"", ""}, Frames{std::string(60'000, '[')}, Frames{"{", "{"},
        Frames{R"({"get":"range","from":1,"to":18446744073709551615,"x":1e999})"}, Frames(500, "x"),
        Frames{R"({"get":"snapshot","seq":12345678,"offset":99999999})"},
        Frames{R"({"get":"county","offset":99999999})"}, Frames{R"({"get":"range","from":999,"to":9999})"},
        Frames{"\xff\xfe\xfd"}}) {
    const Frames answer = wall.ask(garbage);
    ASSERT_FALSE(answer.empty());
    EXPECT_NE(answer[0].find("\"error\""), std::string::npos) << answer[0];
  }
  Peer oversized(daemon.endpoints().history);
  oversized.send({std::string(100'000, 'x')});
  EXPECT_NE(wall.ask({R"({"get":"hello","request":9})"})[0].find(R"("request":9)"), std::string::npos);
}

TEST_F(FeedTest, GarbageAtThePublishDoorIsOutlived) {
  RunningDaemon daemon(daemon_options(log()));
  Peer garbage(daemon.endpoints().publish, SocketKind::kSub);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(garbage.socket().subscribe("nonsense" + std::to_string(i)));
  Peer wrong_kind(daemon.endpoints().publish, SocketKind::kDealer);
  Peer wall(daemon.endpoints().publish, SocketKind::kSub);
  EXPECT_TRUE(eventually([&] {
    const Frames frames = wall.receive();
    return !frames.empty() && frames[0] == "heartbeat";
  }));
}

}  // namespace
}  // namespace gridwall::feed::testing
