// Bytes changed or cut off anywhere in a log or its WAL are noticed, or the events read are the ones written.
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

namespace fs = std::filesystem;

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

class CorruptionTest : public LogTest {
 protected:
  // A log as a crash leaves it: one half in the database, the other in the WAL.
  void SetUp() override {
    {
      LogWriter writer = open_writer(path_);
      ASSERT_OK(writer.set_county("county", "a = 1", "{}"));
      fill(writer, 1, 300);
      ASSERT_OK(writer.close());
    }
    const pid_t child = fork();
    if (child == 0) {
      LogWriter writer = open_writer(path_);
      fill(writer, 301, 500, 10);
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    database_ = read_bytes(path_);
    wal_ = read_bytes(path_.string() + "-wal");
    head_ = read_bytes(path_.string() + ".head");
    ASSERT_GT(wal_.size(), 50'000U);
    lay_out(database_, wal_);
    expected_ = all_events(open_reader(copy_));
    ASSERT_EQ(expected_.size(), 500U);
  }

  void lay_out(const std::string& database, const std::string& wal) {
    write_bytes(copy_, database);
    write_bytes(copy_.string() + "-wal", wal);
    write_bytes(copy_.string() + ".head", head_);
    fs::remove(copy_.string() + "-shm");
  }

  bool noticed_or_harmless() {
    const Result<VerifyReport> report = verify(copy_);
    if (!report || !report->ok()) {
      ++noticed_;
      return true;
    }
    const Result<LogReader> reader = LogReader::open(copy_);
    return reader.ok() && all_events(*reader) == expected_;
  }

  fs::path copy_ = folder_ / "copy.log";
  std::string database_, wal_, head_;
  std::vector<std::string> expected_;
  int noticed_ = 0;
};

TEST_F(CorruptionTest, AFlippedBitIsNoticedOrHarmless) {
  std::mt19937_64 random(20'240'501);
  for (int round = 0; round < rounds(1000, 10'000); ++round) {
    std::string database = database_;
    std::string wal = wal_;
    std::string& hit = round % 2 ? database : wal;
    const size_t at = random() % hit.size();
    hit[at] = static_cast<char>(hit[at] ^ (1 << (random() % 8)));
    lay_out(database, wal);
    ASSERT_TRUE(noticed_or_harmless()) << "bit in byte " << at << " of the " << (round % 2 ? "database" : "WAL");
  }
  EXPECT_GT(noticed_, 500);
}

TEST_F(CorruptionTest, ALostEndIsNoticedOrHarmless) {
  std::mt19937_64 random(20'240'502);
  for (int round = 0; round < rounds(200, 2000); ++round) {
    std::string database = database_;
    std::string wal = wal_;
    std::string& hit = round % 2 ? database : wal;
    hit.resize(random() % hit.size());
    lay_out(database, wal);
    ASSERT_TRUE(noticed_or_harmless()) << hit.size() << " bytes left of the " << (round % 2 ? "database" : "WAL");
  }
  EXPECT_GT(noticed_, 180);  // not all: the WAL may hold every page a cut takes from the database
}

TEST_F(CorruptionTest, AWriterNeverGoesOnAfterATailLostInTheWal) {
  std::mt19937_64 random(20'240'503);
  int refused = 0;
  for (int round = 0; round < 100; ++round) {
    std::string wal = wal_;
    const size_t at = random() % wal.size();
    wal[at] = static_cast<char>(wal[at] ^ (1 << (random() % 8)));
    lay_out(database_, wal);
    const Result<LogWriter> writer = LogWriter::open(copy_);
    if (writer.ok()) {
      ASSERT_EQ(writer->next_seq(), 501U) << "byte " << at;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 50);
}

}  // namespace
}  // namespace gridwall::log
