#include <fcntl.h>
#include <unistd.h>
#include <csignal>

#include <atomic>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <future>
#include <system_error>

#include "ingest/feed/curve.h"
#include "ingest/feed/sender.h"
#include "ingest/program/feed_files.h"
#include "ingest/program/line_sender.h"
#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

constexpr auto kDrain = std::chrono::seconds(5);  // after Ctrl-C, for the answers that are still missing

void print_report(const SendTarget& to, const feed::SendReport& report) {
  print_to(stderr, "{}: {} lines: {} taken, {} duplicates, {} rejected", to.endpoint, report.lines, report.acked,
           report.duplicates, report.rejected);
  if (report.skipped_lines > 0) print_to(stderr, "; {} were sent before", report.skipped_lines);
  if (report.retried > 0) print_to(stderr, "; {} sent again", report.retried);
  std::fputc('\n', stderr);
  for (const auto& [reason, count] : report.reasons) print_to(stderr, "  {}: {}\n", reason, count);
  if (!report.first_reject.empty()) print_to(stderr, "  first: {}\n", report.first_reject);
  if (!report.cannot_resume.empty())
    print_to(stderr, "  cannot go on later where this ends: {}\n", report.cannot_resume);
}

// Reports once that nobody answers, and once that somebody answers again.
class Connection {
 public:
  explicit Connection(std::string endpoint) : endpoint_(std::move(endpoint)) {}
  void watch(bool connected) {
    if (connected == connected_) return;
    connected_ = connected;
    const char* text =
        connected ? "answers again" : "does not answer; still trying (is gridwall-ingest running there?)";
    print_to(stderr, "{}: {} {}\n", kFeedProgram, endpoint_, text);
  }

 private:
  const std::string endpoint_;
  bool connected_ = true;
};

// The signals that stop the program must reach the thread that generates, so that its write is interrupted.
class SignalsElsewhere {
 public:
  SignalsElsewhere() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  ~SignalsElsewhere() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsElsewhere(const SignalsElsewhere&) = delete;
  SignalsElsewhere& operator=(const SignalsElsewhere&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

Status send_lines(const SendTarget& to, const std::function<Status(LineOutput&)>& generate) {
  const Result<std::optional<feed::CurveClient>> curve = feed::client_keys(to.server_key, to.secret_key);
  if (!curve) return curve.error();
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0 || dup2(ends[0], STDIN_FILENO) < 0) {
    return Error{ErrorCode::kIo, "no pipe to the sender: " + std::generic_category().message(errno)};
  }
  close(ends[0]);
  LineOutput output(fdopen(ends[1], "w"));

  std::atomic<bool> give_up{false};
  Connection connection(to.endpoint);
  feed::SendOptions options;
  options.file = "-";
  options.endpoint = to.endpoint;
  options.curve = *curve;
  options.stop = &give_up;
  options.progress = [&](const feed::SendProgress& progress) { connection.watch(progress.connected); };
  std::future<Result<feed::SendReport>> sender;
  {
    const SignalsElsewhere blocked;
    sender = std::async(std::launch::async, [&] {
      Result<feed::SendReport> report = feed::send_file(options);
      close(STDIN_FILENO);  // further writes fail
      return report;
    });
  }
  Status generated = generate(output);
  Status closed = output.close();
  if (stop_requested().load() && sender.wait_for(kDrain) == std::future_status::timeout) give_up = true;
  const Result<feed::SendReport> report = sender.get();
  if (!report) return report.error();
  print_report(to, *report);
  if (!generated && !stop_requested().load()) return generated;
  if (!closed && !stop_requested().load()) return closed;
  return Done{};
}

// Without a record of what was sent: the events keep their ids, so what was sent before is answered `duplicate`.
Status send_imported(const SendCommand& command) {
  const Result<import::Mapping> mapping = read_mapping(command.mapping);
  if (!mapping) return mapping.error();
  ImportCommand files;
  files.files = {command.file};
  return send_lines(command.to, [&](LineOutput& output) -> Status {
    const Result<import::ImportSummary> summary =
        import_files(*mapping, files, [&](std::string_view line) { return output.write(line); });
    if (!summary) return summary.error();
    print_to(stderr, "{}: {}", mapping->name, import::format_summary(*summary));
    return Done{};
  });
}

// A table is no list of events, and would be rejected line by line.
bool is_table(const std::string& file) {
  const std::string extension = std::filesystem::path(file).extension().string();
  return extension == ".csv" || extension == ".xlsx" || extension == ".xls" || extension == ".et";
}

Status run_send(const SendCommand& command) {
  if (!command.mapping.empty()) return send_imported(command);
  if (is_table(command.file)) {
    return Error{ErrorCode::kInvalidArgument,
                 command.file + ": a table; --mapping says which events its rows become (docs/REAL_DATA.md)"};
  }
  feed::SendOptions options;
  options.file = command.file;
  options.endpoint = command.to.endpoint;
  if (command.speed != "max") {
    const char* end = command.speed.data() + command.speed.size();
    const auto [read, error] = std::from_chars(command.speed.data(), end, options.speed);
    if (error != std::errc() || read != end || options.speed <= 0) {
      return Error{ErrorCode::kInvalidArgument, "--speed: '" + command.speed + "' must be a number above 0, or max"};
    }
  }
  options.stamp_now = command.now;
  options.resume = !command.from_start;
  const Result<std::optional<feed::CurveClient>> curve =
      feed::client_keys(command.to.server_key, command.to.secret_key);
  if (!curve) return curve.error();
  options.curve = *curve;
  options.stop = &stop_requested();
  ProgressBar bar("sending");
  Connection connection(command.to.endpoint);
  options.progress = [&](const feed::SendProgress& progress) {
    connection.watch(progress.connected);
    if (progress.total_bytes > 0) bar.show(progress.bytes, progress.total_bytes);
  };
  const Result<feed::SendReport> report = feed::send_file(options);
  if (!report) return report.error();
  print_report(command.to, *report);
  if (!report->complete) {
    return Error{ErrorCode::kUnavailable,
                 "stopped before the end of " + command.file + "; run the same command again to continue"};
  }
  return Done{};
}

}  // namespace gridwall::program
