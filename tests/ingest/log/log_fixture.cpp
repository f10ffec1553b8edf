#include "tests/ingest/log/log_fixture.h"

#include <sqlite3.h>
#include <fstream>

#include <cstdlib>

namespace gridwall::log {

namespace fs = std::filesystem;

TestRow test_row(uint64_t n) {
  static const char* const kTypes[] = {"request.placed", "patrol.track", "emergency.team_status"};
  TestRow row;
  row.received_ns = kStartNs + static_cast<int64_t>(n) * kSecondNs;
  row.feed = static_cast<uint8_t>(n % 7 == 0 ? 2 : n % 2);
  row.type = kTypes[row.feed];
  row.source = "platform-" + std::to_string(n % 3);
  row.id = "id-" + std::to_string(n);
  row.body = "{\"n\":" + std::to_string(n) + ",\"text\":\"" + std::string(n * 37 % 200, 'x') + "\"}";
  return row;
}

namespace {

// In memory where there is room: what a disk may do wrong, the tests do themselves.
fs::path folder_for_tests() {
  std::error_code missing;
  const fs::space_info memory = fs::space("/dev/shm", missing);
  return !missing && memory.available > (uint64_t{1} << 30) ? fs::path("/dev/shm") : fs::temp_directory_path();
}

}  // namespace

TempFolder::TempFolder() {
  std::string pattern = (folder_for_tests() / "gridwall-log-XXXXXX").string();
  if (!mkdtemp(pattern.data())) abort();
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

LogWriter open_writer(const fs::path& path, const WriterOptions& options) {
  Result<LogWriter> writer = LogWriter::open(path, options);
  if (!writer) {
    ADD_FAILURE() << writer.error().message;
    abort();
  }
  return std::move(*writer);
}

LogReader open_reader(const fs::path& path) {
  Result<LogReader> reader = LogReader::open(path);
  if (!reader) {
    ADD_FAILURE() << reader.error().message;
    abort();
  }
  return std::move(*reader);
}

void fill(LogWriter& writer, uint64_t from, uint64_t to, uint64_t batch) {
  for (uint64_t n = from; n <= to; ++n) {
    ASSERT_OK(writer.append(test_row(n).row()));
    if (n % batch == 0 || n == to) ASSERT_OK(writer.commit());
  }
}

void copy_log(const fs::path& from, const fs::path& to) {
  for (const char* suffix : {"", "-wal", ".head"}) {
    fs::remove(to.string() + suffix);
    if (fs::exists(from.string() + suffix)) fs::copy_file(from.string() + suffix, to.string() + suffix);
  }
  fs::remove(to.string() + "-shm");
}

std::vector<std::string> all_events(const LogReader& reader) {
  std::vector<std::string> events;
  const Result<uint64_t> count = reader.events(1, UINT64_MAX, [&](const LogRow& row) {
    std::string text = std::to_string(row.seq) + '|' + std::to_string(row.feed_seq) + '|' +
                       std::to_string(row.received_ns) + '|' + std::to_string(row.at_ns) + '|' +
                       std::to_string(row.feed) + '|' + (row.grid ? std::to_string(*row.grid) : "-") + '|';
    text.append(row.type).append("|").append(row.source).append("|").append(row.id).append("|").append(row.body);
    events.push_back(std::move(text));
    return true;
  });
  if (!count) events.push_back("error: " + count.error().message);
  return events;
}

int rounds(int usual, int when_long) {
  return std::getenv("GRIDWALL_TEST_LONG") ? when_long : usual;
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string problems_of(const VerifyReport& report) {
  std::string text;
  for (const VerifyProblem& problem : report.problems) text += problem.text + "\n";
  return text;
}

void tamper(const fs::path& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_free(message);
  sqlite3_close(handle);
}

}  // namespace gridwall::log
