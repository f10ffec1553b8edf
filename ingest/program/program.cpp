#include "ingest/program/program.h"

#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "ingest/event/clock.h"

namespace gridwall::program {
namespace {

std::atomic<bool> g_stop{false};  // a signal handler can reach nothing else

bool is_home(const std::filesystem::path& folder) {
  std::error_code ignored;  // a folder that cannot be read is not it
  return std::filesystem::is_directory(folder / "config" / "counties", ignored) &&
         std::filesystem::is_directory(folder / "shaders", ignored);
}

}  // namespace

std::string version_line(std::string_view program) {
  return std::string(program) + " " GRIDWALL_VERSION;
}

Result<std::filesystem::path> find_home() {
  if (const char* home = std::getenv("GRIDWALL_HOME"); home != nullptr && *home != '\0') {
    if (is_home(home)) return std::filesystem::path(home);
    return Error{ErrorCode::kNotFound, std::string(home) +
                                           ": GRIDWALL_HOME must name the folder that holds "
                                           "config/counties and shaders"};
  }
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (std::filesystem::path folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (is_home(folder)) return folder;
    if (is_home(folder / "share" / "gridwall")) return folder / "share" / "gridwall";
    if (folder == folder.root_path()) break;
  }
  return Error{ErrorCode::kNotFound,
               "no config/counties and shaders above " + program.string() + "; set GRIDWALL_HOME to their folder"};
}

int report_error(std::string_view program, const Error& error) {
  print_to(stderr, "{}: {}\n", program, error.message);
  const bool usage = error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kInvalidConfig;
  return usage ? kExitUsage : kExitFailed;
}

std::atomic<bool>& stop_requested() {
  return g_stop;
}

void catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { g_stop.store(true); };
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second Ctrl-C ends at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of the write, not the end
}

ProgressBar::ProgressBar(std::string_view what) : what_(what), visible_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(uint64_t done, uint64_t total) {
  if (!visible_) return;
  const int64_t now_ns = steady_clock_ns();
  if (drawn_ && now_ns - last_ns_ < 100'000'000 && done < total) return;
  last_ns_ = now_ns;
  drawn_ = true;
  constexpr int kWidth = 30;
  const int filled = total == 0 ? kWidth : static_cast<int>(done * kWidth / total);
  const std::string bar =
      std::string(static_cast<size_t>(filled), '#') + std::string(static_cast<size_t>(kWidth - filled), '.');
  print_to(stderr, "\r{} [{}] {} of {}\033[K", what_, bar, done, total);
  std::fflush(stderr);
}

}  // namespace gridwall::program
