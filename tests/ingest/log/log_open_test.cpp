#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

namespace fs = std::filesystem;

class LogOpenTest : public LogTest {
 protected:
  void make_log(uint64_t rows = 500) {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, rows);
    ASSERT_OK(writer.close());
  }
  // Reader and writer must refuse alike, with the code and the words given, and name the file.
  void expect_refused(const fs::path& path, ErrorCode code, const std::string& words) {
    WriterOptions options;
    options.create = false;
    const Result<LogReader> reader = LogReader::open(path);
    const Result<LogWriter> writer = LogWriter::open(path, options);
    ASSERT_FALSE(reader.ok());
    ASSERT_FALSE(writer.ok());
    for (const Error& error : {reader.error(), writer.error()}) {
      EXPECT_EQ(error.code, code) << error.message;
      EXPECT_NE(error.message.find(words), std::string::npos) << error.message;
      EXPECT_NE(error.message.find(path.filename().string()), std::string::npos) << error.message;
    }
  }
};

TEST_F(LogOpenTest, SaysThatThereIsNoFile) {
  expect_refused(path_, ErrorCode::kNotFound, "there is no log");
}

TEST_F(LogOpenTest, SaysThatItIsAFolder) {
  fs::create_directory(path_);
  expect_refused(path_, ErrorCode::kInvalidArgument, "is a folder");
  EXPECT_EQ(LogWriter::open(path_).error().code, ErrorCode::kInvalidArgument);
}

TEST_F(LogOpenTest, SaysThatItIsATextFile) {
  std::ofstream(path_) << std::string(5000, 'a');
  expect_refused(path_, ErrorCode::kInvalidArgument, "not a gridwall log (nor any database)");
  std::ofstream(path_) << "short";
  expect_refused(path_, ErrorCode::kInvalidArgument, "not a gridwall log");
  EXPECT_FALSE(LogWriter::open(path_).ok()) << "a file of somebody else's must not be made into a log";
  EXPECT_EQ(fs::file_size(path_), 5U);
}

TEST_F(LogOpenTest, SaysThatItIsAnotherDatabase) {
  tamper(path_, "CREATE TABLE t(a); INSERT INTO t VALUES(1)");
  expect_refused(path_, ErrorCode::kInvalidArgument, "not a gridwall log");
  EXPECT_FALSE(LogWriter::open(path_).ok());
}

TEST_F(LogOpenTest, SaysThatItIsEmpty) {
  std::ofstream{path_};
  expect_refused(path_, ErrorCode::kInvalidArgument, "is empty");
}

TEST_F(LogOpenTest, SaysThatANewerGridwallWroteIt) {
  make_log();
  tamper(path_, "PRAGMA user_version=7");
  expect_refused(path_, ErrorCode::kVersion, "newer gridwall (format 7");
}

TEST_F(LogOpenTest, SaysThatItIsCutShort) {
  make_log();
  const auto bytes = fs::file_size(path_);
  for (const auto size : {bytes / 2, bytes - 4096, bytes - 1}) {
    const fs::path cut = folder_ / ("cut-" + std::to_string(size) + ".log");
    fs::copy_file(path_, cut);
    fs::resize_file(cut, size);
    expect_refused(cut, ErrorCode::kCorrupt, "cut short");
  }
}

TEST_F(LogOpenTest, RefusesAFileWithATriggerInIt) {
  make_log();
  tamper(path_, "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM reject; END");
  expect_refused(path_, ErrorCode::kCorrupt, "views or triggers");
}

TEST_F(LogOpenTest, OpensUnderANameFullOfSpecialCharacters) {
  path_ = folder_ / "县 log 100%?#&.log";
  make_log(10);
  EXPECT_TRUE(fs::exists(path_));
  EXPECT_EQ(all_events(open_reader(path_)).size(), 10U);
}

TEST_F(LogOpenTest, ReadsALogOnMediaThatCannotBeWritten) {
  make_log(100);
  fs::permissions(path_, fs::perms::all);
  fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                                      fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec);
  // Root may write anywhere, so somebody else looks.
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    if (access(folder_.path().c_str(), W_OK) == 0) _exit(3);
    const Result<LogReader> reader = LogReader::open(path_);
    if (!reader) {
      fprintf(stderr, "%s\n", reader.error().message.c_str());
      _exit(4);
    }
    if (all_events(*reader).size() != 100) _exit(5);
    const Result<VerifyReport> report = verify(path_);
    _exit(report.ok() && report->ok() ? 0 : 6);
  }
  int status = 0;
  waitpid(child, &status, 0);
  fs::permissions(folder_.path(), fs::perms::owner_all);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(LogOpenTest, FindsTheEndLostThatTheHeadFileRemembers) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 1, 100);
    ASSERT_OK(writer.close());
  }
  fs::copy_file(path_, folder_ / "earlier.log");
  LogId former{};
  {
    LogWriter writer = open_writer(path_);
    former = writer.log_id();
    fill(writer, 101, 140);
    ASSERT_OK(writer.close());
  }
  fs::copy_file(folder_ / "earlier.log", path_, fs::copy_options::overwrite_existing);
  const Result<LogWriter> refused = LogWriter::open(path_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(refused.error().message.find("lost events 101..140"), std::string::npos) << refused.error().message;
  EXPECT_FALSE(verify(path_)->ok());

  WriterOptions options;
  options.accept_loss = true;
  {
    LogWriter writer = open_writer(path_, options);
    EXPECT_EQ(writer.open_report().lost_from, 101U);
    EXPECT_EQ(writer.open_report().lost_to, 140U);
    EXPECT_NE(writer.log_id(), former) << "numbers 101..140 come again for other events";
    fill(writer, 101, 110);
  }
  LogWriter writer = open_writer(path_);  // and from then on without a word
  EXPECT_EQ(writer.next_seq(), 111U);
  EXPECT_TRUE(verify(path_)->ok());
}

TEST_F(LogOpenTest, FindsTheWholeLogGoneThatTheHeadFileRemembers) {
  make_log(100);
  fs::remove(path_);
  const Result<LogWriter> refused = LogWriter::open(path_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(fs::exists(path_));
  WriterOptions options;
  options.accept_loss = true;
  LogWriter writer = open_writer(path_, options);
  EXPECT_EQ(writer.next_seq(), 1U);
}

TEST_F(LogOpenTest, NoticesAHeadFileOfAnotherLogAndAMissingOne) {
  make_log(100);
  {
    LogWriter other = open_writer(folder_ / "other.log");
    fill(other, 1, 50);
  }
  fs::copy_file(folder_ / "other.log.head", folder_ / "county.log.head", fs::copy_options::overwrite_existing);
  EXPECT_EQ(LogWriter::open(path_).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(verify(path_)->ok());
  fs::remove(folder_ / "county.log.head");
  EXPECT_FALSE(verify(path_)->head_file_present);
  const LogWriter writer = open_writer(path_);
  EXPECT_TRUE(writer.open_report().head_missing);
}

TEST_F(LogOpenTest, ATornHeadRecordLeavesTheOneBeforeIt) {
  make_log(100);
  for (const std::streamoff slot : {0, 4096}) {
    const fs::path copy = folder_ / ("torn-" + std::to_string(slot) + ".log");
    copy_log(path_, copy);
    std::fstream head(copy.string() + ".head", std::ios::in | std::ios::out | std::ios::binary);
    head.seekp(slot + 60);
    head.put('\x7f');
    head.close();
    EXPECT_TRUE(LogWriter::open(copy).ok());
  }
}

}  // namespace
}  // namespace gridwall::log
