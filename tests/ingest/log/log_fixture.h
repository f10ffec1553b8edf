// A folder of its own for each log test, and rows to fill logs with. Test thread only.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ingest/log/log_reader.h"
#include "ingest/log/log_writer.h"
#include "ingest/log/verify.h"

namespace gridwall::log {

inline constexpr int64_t kStartNs = 1'700'000'000'000'000'000;
inline constexpr int64_t kSecondNs = 1'000'000'000;

// A row that owns its text. Row n of a log: a second after the one before, feeds mixed, a body that varies in length.
struct TestRow {
  int64_t received_ns = 0;
  uint8_t feed = 0;
  std::string type, source, id, body;
  NewRow row() const {
    return {
        received_ns, received_ns - 5, feed, type, source, id, feed == 1 ? std::nullopt : std::optional<uint32_t>(feed),
        body,        blake2b(body)};
  }
};
TestRow test_row(uint64_t n);

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

LogWriter open_writer(const std::filesystem::path& path, const WriterOptions& options = {});
LogReader open_reader(const std::filesystem::path& path);
// Appends test rows [from, to] and commits every `batch`.
void fill(LogWriter& writer, uint64_t from, uint64_t to, uint64_t batch = 50);
// Copies a log with its WAL and head file as they lie there.
void copy_log(const std::filesystem::path& from, const std::filesystem::path& to);
// All events as text, one entry each.
std::vector<std::string> all_events(const LogReader& reader);
// Rounds of a random test: many more when GRIDWALL_TEST_LONG is set.
int rounds(int usual, int when_long);
std::string read_bytes(const std::filesystem::path& path);
std::string problems_of(const VerifyReport& report);
// Runs SQL on a log behind the writer's back.
void tamper(const std::filesystem::path& path, const std::string& sql);

class LogTest : public ::testing::Test {
 protected:
  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "county.log";
};

}  // namespace gridwall::log

#define ASSERT_OK(expression)                               \
  do {                                                      \
    const auto& outcome_ = (expression);                    \
    ASSERT_TRUE(outcome_.ok()) << outcome_.error().message; \
  } while (false)
