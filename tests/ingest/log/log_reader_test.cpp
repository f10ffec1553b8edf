#include "ingest/log/log_reader.h"

#include <atomic>
#include <thread>

#include "ingest/log/compress.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

class LogReaderTest : public LogTest {};

TEST_F(LogReaderTest, FindsTheLastEventReceivedByATime) {
  LogWriter writer = open_writer(path_);
  {
    const LogReader empty = open_reader(path_);
    EXPECT_EQ(empty.seq_at(INT64_MAX).value(), 0U);
    EXPECT_EQ(empty.head()->seq, 0U);
  }
  // Several events in one instant: the last of them.
  for (uint64_t n = 1; n <= 1000; ++n) {
    TestRow row = test_row(n);
    row.received_ns = kStartNs + static_cast<int64_t>(n / 10) * kSecondNs;
    ASSERT_OK(writer.append(row.row()));
  }
  ASSERT_OK(writer.commit());
  const LogReader reader = open_reader(path_);
  EXPECT_EQ(reader.seq_at(kStartNs - 1).value(), 0U);
  EXPECT_EQ(reader.seq_at(kStartNs).value(), 9U);
  EXPECT_EQ(reader.seq_at(kStartNs + kSecondNs - 1).value(), 9U);
  EXPECT_EQ(reader.seq_at(kStartNs + kSecondNs).value(), 19U);
  EXPECT_EQ(reader.seq_at(kStartNs + 99 * kSecondNs).value(), 999U);
  EXPECT_EQ(reader.seq_at(INT64_MAX).value(), 1000U);
}

TEST_F(LogReaderTest, KnowsWhereTheFeedsStoodAfterAnyEvent) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 10'000, 1000);
  const LogReader reader = open_reader(path_);
  FeedSeqs expected{};
  uint64_t n = 0;
  for (const uint64_t seq : {1U, 4095U, 4096U, 4097U, 9000U, 10'000U}) {
    while (n < seq) ++expected[test_row(++n).feed];
    EXPECT_EQ(reader.feed_seqs_at(seq).value(), expected) << seq;
  }
  EXPECT_EQ(reader.feed_seqs_at(10'001).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(reader.head().value(), writer.head());
  EXPECT_EQ(reader.log_id().value(), writer.log_id());
}

TEST_F(LogReaderTest, StopsWhenToldAndNeverExceedsTheLimit) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 3000);
  const LogReader reader = open_reader(path_);
  uint64_t seen = 0;
  EXPECT_EQ(reader.events(2000, 500, [&](const LogRow&) { return ++seen < 100; }).value(), 100U);
  EXPECT_EQ(reader.events(2000, 500, [&](const LogRow&) { return true; }).value(), 500U);
  EXPECT_EQ(reader.events(2990, 500, [&](const LogRow&) { return true; }).value(), 11U);
  EXPECT_EQ(reader.events(3001, 500, [&](const LogRow&) { return true; }).value(), 0U);
}

TEST_F(LogReaderTest, AHoleIsAnErrorAndNotSkipped) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 100);
  }
  tamper(path_, "DELETE FROM event WHERE seq=50");
  const LogReader reader = open_reader(path_);
  uint64_t last = 0;
  const Result<uint64_t> read = reader.events(1, 1000, [&](const LogRow& row) {
    last = row.seq;
    return true;
  });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(read.error().message.find("event 50"), std::string::npos);
  EXPECT_EQ(last, 49U);
}

TEST_F(LogReaderTest, AnEventOfNoPossibleTimeIsDamage) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 100);
  }
  tamper(path_, "UPDATE event SET received_ns=9223372036854775807 WHERE seq=100");
  const LogReader reader = open_reader(path_);
  const auto any = [](const LogRow&) { return true; };
  for (const Result<uint64_t>& read : {reader.events(1, 1000, any), reader.glance(1, 1000, {}, any)}) {
    ASSERT_FALSE(read.ok());
    EXPECT_NE(read.error().message.find("event 100"), std::string::npos) << read.error().message;
  }
  EXPECT_FALSE(reader.head());
  const Result<LogReader> sound = LogReader::open_sound(path_);
  ASSERT_OK(sound);
  EXPECT_EQ(sound->head()->seq, 99U);
}

