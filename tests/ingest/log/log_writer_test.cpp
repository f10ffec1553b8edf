#include "ingest/log/log_writer.h"

#include "ingest/log/compress.h"
#include "ingest/log/tally.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

using Kind = AppendOutcome::Kind;

class LogWriterTest : public LogTest {};

// The totals of all duplicates or rejects of a log, by source and reason.
Result<std::vector<SourceCount>> counts_of(const std::filesystem::path& path, TallyKind kind) {
  const Result<Database> database = Database::open(path, Database::Mode::kReadOnly);
  if (!database) return database.error();
  const Result<std::vector<TallyTotal>> totals = read_tallies(*database, INT64_MAX);
  if (!totals) return totals.error();
  std::vector<SourceCount> counts;
  for (const TallyTotal& total : *totals) {
    if (total.kind == kind) counts.push_back(total.count);
  }
  return counts;
}

TEST_F(LogWriterTest, GivesBackEveryColumnAsItWasAppended) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 2000);
    ASSERT_OK(writer.close());
  }
  const LogReader reader = open_reader(path_);
  uint64_t n = 0;
  std::array<uint64_t, 3> feed_seqs{};
  ASSERT_OK(reader.events(1, UINT64_MAX, [&](const LogRow& row) {
    const TestRow expected = test_row(++n);
    EXPECT_EQ(row.seq, n);
    EXPECT_EQ(row.feed_seq, ++feed_seqs[expected.feed]);
    EXPECT_EQ(row.received_ns, expected.received_ns);
    EXPECT_EQ(row.at_ns, expected.row().at_ns);
    EXPECT_EQ(row.feed, expected.feed);
    EXPECT_EQ(row.type, expected.type);
    EXPECT_EQ(row.source, expected.source);
    EXPECT_EQ(row.id, expected.id);
    EXPECT_EQ(row.grid, expected.row().grid);
    EXPECT_EQ(row.body, expected.body);
    EXPECT_FALSE(row.pruned);
    return true;
  }));
  EXPECT_EQ(n, 2000U);
}

// In a damaged file a column may hold another type than its table says.
TEST_F(LogWriterTest, CountsWhoseKeysCannotBeReadAreDamageAndNoEndlessSearch) {
  Result<Database> database = Database::open(path_, Database::Mode::kCreate);
  ASSERT_OK(database);
  ASSERT_OK(database->execute("CREATE TABLE tally(kind, source, reason, minute, last_ns, total)"));
  ASSERT_OK(database->execute("INSERT INTO tally VALUES(1, 'app', '', 0, 0, 3), ('one', 'web', '', 0, 0, 4)"));
  const Result<std::vector<TallyTotal>> totals = read_tallies(*database, INT64_MAX);
  ASSERT_FALSE(totals);
  EXPECT_EQ(totals.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(totals.error().message.find("tally"), std::string::npos) << totals.error().message;
}

TEST_F(LogWriterTest, GivesContiguousSequenceNumbersAfterARollback) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 10);
  ASSERT_OK(writer.append(test_row(11).row()));
  ASSERT_OK(writer.append(test_row(12).row()));
  EXPECT_EQ(writer.next_seq(), 13U);
  writer.rollback();
  EXPECT_EQ(writer.next_seq(), 11U);
  const Result<AppendOutcome> outcome = writer.append(test_row(13).row());
  ASSERT_OK(outcome);
  EXPECT_EQ(outcome->seq, 11U);
  ASSERT_OK(writer.commit());
  EXPECT_EQ(writer.head().seq, 11U);
  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
}

TEST_F(LogWriterTest, RecognisesADuplicateAndAConflict) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 10);
  TestRow again = test_row(4);
  again.received_ns = test_row(20).received_ns;
  Result<AppendOutcome> outcome = writer.append(again.row());
  ASSERT_OK(outcome);
  EXPECT_EQ(outcome->kind, Kind::kDuplicate);
  EXPECT_EQ(outcome->seq, 4U);
  again.body += " ";
  outcome = writer.append(again.row());
  ASSERT_OK(outcome);
  EXPECT_EQ(outcome->kind, Kind::kConflict);
  EXPECT_EQ(outcome->seq, 4U);
  again.source = "another source";  // ids are unique per source only
  outcome = writer.append(again.row());
  ASSERT_OK(outcome);
  EXPECT_EQ(outcome->kind, Kind::kAppended);
  EXPECT_EQ(outcome->seq, 11U);
  outcome = writer.append(again.row());  // not committed yet, known all the same
  ASSERT_OK(outcome);
  EXPECT_EQ(outcome->kind, Kind::kDuplicate);
  ASSERT_OK(writer.commit());
  EXPECT_EQ(writer.head().seq, 11U);
}

