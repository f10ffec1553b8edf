#include "ingest/feed/sender.h"

#include <fstream>
#include <set>

#include "ingest/event/time.h"
#include "ingest/feed/line_reader.h"
#include "ingest/feed/sent_file.h"
#include "ingest/feed/time_shift.h"
#include "ingest/log/log_reader.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::feed::testing {
namespace {

class SenderTest : public FeedTest {
 protected:
  std::filesystem::path file() const { return folder / "events.jsonl"; }
  void write(int from, int to, std::ios::openmode mode = std::ios::trunc) {
    std::ofstream out(file(), std::ios::binary | mode);
    for (int i = from; i <= to; ++i) out << placed(i) << '\n';
  }
  SendOptions options(const std::string& endpoint) {
    SendOptions all;
    all.file = file();
    all.endpoint = endpoint;
    all.give_up_after_ns = 20'000'000'000;
    return all;
  }
};

TEST_F(SenderTest, SendsEveryLineInOrderAndReportsWhatBecameOfThem) {
  write(1, 2500);
  std::ofstream(file(), std::ios::app) << "\nnot json\n\r\n" << placed(1) << "\r\n" << placed(2501);  // no line end
  RunningDaemon daemon(daemon_options(log()));
  int told = 0;
  SendOptions all = options(daemon.endpoints().intake);
  all.progress = [&](const SendProgress&) { ++told; };
  const Result<SendReport> report = send_file(all);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(report->complete);
  EXPECT_EQ(report->acked, 2501U);
  EXPECT_EQ(report->duplicates, 1U);
  EXPECT_EQ(report->rejected, 1U);
  EXPECT_EQ(report->reasons.at("not_json"), 1U);
  EXPECT_TRUE(report->first_reject.starts_with("line 2501: not_json")) << report->first_reject;
  EXPECT_GE(told, 1);
  EXPECT_FALSE(std::filesystem::exists(sent_path(file())));
  EXPECT_TRUE(daemon.stop());
  const Result<log::LogReader> reader = log::LogReader::open(log());
  int expected = 0;
  const auto read = reader->events(1, 10'000, [&](const log::LogRow& row) {
    EXPECT_EQ(row.id, "p" + std::to_string(++expected));
    return true;
  });
  EXPECT_EQ(*read, 2501U);
}

TEST_F(SenderTest, GoesOnWhereItWasStopped) {
  write(1, 5000);
  RunningDaemon daemon(daemon_options(log()));
  std::atomic<bool> stop = false;
  SendOptions all = options(daemon.endpoints().intake);
  all.batch_events = 2;  // thousands of answers to wait for: it is stopped in the middle
  all.batches_in_flight = 1;
  all.stop = &stop;
  all.progress = [&](const SendProgress& progress) { stop = progress.lines > 0; };
  const Result<SendReport> first = send_file(all);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_FALSE(first->complete);
  ASSERT_TRUE(std::filesystem::exists(sent_path(file())));

  all.stop = nullptr;
  all.progress = {};
  const Result<SendReport> second = send_file(all);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_TRUE(second->complete);
  EXPECT_EQ(second->skipped_lines, first->lines);
  EXPECT_EQ(first->acked + second->acked, 5000U);
  EXPECT_LE(second->duplicates, 2U);  // what was under way when it stopped
  EXPECT_FALSE(std::filesystem::exists(sent_path(file())));
  EXPECT_EQ(rows_in(log()), 5000U);
}

TEST_F(SenderTest, AMarkOfAnotherFileIsPassedOver) {
  write(1, 100);
  ASSERT_TRUE(write_sent_mark(file(), {5000, 50, mark_of_beginning(file()), 7}));
  const auto mark = read_sent_mark(file());
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->lines, 50U);
  EXPECT_EQ(mark->shift_ns, 7);
  write(2, 100);
  EXPECT_FALSE(read_sent_mark(file()));
  write(1, 3);
  EXPECT_FALSE(read_sent_mark(file())) << "the file has become shorter";
}

TEST_F(SenderTest, WhatARateLimitTurnsAwayIsSentAgainUntilItIsIn) {
  write(1, 300);
  DaemonOptions limited = daemon_options(log());
  limited.limits = {400, 100, 100, 100};
  RunningDaemon daemon(limited);
  const Result<SendReport> report = send_file(options(daemon.endpoints().intake));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->acked, 300U);
  EXPECT_GT(report->retried, 0U);
}

