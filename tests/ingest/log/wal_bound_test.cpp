// The WAL stays bounded whatever readers do through our own reader, one that never returns from its callback included.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "tests/ingest/log/log_fixture.h"

namespace gridwall::log {
namespace {

TEST(WalBoundTest, TwentyReadersAndAStuckOneDoNotGrowTheWal) {
  const TempFolder folder;
  const std::filesystem::path path = folder / "county.log";
  LogWriter writer = open_writer(path);
  fill(writer, 1, 2000, 1000);

  std::mutex mutex;
  std::condition_variable let_go;
  std::atomic<bool> done = false;
  std::atomic<bool> is_stuck = false;
  std::thread stuck([&] {
    const LogReader reader = open_reader(path);
    ASSERT_OK(reader.events(1, UINT64_MAX, [&](const LogRow&) {
      is_stuck = true;
      std::unique_lock lock(mutex);
      let_go.wait(lock, [&] { return done.load(); });
      return false;
    }));
  });
  std::vector<std::thread> readers;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    readers.emplace_back([&, seed] {
      const LogReader reader = open_reader(path);
      std::mt19937_64 random(seed);
      while (!done) {
        ASSERT_OK(reader.events(1 + random() % 2000, 200, [](const LogRow&) { return true; }));
      }
    });
  }
  while (!is_stuck) std::this_thread::yield();

  uint64_t largest = 0;
  const std::string text(3000, 't');
  for (uint64_t n = 2001; n <= 25'000; ++n) {
    TestRow row = test_row(n);
    row.body += text;
    ASSERT_OK(writer.append(row.row()));
    if (n % 500 == 0) {
      ASSERT_OK(writer.commit());
      largest = std::max(largest, writer.wal_bytes());
      ASSERT_OK(writer.maintain(row.received_ns));
    }
  }
  {
    const std::lock_guard lock(mutex);
    done = true;
  }
  let_go.notify_all();
  stuck.join();
  for (std::thread& reader : readers) reader.join();
  EXPECT_LE(largest, uint64_t{64} << 20);
  EXPECT_GT(largest, uint64_t{1} << 20);
  RecordProperty("largest_wal_mib", static_cast<int>(largest >> 20));
}

}  // namespace
}  // namespace gridwall::log
