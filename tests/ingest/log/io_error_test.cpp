// Any failing open, write, sync or truncate: nothing is acked after it, and nothing acked before it is lost.
#include <sqlite3.h>

#include "tests/ingest/log/fault_vfs.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

namespace fs = std::filesystem;

struct Fault {
  FileOperation operation{};
  int number = 0;  // the how manieth fails, from 1; 0: none
  bool for_good = false;
  int code = SQLITE_IOERR;
};

class IoErrorTest : public LogTest {
 protected:
  IoErrorTest() {
    options_.vfs = FaultVfs::kName;
    options_.wal_checkpoint_kib = 64;  // so that the script moves the WAL into the database many times
  }

  void arm(const Fault& fault) {
    count_ = 0;
    vfs_.set_plan({[this, fault](FileOperation operation, const std::string&) {
      if (operation != fault.operation) return SQLITE_OK;
      ++count_;
      const bool hit = fault.number > 0 && (fault.for_good ? count_ >= fault.number : count_ == fault.number);
      return hit ? fault.code : SQLITE_OK;
    }});
  }

  // Two lives of a writer, 10 rows a commit; stops a life at its first error. Returns the last acked number.
  uint64_t run_script(const fs::path& path) {
    uint64_t acked = 0;
    for (int life = 0; life < 2; ++life) {
      Result<LogWriter> opened = LogWriter::open(path, options_);
      if (!opened) continue;
      LogWriter& writer = *opened;
      EXPECT_GE(writer.next_seq(), acked + 1);
      bool good = true;
      for (uint64_t n = writer.next_seq(), end = n + 150; good && n < end; ++n) {
        good = writer.append(test_row(n).row()).ok();
        if (good && n % 10 == 0) {
          good = writer.commit().ok();
          if (good) acked = writer.head().seq;
          good = good && writer.maintain(static_cast<int64_t>(n) * kSecondNs).ok();
        }
      }
      if (writer.failed()) {
        EXPECT_FALSE(good);
        EXPECT_FALSE(writer.append(test_row(10'000).row()).ok()) << "taken after an I/O error";
        EXPECT_FALSE(writer.commit().ok()) << "acked after an I/O error";
        EXPECT_FALSE(writer.maintain(0).ok());
        EXPECT_FALSE(writer.close().ok());
      }
    }
    return acked;
  }

  void expect_sound(const fs::path& path, uint64_t acked) {
    vfs_.clear_plan();
    LogWriter writer = open_writer(path);
    ASSERT_GE(writer.head().seq, acked);
    const Result<VerifyReport> report = verify(path);
    ASSERT_OK(report);
    ASSERT_TRUE(report->ok()) << problems_of(*report);
    fill(writer, writer.next_seq(), writer.next_seq() + 4);
  }

  void fail_each(FileOperation operation, int step, int code = SQLITE_IOERR) {
    arm({operation, 0, false, code});
    const uint64_t all = run_script(folder_ / "counted.log");
    ASSERT_EQ(all, 300U);
    const int total = count_;
    ASSERT_GT(total, 0);
    for (const bool for_good : {false, true}) {
      for (int number = 1; number <= total; number += step) {
        SCOPED_TRACE("number " + std::to_string(number) + " of " + std::to_string(total) +
                     (for_good ? ", for good" : ""));
        const fs::path path = folder_ / (std::to_string(number) + (for_good ? "g.log" : "o.log"));
        arm({operation, number, for_good, code});
        const uint64_t acked = run_script(path);
        expect_sound(path, acked);
        if (HasFatalFailure()) return;
        for (const char* suffix : {"", ".head", ".lock", "-wal", "-shm"}) fs::remove(path.string() + suffix);
      }
    }
  }

  FaultVfs vfs_;
  WriterOptions options_;
  int count_ = 0;
};

TEST_F(IoErrorTest, AFailedSyncIsNeverFollowedByAnAck) {
  fail_each(FileOperation::kSync, 1, SQLITE_IOERR_FSYNC);
}
TEST_F(IoErrorTest, AFailedWriteIsNeverFollowedByAnAck) {
  fail_each(FileOperation::kWrite, 5, SQLITE_IOERR_WRITE);
}
TEST_F(IoErrorTest, AFailedTruncateLosesNothing) {
  fail_each(FileOperation::kTruncate, 1, SQLITE_IOERR_TRUNCATE);
}
TEST_F(IoErrorTest, AFailedOpenLosesNothing) {
  fail_each(FileOperation::kOpen, 1, SQLITE_CANTOPEN);
}
TEST_F(IoErrorTest, ADiskFullAtAnyWriteLosesNothing) {
  fail_each(FileOperation::kWrite, 11, SQLITE_FULL);
}

TEST_F(IoErrorTest, GoesOnByItselfWhenAFullDiskHasRoomAgain) {
  bool full = false;
  vfs_.set_plan({[&](FileOperation operation, const std::string&) {
    return full && operation == FileOperation::kWrite ? SQLITE_FULL : SQLITE_OK;
  }});
  LogWriter writer = open_writer(path_, options_);
  uint64_t acked = 0;
  for (int cycle = 0; cycle < 20; ++cycle) {
    full = false;
    for (int i = 0; i < 10; ++i) {
      ASSERT_OK(writer.append(test_row(writer.next_seq()).row()));
      ASSERT_OK(writer.commit());
      ASSERT_OK(writer.maintain(acked * kSecondNs));
    }
    acked = writer.head().seq;
    full = true;
    for (int i = 0; i < 3; ++i) {
      const Result<AppendOutcome> appended = writer.append(test_row(writer.next_seq()).row());
      const Status committed = appended ? writer.commit() : Status(appended.error());
      ASSERT_FALSE(committed.ok());
      ASSERT_EQ(committed.error().code, ErrorCode::kDiskFull) << committed.error().message;
      ASSERT_FALSE(writer.failed());
      ASSERT_EQ(writer.head().seq, acked);
      ASSERT_EQ(writer.next_seq(), acked + 1) << "numbers given to what was rolled back must come again";
      ASSERT_OK(writer.maintain(acked * kSecondNs));
    }
  }
  full = false;
  ASSERT_OK(writer.close());
  EXPECT_EQ(all_events(open_reader(path_)).size(), 200U);
  EXPECT_TRUE(verify(path_)->ok());
}

}  // namespace
}  // namespace gridwall::log
