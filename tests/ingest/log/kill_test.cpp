// What was acked before a kill -9 is there afterwards: nothing lost, no number twice, no hole.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

[[noreturn]] void write_until_killed(const std::filesystem::path& path, int acks, uint64_t seed) {
  WriterOptions options;
  options.wal_checkpoint_kib = 256;
  Result<LogWriter> writer = LogWriter::open(path, options);
  if (!writer) _exit(3);
  std::mt19937_64 random(seed);
  for (;;) {
    const uint64_t batch = 1 + random() % 60;
    for (uint64_t i = 0; i < batch; ++i) {
      if (!writer->append(test_row(writer->next_seq()).row())) _exit(4);
    }
    if (!writer->commit()) _exit(5);
    const uint64_t acked = writer->head().seq;
    if (write(acks, &acked, sizeof acked) != sizeof acked) _exit(6);
    if (!writer->maintain(writer->head().received_ns)) _exit(7);
  }
}

TEST(KillTest, NothingAckedIsLostNothingDoubledAndThereIsNoHole) {
  const TempFolder folder;
  const std::filesystem::path path = folder / "county.log";
  std::mt19937_64 random(20'240'504);
  for (int cycle = 0; cycle < rounds(30, 10'000); ++cycle) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(path, ends[1], random());
    close(ends[1]);
    // The kill falls somewhere in the work after a random ack; what had been said before is read out of the pipe.
    uint64_t acked = 0;
    uint64_t said = 0;
    for (uint64_t acks = random() % 40; acks > 0 && read(ends[0], &said, sizeof said) == sizeof said; --acks)
      acked = said;
    volatile uint64_t spin = random() % 500'000;
    while (spin > 0) spin = spin - 1;
    kill(child, SIGKILL);
    while (read(ends[0], &said, sizeof said) == sizeof said) acked = said;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer gave up with " << WEXITSTATUS(status);

    const LogWriter writer = open_writer(path);
    ASSERT_GE(writer.head().seq, acked);
    const Result<VerifyReport> report = verify(path);
    ASSERT_OK(report);
    ASSERT_TRUE(report->ok()) << problems_of(*report);
    ASSERT_EQ(report->events, writer.head().seq);
  }
  uint64_t n = 0;
  ASSERT_OK(open_reader(path).events(1, UINT64_MAX, [&](const LogRow& row) {
    EXPECT_EQ(row.id, test_row(++n).id);
    return true;
  }));
  EXPECT_GT(n, 500U);
}

}  // namespace
}  // namespace gridwall::log