TEST_F(LogReaderTest, ReturnsTheNewestSoundCheckpointOfTheVersionAsked) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 100);
  std::string state(100'000, 's');
  for (const uint64_t seq : {10U, 20U, 30U}) {
    state[0] = static_cast<char>('0' + seq / 10);
    ASSERT_OK(writer.append_checkpoint(seq, test_row(seq).received_ns, 1, compress_blob(state)));
  }
  ASSERT_OK(writer.append_checkpoint(40, test_row(40).received_ns, 2, compress_blob("newer state")));
  EXPECT_FALSE(writer.append_checkpoint(101, 0, 1, compress_blob(state)).ok());
  ASSERT_OK(writer.commit());
  const LogReader reader = open_reader(path_);
  Result<std::optional<Checkpoint>> found = reader.latest_checkpoint_at_or_before(100, 1);
  ASSERT_OK(found);
  ASSERT_TRUE(*found);
  EXPECT_EQ((*found)->info.seq, 30U);
  EXPECT_EQ((*found)->data, state);
  EXPECT_FALSE(*reader.latest_checkpoint_at_or_before(9, 1));
  EXPECT_EQ(reader.checkpoints()->size(), 4U);

  tamper(path_, "UPDATE checkpoint SET data=zeroblob(100) WHERE seq=30");
  found = reader.latest_checkpoint_at_or_before(100, 1);
  ASSERT_OK(found);
  EXPECT_EQ((*found)->info.seq, 20U);

  ASSERT_OK(writer.drop_checkpoints());
  ASSERT_OK(writer.commit());
  EXPECT_TRUE(reader.checkpoints()->empty());
  EXPECT_EQ(all_events(reader).size(), 100U);
}

TEST_F(LogReaderTest, ShowsTheCountyAsItStoodAtEachEvent) {
  LogWriter writer = open_writer(path_);
  const std::string map(500'000, ' ');
  ASSERT_OK(writer.set_county("first", "a = 1", map));
  fill(writer, 1, 10);
  ASSERT_OK(writer.set_county("second", "a = 2", "{}"));
  ASSERT_OK(writer.set_county("third", "a = 3", "{}"));
  fill(writer, 11, 20);
  const LogReader reader = open_reader(path_);
  EXPECT_EQ(reader.county_at(1)->value().name, "first");
  EXPECT_EQ(reader.county_at(10)->value().map_geojson, map);
  EXPECT_EQ(reader.county_at(11)->value().name, "third");
  EXPECT_EQ(reader.county_at(11)->value().config_toml, "a = 3");
  EXPECT_EQ(reader.county_at(21)->value().name, "third");
  EXPECT_FALSE(*reader.county_at(0));
  EXPECT_EQ(reader.county_changes().value(), (std::vector<uint64_t>{1, 11}));
  EXPECT_EQ(reader.head().value(), writer.head());
}

TEST_F(LogReaderTest, CountsTheIntakeByTheMinuteAndNeverAheadOfTime) {
  LogWriter writer = open_writer(path_);
  const int64_t minute_ns = 60 * kSecondNs;
  const int64_t start_ns = kStartNs / minute_ns * minute_ns;
  for (int64_t minute = 0; minute < 10; ++minute) {
    for (int64_t n = 0; n < 6; ++n) {
      writer.note_duplicate("a", start_ns + minute * minute_ns + n * 10 * kSecondNs);
      ASSERT_OK(writer.append_reject({start_ns + minute * minute_ns + n * 10 * kSecondNs, "a", "r", "", ""}));
    }
    ASSERT_OK(writer.commit());
  }
  const LogReader reader = open_reader(path_);
  EXPECT_EQ(reader.intake_counts(start_ns - 1)->duplicates, 0U);
  EXPECT_EQ(reader.intake_counts(start_ns + minute_ns)->duplicates, 6U);
  EXPECT_EQ(reader.intake_counts(start_ns + minute_ns)->rejected, 6U);
  EXPECT_EQ(reader.intake_counts(start_ns + 5 * minute_ns + 10 * kSecondNs)->duplicates, 30U);
  EXPECT_EQ(reader.intake_counts(start_ns + 5 * minute_ns + 50 * kSecondNs)->duplicates, 36U);
  EXPECT_EQ(reader.intake_counts(INT64_MAX)->duplicates, 60U);
}

TEST_F(LogReaderTest, SeesWholeCommitsOnlyWhileTheWriterRuns) {
  constexpr uint64_t kRows = 20'000;
  constexpr uint64_t kCommit = 100;
  LogWriter writer = open_writer(path_);
  std::atomic<bool> done = false;
  std::thread watching([&] {
    const LogReader reader = open_reader(path_);
    uint64_t next = 1;
    while (next <= kRows) {
      const bool last_round = done;
      const Result<LogHead> head = reader.head();
      ASSERT_OK(head);
      ASSERT_EQ(head->seq % kCommit, 0U);
      const Result<uint64_t> read = reader.events(next, UINT64_MAX, [&](const LogRow& row) {
        EXPECT_EQ(row.seq, next);
        EXPECT_EQ(row.body, test_row(next).body);
        ++next;
        return true;
      });
      ASSERT_OK(read);
      ASSERT_GT(next, head->seq);
      if (last_round) break;
    }
    EXPECT_EQ(next, kRows + 1);
  });
  fill(writer, 1, kRows, kCommit);
  done = true;
  watching.join();
}

}  // namespace
}  // namespace gridwall::log
