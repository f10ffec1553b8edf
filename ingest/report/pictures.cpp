#include "ingest/report/pictures.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

extern char** environ;

namespace gridwall::report {
namespace {

// Runs a program in silence until it ends or its time is over; its exit status, -1 when it had to be ended or did not
// start.
int run(std::vector<std::string> words, int64_t limit_s) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
  }
  pid_t child = -1;
  const int failed = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return -1;
  const auto handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  bool ended = true;  // without such a handle there is no limit
  if (handle >= 0) {
    pollfd wait_for{handle, POLLIN, 0};
    ended = poll(&wait_for, 1, static_cast<int>(limit_s * 1000)) == 1;
    close(handle);
  }
  if (!ended) kill(child, SIGKILL);
  int status = 0;
  if (waitpid(child, &status, 0) != child) return -1;
  return ended && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::filesystem::path wall_program() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : program.parent_path() / "gridwall";
}

void take_pictures(const IncidentReport& report, const County& county, const PictureOptions& options,
                   const Words& words, Extras& extras) {
  if (options.wall.empty() || access(options.wall.c_str(), X_OK) != 0) {
    extras.pictures_note = words(Text::kReportPicturesNoProgram);
    return;
  }
  size_t failed = 0;
  for (const KeyMoment& moment : report.moments) {
    Picture picture{"wall-" + std::to_string(extras.pictures.size() + 1) + ".png", moment};
    const std::string at = format_rfc3339(moment.received_ns, county.zone.offset_s(moment.received_ns));
    const std::string file = options.folder / picture.file;
    const std::string language = std::string(text::language_name(words.texts().language()));
    const int status = run({options.wall, "--replay", options.log, "--at", at, "--shot", file, "--scene", "emergency",
                            "--size", "1920x1080", "--language", language},
                           options.limit_s);
    std::error_code error;
    if (status != 0 || !std::filesystem::exists(file, error)) {
      ++failed;
      std::filesystem::remove(file, error);  // half a picture is none
      picture.file.clear();
    }
    extras.pictures.push_back(std::move(picture));
  }
  if (failed == 0) return;
  extras.pictures_note = words(Text::kReportPicturesFailed, {{"n", std::to_string(failed)}});
}

}  // namespace gridwall::report
