#include "ingest/program/feed_clock.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/program/program.h"

namespace gridwall::program {

int64_t whole_milliseconds(int64_t time_ns) {
  constexpr int64_t kMillisecondNs = 1'000'000;
  return time_ns / kMillisecondNs * kMillisecondNs;
}

bool wait_until(int64_t time_ns) {
  while (!stop_requested().load()) {
    const int64_t left_ns = time_ns - system_clock_ns();
    if (left_ns <= 0) return true;
    std::this_thread::sleep_for(std::chrono::nanoseconds(std::min<int64_t>(left_ns, 50'000'000)));
  }
  return false;
}

Result<County> county_named(const std::string& name) {
  std::filesystem::path folder;
  if (const Result<std::filesystem::path> home = find_home()) folder = *home / "config" / "counties";
  const Result<std::filesystem::path> config = find_county(name, folder);
  if (!config) return Error{ErrorCode::kInvalidArgument, "--county: " + config.error().message};
  const Result<CountySource> source = read_county_source(*config);
  if (!source) return source.error();
  return load_county(*source);
}

}  // namespace gridwall::program