TEST_F(LogWriterTest, GoesOnWithItsNumbersWhenReopened) {
  for (uint64_t round = 0; round < 5; ++round) {
    LogWriter writer = open_writer(path_);
    EXPECT_EQ(writer.next_seq(), round * 2100 + 1);
    EXPECT_EQ(writer.open_report().created, round == 0);
    fill(writer, round * 2100 + 1, (round + 1) * 2100, 500);
  }
  const LogWriter writer = open_writer(path_);
  std::array<uint64_t, kMaxFeeds> expected{};
  for (uint64_t n = 1; n <= 10'500; ++n) ++expected[test_row(n).feed];
  EXPECT_EQ(writer.feed_seqs(), expected);
  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
  EXPECT_EQ(report->head, writer.head());
}

TEST_F(LogWriterTest, RefusesARowReceivedBeforeTheLastOne) {
  LogWriter writer = open_writer(path_);
  fill(writer, 5, 5);
  const Result<AppendOutcome> outcome = writer.append(test_row(4).row());
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(writer.failed());
  ASSERT_OK(writer.append(test_row(6).row()));
  ASSERT_OK(writer.commit());
}

TEST_F(LogWriterTest, LeavesNothingBehindThatWasNotCommitted) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 3);
    ASSERT_OK(writer.append(test_row(4).row()));
    ASSERT_OK(writer.append_reject({kStartNs, "s", "not_json", "", "{"}));
    writer.note_duplicate("s", kStartNs);
  }
  const LogReader reader = open_reader(path_);
  EXPECT_EQ(all_events(reader).size(), 3U);
  const Result<IntakeCounts> counts = reader.intake_counts(INT64_MAX);
  ASSERT_OK(counts);
  EXPECT_EQ(counts->accepted, 3U);
  EXPECT_EQ(counts->duplicates, 0U);
  EXPECT_EQ(counts->rejected, 0U);
}

TEST_F(LogWriterTest, ASecondWriterIsToldWhoHoldsTheLog) {
  const LogWriter writer = open_writer(path_);
  std::filesystem::create_symlink(path_, folder_ / "other-name.log");
  for (const char* name : {"county.log", "other-name.log"}) {
    const Result<LogWriter> second = LogWriter::open(folder_ / name);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::kBusy);
    EXPECT_NE(second.error().message.find("process " + std::to_string(getpid())), std::string::npos)
        << second.error().message;
  }
}

TEST_F(LogWriterTest, OneFileAndItsHeadRemainAfterACleanClose) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 100);
    ASSERT_OK(writer.close());
    EXPECT_FALSE(writer.append(test_row(101).row()).ok());
  }
  EXPECT_FALSE(std::filesystem::exists(path_.string() + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_.string() + "-shm"));
  EXPECT_TRUE(std::filesystem::exists(path_.string() + ".head"));
}

TEST_F(LogWriterTest, KeepsTheNewestRejectsAndCountsAll) {
  WriterOptions options;
  options.max_rejects = 10;
  {
    LogWriter writer = open_writer(path_, options);
    const std::string large(10'000, 'p');
    for (int n = 0; n < 25; ++n) {
      ASSERT_OK(
          writer.append_reject({kStartNs + n * kSecondNs, n % 2 ? "a" : "b", "bad_time", "at lies ahead", large}));
    }
    ASSERT_OK(writer.commit());
  }
  {
    LogWriter writer = open_writer(path_, options);  // the counts go on, too
    ASSERT_OK(writer.append_reject({kStartNs + 3600 * kSecondNs, "a", "bad_time", "", "x"}));
    ASSERT_OK(writer.commit());
  }
  const LogReader reader = open_reader(path_);
  std::vector<uint64_t> kept;
  size_t payload_bytes = 0;
  ASSERT_OK(reader.rejects(0, 100, [&](const LogReject& reject) {
    if (kept.empty()) payload_bytes = reject.payload.size();
    kept.push_back(reject.seq);
    return true;
  }));
  EXPECT_EQ(kept.size(), 10U);
  EXPECT_EQ(kept.front(), 17U);
  EXPECT_EQ(kept.back(), 26U);
  EXPECT_EQ(payload_bytes, kRejectPayloadBytes);
  const Result<std::vector<SourceCount>> counts = counts_of(path_, TallyKind::kReject);
  ASSERT_OK(counts);
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].source, "a");
  EXPECT_EQ((*counts)[0].count, 13U);
  EXPECT_EQ((*counts)[1].count, 13U);
}

TEST_F(LogWriterTest, BoundsTheSourcesItCountsWithoutLosingACount) {
  {
    LogWriter writer = open_writer(path_);
    for (int n = 0; n < 6000; ++n) writer.note_duplicate("made-up-" + std::to_string(n), kStartNs);
    ASSERT_OK(writer.commit());
  }
  const Result<std::vector<SourceCount>> counts = counts_of(path_, TallyKind::kDuplicate);
  ASSERT_OK(counts);
  EXPECT_LT(counts->size(), 5000U);
  uint64_t sum = 0;
  for (const SourceCount& count : *counts) sum += count.count;
  EXPECT_EQ(sum, 6000U);
}

