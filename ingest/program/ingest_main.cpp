// gridwall-ingest: receives events, keeps them in the log, sends them to the walls.
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>

#include <CLI/CLI.hpp>
#include <array>
#include <string>
#include <utility>

#include "ingest/feed/daemon.h"
#include "ingest/feed/ingest_config.h"
#include "ingest/program/program.h"
#include "ingest/program/service.h"

namespace gridwall::program {
namespace {

constexpr std::string_view kProgram = "gridwall-ingest";

struct Options {
  std::string config, county, log, intake, publish, history;
  int ready_descriptor = -1;
  bool accept_loss = false;
  bool training = false;
  std::string key_file;
};

// The county's file. A name in --county is that of an included county; one in the configuration may also lie in the
// folder counties beside it, which goes first.
Result<CountySource> find_county_source(const std::string& from_flag, const std::string& from_config,
                                        const std::string& config_file) {
  if (from_flag.empty() && from_config.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "no county: name one with --county, or with `county` in the configuration"};
  }
  std::filesystem::path folder;
  if (!from_flag.empty()) {
    const Result<std::filesystem::path> home = find_home();
    if (home) folder = *home / "config" / "counties";
    const Result<std::filesystem::path> file = find_county(from_flag, folder);
    if (!file) return Error{ErrorCode::kInvalidArgument, file.error().message};
    return read_county_source(*file);
  }
  folder = std::filesystem::absolute(config_file).parent_path();
  if (from_config.find('/') == std::string::npos && !from_config.ends_with(".toml")) {
    Result<std::filesystem::path> file = find_county(from_config, folder / "counties");
    if (const Result<std::filesystem::path> home = find_home(); !file && home) {
      file = find_county(from_config, *home / "config" / "counties");
    }
    if (!file) return Error{ErrorCode::kInvalidConfig, config_file + ": key 'county': " + file.error().message};
    return read_county_source(*file);
  }
  const Result<std::filesystem::path> file = feed::path_below(folder, from_config);
  if (!file) return Error{ErrorCode::kInvalidConfig, config_file + ": key 'county': " + file.error().message};
  return read_county_source(*file);
}

using Doors = std::array<std::pair<std::string*, std::string>, 3>;  // each endpoint, and what it usually is
Doors doors_of(feed::Endpoints& endpoints) {
  const feed::Endpoints usual;
  return {
      {{&endpoints.intake, usual.intake}, {&endpoints.publish, usual.publish}, {&endpoints.history, usual.history}}};
}

// A training leaves the usual ports to the real daemon: its own are ten higher.
void move_apart(feed::Endpoints& endpoints) {
  for (const auto& [endpoint, usual] : doors_of(endpoints)) {
    if (*endpoint == usual) endpoint->replace(endpoint->rfind("555"), 3, "556");
  }
}

Status check_apart(feed::Endpoints& endpoints) {
  for (const auto& [endpoint, usual] : doors_of(endpoints)) {
    const std::string port = usual.substr(usual.rfind(':'));
    if (!endpoint->ends_with(port)) continue;
    return Error{ErrorCode::kInvalidArgument, *endpoint + ": port " + port.substr(1) +
                                                  " is that of a real daemon, and a training stays apart from it; "
                                                  "choose another, such as 5560"};
  }
  return Done{};
}

Status serve(const Options& options) {
  feed::IngestConfig config;
  if (!options.config.empty()) {
    Result<feed::IngestConfig> read = feed::read_ingest_config(options.config);
    if (!read) return read.error();
    config = std::move(*read);
  }
  Result<CountySource> county = find_county_source(options.county, config.county, options.config);
  if (!county) return county.error();
  feed::DaemonOptions& daemon_options = config.daemon;
  daemon_options.county = std::move(*county);
  daemon_options.pipeline.checkpoint_gap_ns = 5'000'000'000;
  daemon_options.pipeline.log = options.log.empty() ? config.log : std::filesystem::path(options.log);
  if (daemon_options.pipeline.log.empty()) {
    return Error{ErrorCode::kInvalidArgument, "no log: name one with --log, or with `log` in the configuration"};
  }
  daemon_options.pipeline.writer.accept_loss = options.accept_loss;
  daemon_options.pipeline.writer.training = daemon_options.training = daemon_options.training || options.training;
  if (daemon_options.training) move_apart(daemon_options.endpoints);
  if (!options.intake.empty()) daemon_options.endpoints.intake = options.intake;
  if (!options.publish.empty()) daemon_options.endpoints.publish = options.publish;
  if (!options.history.empty()) daemon_options.endpoints.history = options.history;
  if (daemon_options.training) {
    if (const Status apart = check_apart(daemon_options.endpoints); !apart) return apart;
  }

  const Result<std::unique_ptr<feed::Daemon>> started = feed::Daemon::start(daemon_options);
  if (!started) return started.error();
  feed::Daemon& daemon = **started;
  const feed::Endpoints& at = daemon.endpoints();
  const std::string endpoints = "intake=" + at.intake + " publish=" + at.publish + " history=" + at.history;
  if (const Status reported = report_ready(endpoints, options.ready_descriptor); !reported) return reported;
  spdlog::info("serving {} from {}{}", daemon_options.county.name, daemon_options.pipeline.log.string(),
               daemon_options.training ? "; a training: all of it is an exercise" : "");
  const Status ended = daemon.run(stop_requested(), [] { sd_notify(0, "WATCHDOG=1"); });
  sd_notify(0, "STOPPING=1");
  return ended;
}

Status make_keys(const Options& options) {
  const Result<feed::KeyPair> keys = feed::make_key_pair();
  if (!keys) return keys.error();
  if (const Status written = feed::write_key_file(options.key_file, *keys); !written) return written;
  print_to(stdout, "{}: written. Its public half, for the other side:\n{}\n", options.key_file, keys->public_key);
  return Done{};
}

int run(int argc, char** argv) {
  CLI::App app{
      "Receives events over ZeroMQ, keeps them in the log, and sends them to the walls.\n\n"
      "  gridwall-ingest --config config/ingest.toml\n"
      "  gridwall-ingest --county jianhu --log jianhu.gwlog --intake 'tcp://127.0.0.1:*'\n"
      "  gridwall-ingest keygen keys/hotline.key\n\n"
      "Writes a line `ready intake=… publish=… history=…` when it is ready. On Ctrl-C it commits, closes the log and "
      "ends.\n"
      "docs/OPERATIONS.md says how to run it in production.",
      std::string(kProgram)};
  app.set_version_flag("--version", version_line(kProgram));
  Options options;
  app.add_option("--config", options.config, "Configuration file; config/ingest.toml shows every key");
  app.add_option("--county", options.county, "County: a file, or the name of an included one (jianhu)");
  app.add_option("--log", options.log, "Log file; created if it does not exist");
  app.add_option("--intake", options.intake, "Endpoint for senders, for example tcp://127.0.0.1:5550");
  app.add_option("--publish", options.publish, "Endpoint that sends new events to walls");
  app.add_option("--history", options.history, "Endpoint that answers walls about the past; walls are started with it");
  app.add_option("--ready-fd", options.ready_descriptor,
                 "Write the ready line to this file descriptor instead of standard output");
  app.add_flag("--accept-loss", options.accept_loss,
               "Open the log even if events at its end are lost; the loss is recorded in it");
  app.add_flag("--training", options.training,
               "All that comes is an exercise: a log of its own kind, ports 5560 to 5562, a mark on every wall");
  CLI::App* keygen = app.add_subcommand("keygen", "Create a key file for this daemon, a sender or a wall");
  keygen->add_option("FILE", options.key_file, "File to create; an existing one is never overwritten")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  log_to_standard_error("ingest");
  raise_open_files_limit();
  catch_stop_signals();
  const Status done = keygen->parsed() ? make_keys(options) : serve(options);
  return done ? kExitOk : report_error(kProgram, done.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}
