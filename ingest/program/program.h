// What every program does alike: find the files that come with it, speak of progress and errors, end on Ctrl-C.
#pragma once

#include <fmt/core.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/event/result.h"

namespace gridwall::program {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;

// "gridwall-log 0.2.0", for --version.
std::string version_line(std::string_view program);

// The folder that holds config/, assets/ and shaders/: $GRIDWALL_HOME, or the nearest one above the program itself
// (a build tree or share/gridwall of an installation). kNotFound names both.
Result<std::filesystem::path> find_home();

// Writes `gridwall-log: MESSAGE` to standard error and returns the exit code that fits: 2 for the caller's mistakes.
int report_error(std::string_view program, const Error& error);

// Writes to standard output or error. A stream that takes nothing is no error: nobody listens, the work goes on.
template <typename... Values>
void print_to(std::FILE* stream, fmt::format_string<Values...> format, Values&&... values) {
  const std::string text = fmt::format(format, std::forward<Values>(values)...);
  std::fwrite(text.data(), 1, text.size(), stream);
}

// Set by SIGINT and SIGTERM once catch_stop_signals() was called. Long work looks at it and ends cleanly.
std::atomic<bool>& stop_requested();
void catch_stop_signals();

// A line of progress on standard error, only when a terminal watches; rewritten in place, at most ten times a second.
class ProgressBar {
 public:
  explicit ProgressBar(std::string_view what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(uint64_t done, uint64_t total);

 private:
  std::string_view what_;
  bool visible_;
  int64_t last_ns_ = 0;
  bool drawn_ = false;
};

}  // namespace gridwall::program