TEST_F(SenderTest, GivesUpWhenNobodyAnswersAndNamesTheEndpoint) {
  write(1, 3);
  SendOptions all = options("tcp://127.0.0.1:1");
  all.give_up_after_ns = 1'000'000;
  const Result<SendReport> report = send_file(all);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(report.error().message.find("tcp://127.0.0.1:1"), std::string::npos);
  all.endpoint = "not an endpoint";
  EXPECT_EQ(send_file(all).error().code, ErrorCode::kInvalidArgument);
  all.file = folder / "absent.jsonl";
  EXPECT_EQ(send_file(all).error().code, ErrorCode::kNotFound);
}

TEST_F(SenderTest, AtASpeedTheSpacingOfTheEventsIsKept) {
  {
    std::ofstream out(file());
    for (int i = 0; i < 5; ++i) {
      std::string line = placed(i);
      out << line.replace(line.find("14:00:00"), 8, "14:0" + std::to_string(i) + ":00") << '\n';
    }
  }
  RunningDaemon daemon(daemon_options(log()));
  SendOptions all = options(daemon.endpoints().intake);
  all.speed = 600;  // four minutes in 0.4 s
  const auto began = std::chrono::steady_clock::now();
  const Result<SendReport> report = send_file(all);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->acked, 5U);
  EXPECT_GE(std::chrono::steady_clock::now() - began,
            std::chrono::milliseconds(400));  // never early; late is the machine's
}

TEST(TimeShiftTest, MovesEveryTimeOfAnEventByAsMuchAndNothingElse) {
  const std::string line =
      R"({"v":1,"id":"a","feed":"request","type":"request.placed","at":"2026-01-02T03:04:05+08:00","source":"s",)"
      R"("request":"R","category":"噪音","channel":"12345","title":"t","tier":"grid","due_at":"2026-01-03T03:04:05+08:00","own":[1]})";
  TimeShift times;
  const std::optional<int64_t> at_ns = times.at_ns(line);
  ASSERT_TRUE(at_ns);
  const std::string moved = times.moved(line, *at_ns + 90 * kNsPerSecond);
  EXPECT_NE(moved.find(R"("at":"2026-01-01T19:05:35Z")"), std::string::npos) << moved;
  EXPECT_NE(moved.find(R"("due_at":"2026-01-02T19:05:35Z")"), std::string::npos) << moved;
  EXPECT_NE(moved.find(R"("own":[1])"), std::string::npos) << moved;
  EXPECT_EQ(times.moved("nonsense", 0), "nonsense");
}

TEST_F(SenderTest, StampedNowTheFirstEventHappensNowAndASecondTryIsTheSame) {
  write(1, 50);
  DaemonOptions now = daemon_options(log());
  now.wall_clock_ns = {};
  RunningDaemon daemon(now);
  SendOptions all = options(daemon.endpoints().intake);
  all.stamp_now = true;
  all.speed = 1;
  const Result<SendReport> report = send_file(all);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->acked, 50U) << report->first_reject;
  const CountyState state = full_fold(log());
  EXPECT_LT(std::abs(state.requests[0].placed_ns - state.received_ns), 60 * kNsPerSecond);
}

TEST_F(SenderTest, LinesAreReadWholeWhateverTheirEnds) {
  std::ofstream(file(), std::ios::binary) << "a\r\n\n\nbb\nccc";
  Result<LineReader> reader = LineReader::open(file());
  ASSERT_TRUE(reader);
  std::string line;
  std::vector<std::string> lines;
  std::vector<uint64_t> offsets;
  while (reader->next(line) == LineReader::Read::kLine) {
    lines.push_back(line);
    offsets.push_back(reader->offset());
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"a", "bb", "ccc"}));
  EXPECT_EQ(offsets, (std::vector<uint64_t>{3, 8, 11}));
  ASSERT_TRUE(reader->skip_to(3));
  EXPECT_EQ(reader->next(line), LineReader::Read::kLine);
  EXPECT_EQ(line, "bb");
}

}  // namespace
}  // namespace gridwall::feed::testing