TEST_F(LogWriterTest, SettingTheSameCountyAgainChangesNothing) {
  LogWriter writer = open_writer(path_);
  ASSERT_OK(writer.set_county("示范县", "name = 1", "{}"));
  ASSERT_OK(writer.commit());
  const LogHead head = writer.head();
  ASSERT_OK(writer.set_county("示范县", "name = 1", "{}"));
  ASSERT_OK(writer.commit());
  EXPECT_EQ(writer.head(), head);
  fill(writer, 1, 10);
  ASSERT_OK(writer.set_county("示范县", "name = 2", "{}"));
  ASSERT_OK(writer.commit());
  EXPECT_NE(writer.head(), head);
  fill(writer, 11, 20);
  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
  EXPECT_EQ(report->counties, 2U);
}

TEST_F(LogWriterTest, PruningTakesBodiesAndNothingElse) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 1000);
  const int64_t before_ns = test_row(801).received_ns;
  uint64_t taken = 0;
  for (;;) {
    const Result<uint64_t> rows = writer.prune(1, before_ns, 100);
    ASSERT_OK(rows);
    if (*rows == 0) break;
    taken += *rows;
  }
  fill(writer, 1001, 1100);
  const LogReader reader = open_reader(path_);
  uint64_t pruned = 0;
  ASSERT_OK(reader.events(1, UINT64_MAX, [&](const LogRow& row) {
    const TestRow expected = test_row(row.seq);
    EXPECT_EQ(row.pruned, expected.feed == 1 && row.seq <= 800) << row.seq;
    EXPECT_EQ(row.id, expected.id);
    EXPECT_EQ(row.body, row.pruned ? "" : expected.body);
    pruned += row.pruned;
    return true;
  }));
  EXPECT_EQ(pruned, taken);
  EXPECT_GT(taken, 300U);
  EXPECT_EQ(reader.pruned_through(1).value(), 800U);

  TestRow again = test_row(1);  // its body is gone, what it was is not
  ASSERT_EQ(again.feed, 1);
  again.received_ns = test_row(1100).received_ns;
  EXPECT_EQ(writer.append(again.row())->kind, Kind::kDuplicate);
  again.body += " ";
  EXPECT_EQ(writer.append(again.row())->kind, Kind::kConflict);
  ASSERT_OK(writer.commit());

  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
  EXPECT_EQ(report->pruned, taken);
}

TEST_F(LogWriterTest, ThinningLeavesCheckpointsNoFurtherApartThanAsked) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 1000);
  for (uint64_t seq = 10; seq <= 1000; seq += 10) {
    ASSERT_OK(writer.append_checkpoint(seq, test_row(seq).received_ns, 1, compress_blob("state")));
  }
  ASSERT_OK(writer.thin_checkpoints(test_row(900).received_ns, 100));
  ASSERT_OK(writer.commit());
  const LogReader reader = open_reader(path_);
  const Result<std::vector<CheckpointInfo>> left = reader.checkpoints();
  ASSERT_OK(left);
  EXPECT_LT(left->size(), 25U);
  EXPECT_EQ(left->back().seq, 1000U);
  uint64_t previous = 0;
  for (const CheckpointInfo& info : *left) {
    EXPECT_LE(info.seq - previous, 100U);
    previous = info.seq;
  }
}

TEST_F(LogWriterTest, ContinuesTheNumbersOfTheLogItWasCutFrom) {
  {
    LogWriter whole = open_writer(path_);
    fill(whole, 1, 100);
    WriterOptions options;
    options.base = LogBase{whole.head(), whole.feed_seqs()};
    LogWriter cut = open_writer(folder_ / "cut.log", options);
    fill(cut, 101, 150);
  }
  const LogReader reader = open_reader(folder_ / "cut.log");
  EXPECT_EQ(reader.base().head.seq, 100U);
  EXPECT_EQ(reader.head()->seq, 150U);
  EXPECT_EQ(all_events(reader).size(), 50U);
  EXPECT_EQ(reader.seq_at(kStartNs).value(), 100U);
  const LogWriter again = open_writer(folder_ / "cut.log");
  EXPECT_EQ(again.next_seq(), 151U);
  const Result<VerifyReport> report = verify(folder_ / "cut.log");
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
}

TEST_F(LogWriterTest, ASeededLogIdGivesTheSameHashTwice) {
  WriterOptions options;
  options.log_id = LogId{1, 2, 3};
  LogWriter one = open_writer(folder_ / "one.log", options);
  LogWriter two = open_writer(folder_ / "two.log", options);
  LogWriter other = open_writer(folder_ / "other.log");
  for (LogWriter* writer : {&one, &two, &other}) fill(*writer, 1, 100, writer == &one ? 7 : 50);
  EXPECT_EQ(one.head(), two.head());
  EXPECT_NE(one.head().hash, other.head().hash);
}

}  // namespace
}  // namespace gridwall::log
