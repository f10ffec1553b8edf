#include "ingest/log/verify.h"

#include <fstream>

#include "ingest/log/compress.h"
#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

class VerifyTest : public LogTest {
 protected:
  void SetUp() override {
    LogWriter writer = open_writer(path_);
    ASSERT_OK(writer.set_county("county", "a = 1", "{}"));
    fill(writer, 1, 300);
    ASSERT_OK(writer.append_checkpoint(200, test_row(200).received_ns, 1, compress_blob("state")));
    ASSERT_OK(writer.commit());
    ASSERT_OK(writer.close());
  }
};

TEST_F(VerifyTest, FindsNothingInASoundLog) {
  VerifyOptions options;
  uint64_t done = 0;
  options.progress = [&](uint64_t so_far, uint64_t) { done = so_far; };
  const Result<VerifyReport> report = verify(path_, options);
  ASSERT_OK(report);
  EXPECT_TRUE(report->ok()) << problems_of(*report);
  EXPECT_EQ(report->events, 300U);
  EXPECT_EQ(report->head.seq, 300U);
  EXPECT_EQ(report->checkpoints, 1U);
  EXPECT_EQ(report->counties, 1U);
  EXPECT_TRUE(report->head_file_present);
  EXPECT_EQ(done, 300U);
}

TEST_F(VerifyTest, FindsEveryEditDeletionAndReordering) {
  struct Case {
    const char* sql;
    uint64_t first_bad_seq;
  };
  const Case cases[] = {
      {"UPDATE event SET body=replace(body, 'n', 'm') WHERE seq=120", 120},
      {"UPDATE event SET body='' WHERE seq=1", 1},
      {"UPDATE event SET at_ns=at_ns+1 WHERE seq=300", 300},
      {"UPDATE event SET received_ns=received_ns+1 WHERE seq=7", 7},
      {"UPDATE event SET type='request.resolved' WHERE seq=8", 8},
      {"UPDATE event SET source='x' WHERE seq=9", 9},
      {"UPDATE event SET id='x' WHERE seq=10", 10},
      {"UPDATE event SET grid=NULL WHERE seq=12", 12},
      {"UPDATE event SET grid=0 WHERE seq=11", 11},
      {"UPDATE event SET feed=2 WHERE seq=12", 12},
      {"UPDATE event SET feed_seq=feed_seq+1 WHERE seq=13", 13},
      {"UPDATE event SET hash=zeroblob(32) WHERE seq=14", 14},
      {"UPDATE event SET hash=x'00' WHERE seq=14", 14},
      {"UPDATE event SET body_hash=zeroblob(32), body=NULL WHERE seq=15", 15},
      {"DELETE FROM event WHERE seq=1", 1},
      {"DELETE FROM event WHERE seq=150", 150},
      {"DELETE FROM event WHERE seq=300", 300},
      {"DELETE FROM event WHERE seq>200", 201},
      {"DELETE FROM event", 1},
      {"UPDATE event SET seq=-1 WHERE seq=40; UPDATE event SET seq=40 WHERE seq=41; UPDATE event SET seq=41 WHERE "
       "seq=-1",
       40},
      {"UPDATE event SET seq=seq-1 WHERE seq=1", 1},
      {"UPDATE county SET config='a = 2'", 1},
      {"DELETE FROM county", 1},
      {"INSERT INTO event SELECT 301, feed_seq+1, received_ns, at_ns, feed, type, source, 'new', grid, hash, NULL, "
       "body "
       "FROM event WHERE seq=300",
       301},
  };
  for (const Case& tampered : cases) {
    const std::filesystem::path copy = folder_ / "copy.log";
    copy_log(path_, copy);
    tamper(copy, tampered.sql);
    const Result<VerifyReport> report = verify(copy);
    ASSERT_OK(report);
    EXPECT_FALSE(report->ok()) << tampered.sql;
    EXPECT_EQ(report->first_bad_seq, tampered.first_bad_seq) << tampered.sql << "\n" << problems_of(*report);
  }
}

TEST_F(VerifyTest, GoesOnAfterDamageAndTellsAllOfIt) {
  tamper(path_, "UPDATE event SET body='a' WHERE seq IN (50, 100); DELETE FROM event WHERE seq BETWEEN 150 AND 159");
  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_EQ(report->events, 290U);
  const std::string text = problems_of(*report);
  for (const char* words : {"event 50 is not", "event 100 is not", "events 150..159 are missing"}) {
    EXPECT_NE(text.find(words), std::string::npos) << text;
  }
  EXPECT_EQ(text.find("event 51 "), std::string::npos) << text;
}

TEST_F(VerifyTest, StepsOverPagesThatCannotBeRead) {
  {
    LogWriter writer = open_writer(path_);
    fill(writer, 301, 5000, 500);
  }
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100 * 4096);
  file << std::string(4096, '\xff');
  file.close();
  const Result<VerifyReport> report = verify(path_);
  ASSERT_OK(report);
  EXPECT_FALSE(report->ok());
  EXPECT_GT(report->events, 4500U) << problems_of(*report);
}

TEST_F(VerifyTest, FindsADamagedCheckpointAndAWrongMark) {
  tamper(path_, "UPDATE checkpoint SET data=zeroblob(20)");
  EXPECT_NE(problems_of(*verify(path_)).find("checkpoint at event 200"), std::string::npos);
  tamper(path_, "INSERT INTO feed_mark VALUES(100, 0, 7)");
  EXPECT_NE(problems_of(*verify(path_)).find("mark at event 100"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::log
