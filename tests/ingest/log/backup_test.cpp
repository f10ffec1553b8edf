#include "ingest/log/backup.h"

#include <thread>

#include "ingest/log/compress.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

class BackupTest : public LogTest {
 protected:
  std::filesystem::path copy_ = folder_ / "backup.log";
};

TEST_F(BackupTest, HoldsAllThatTheLogHeld) {
  LogWriter writer = open_writer(path_);
  ASSERT_OK(writer.set_county("county", "a = 1", "{}"));
  fill(writer, 1, 12'000, 1000);
  ASSERT_OK(writer.append_reject({test_row(12'000).received_ns, "s", "r", "d", "p"}));
  writer.note_duplicate("s", test_row(12'000).received_ns);
  ASSERT_OK(writer.append_checkpoint(9000, test_row(9000).received_ns, 1, compress_blob("state")));
  ASSERT_OK(writer.commit());
  while (writer.prune(1, test_row(500).received_ns).value() > 0) continue;

  const Result<LogHead> head = backup(path_, copy_);  // beside the open writer
  ASSERT_OK(head);
  EXPECT_EQ(*head, writer.head());
  const LogReader original = open_reader(path_);
  const LogReader reader = open_reader(copy_);
  EXPECT_EQ(all_events(reader), all_events(original));
  EXPECT_EQ(reader.intake_counts(INT64_MAX)->rejected, 1U);
  EXPECT_EQ(reader.intake_counts(INT64_MAX)->duplicates, 1U);
  EXPECT_EQ(reader.checkpoints()->size(), 1U);
  EXPECT_EQ(reader.county_at(1)->value().name, "county");
  const Result<VerifyReport> report = verify(copy_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
  EXPECT_TRUE(report->head_file_present);

  // Writing on in the backup gives numbers the original may have given too: it is another log from then on.
  const LogWriter restored = open_writer(copy_);
  EXPECT_NE(restored.log_id(), writer.log_id());
  EXPECT_EQ(restored.next_seq(), writer.next_seq());
}

TEST_F(BackupTest, IsWholeAndSoundWhileTheWriterRunsOn) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 10'000, 500);
  Result<LogHead> head = Error{};
  std::thread copying([&] { head = backup(path_, copy_); });
  fill(writer, 10'001, 20'000, 100);
  copying.join();
  ASSERT_OK(head);
  EXPECT_GE(head->seq, 10'000U);
  EXPECT_EQ(open_reader(copy_).head().value(), *head);
  const Result<VerifyReport> report = verify(copy_);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
}

TEST_F(BackupTest, RefusesADamagedLogAndLeavesNothingBehind) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 100);
  }
  tamper(path_, "UPDATE event SET body='changed' WHERE seq=50");
  const Result<LogHead> head = backup(path_, copy_);
  ASSERT_FALSE(head.ok());
  EXPECT_EQ(head.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(std::filesystem::exists(copy_));
  EXPECT_FALSE(std::filesystem::exists(copy_.string() + ".head"));
}

TEST_F(BackupTest, NeverOverwrites) {
  LogWriter writer = open_writer(path_);
  fill(writer, 1, 100);
  EXPECT_EQ(backup(path_, path_).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(verify(path_)->ok());
}

}  // namespace
}  // namespace gridwall::log
