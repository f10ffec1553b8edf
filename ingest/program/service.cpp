#include "ingest/program/service.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gridwall::program {

void log_to_standard_error(const std::string& name) {
  auto logger = std::make_shared<spdlog::logger>(name, std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  spdlog::set_default_logger(std::move(logger));
}

void raise_open_files_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // may fail; the sockets work with fewer
}

Status report_ready(std::string_view endpoints, int descriptor) {
  const std::string line = "ready " + std::string(endpoints) + "\n";
  if (write(descriptor < 0 ? STDOUT_FILENO : descriptor, line.data(), line.size()) !=
      static_cast<ssize_t>(line.size())) {
    return Error{ErrorCode::kInvalidArgument,
                 "--ready-fd " + std::to_string(descriptor) + ": cannot be written to: " + std::strerror(errno)};
  }
  if (descriptor >= 0) close(descriptor);
  sd_notify(0, "READY=1");
  return Done{};
}

}  // namespace gridwall::program
