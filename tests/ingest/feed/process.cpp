#include "tests/ingest/feed/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <sstream>

namespace gridwall::feed::testing {

IngestProcess::IngestProcess(const std::vector<std::string>& arguments) {
  int out[2], error[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(error, O_CLOEXEC) != 0) std::abort();
  std::vector<char*> argv{const_cast<char*>(GRIDWALL_INGEST)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(error[1], STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(out[1]);
  close(error[1]);
  out_ = out[0];
  error_ = error[0];
  fcntl(error_, F_SETFL, O_NONBLOCK);
}

IngestProcess::~IngestProcess() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    wait();
  }
  close(out_);
  close(error_);
}

bool IngestProcess::wait_ready() {
  char buffer[1024];
  while (out_text_.find('\n') == std::string::npos) {
    const ssize_t got = read(out_, buffer, sizeof buffer);
    if (got <= 0) return false;
    out_text_.append(buffer, static_cast<size_t>(got));
  }
  std::istringstream words(out_text_);
  std::string word;
  words >> word;
  EXPECT_EQ(word, "ready");
  while (words >> word) {
    const std::string value = word.substr(word.find('=') + 1);
    if (word.starts_with("intake=")) endpoints_.intake = value;
    if (word.starts_with("publish=")) endpoints_.publish = value;
    if (word.starts_with("history=")) endpoints_.history = value;
  }
  return true;
}

void IngestProcess::signal(int number) {
  kill(process_, number);
}

int IngestProcess::wait() {
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  errors();
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const std::string& IngestProcess::errors() {
  char buffer[4096];
  for (ssize_t got = read(error_, buffer, sizeof buffer); got > 0; got = read(error_, buffer, sizeof buffer)) {
    error_text_.append(buffer, static_cast<size_t>(got));
  }
  return error_text_;
}

}  // namespace gridwall::feed::testing
