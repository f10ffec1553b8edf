// Shared by all programs: finding the files that belong to them, showing progress and errors, stopping on Ctrl-C.
// Main thread, except stop_requested().
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

// The folder that holds config/, assets/ and shaders/: $GRIDWALL_HOME, or the nearest such folder above the program
// (its build tree, or share/gridwall of an installation). kNotFound names both.
Result<std::filesystem::path> find_home();

// Writes `gridwall-log: MESSAGE` to standard error. Returns the exit code: 2 for wrong use or configuration, else 1.
int report_error(std::string_view program, const Error& error);

// Writes to standard output or error. A closed stream is not an error: nobody reads it, and the work goes on.
template <typename... Values>
void print_to(std::FILE* stream, fmt::format_string<Values...> format, Values&&... values) {
  const std::string text = fmt::format(format, std::forward<Values>(values)...);
  std::fwrite(text.data(), 1, text.size(), stream);
}

// Set by SIGINT and SIGTERM after catch_stop_signals(). Long work checks it and ends cleanly. Any thread.
std::atomic<bool>& stop_requested();
void catch_stop_signals();

// A progress line on standard error, only on a terminal; rewritten in place at most ten times a second.
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
