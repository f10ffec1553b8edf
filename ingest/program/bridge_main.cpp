// gridwall-bridge: lets systems that speak HTTP reach the daemon, and answers what they ask.
#include <sodium.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>

#include <CLI/CLI.hpp>

#include "ingest/bridge/bridge.h"
#include "ingest/program/program.h"
#include "ingest/program/service.h"

namespace gridwall::program {
namespace {

constexpr std::string_view kProgram = "gridwall-bridge";

struct Options {
  std::string config, intake, publish, log;
  int port = -1;
  int ready_descriptor = -1;
};

Result<bridge::BridgeConfig> read_config(const Options& options) {
  bridge::BridgeConfig config;
  if (!options.config.empty()) {
    Result<bridge::BridgeConfig> read = bridge::read_bridge_config(options.config);
    if (!read) return read.error();
    config = std::move(*read);
  }
  if (!options.intake.empty()) config.intake = options.intake;
  if (!options.publish.empty()) config.publish = options.publish;
  if (!options.log.empty()) config.log = options.log;
  if (options.port >= 0) config.http.port = static_cast<uint16_t>(options.port);
  return config;
}

std::string address_of(const bridge::BridgeConfig& config, uint16_t port) {
  const std::string& address = config.http.address;
  const bool v6 = address.find(':') != std::string::npos;
  return std::string(config.http.certificate.empty() ? "http://" : "https://") + (v6 ? "[" + address + "]" : address) +
         ":" + std::to_string(port);
}

Status serve(const Options& options) {
  Result<bridge::BridgeConfig> config = read_config(options);
  if (!config) return config.error();
  const Result<std::unique_ptr<bridge::Bridge>> started = bridge::Bridge::start(*config);
  if (!started) return started.error();
  const std::string address = address_of(*config, (*started)->port());
  if (const Status reported = report_ready("http=" + address, options.ready_descriptor); !reported) return reported;
  spdlog::info("{} sends to {}", address, config->intake);
  (*started)->run(stop_requested(), [] { sd_notify(0, "WATCHDOG=1"); });
  sd_notify(0, "STOPPING=1");
  return Done{};
}

// As at a start, but on a port nobody uses, and without a word to the daemon.
Status check(const Options& options) {
  Result<bridge::BridgeConfig> config = read_config(options);
  if (!config) return config.error();
  bridge::HttpOptions http = config->http;
  http.port = 0;
  const Result<std::unique_ptr<bridge::HttpServer>> server = bridge::HttpServer::start(http, {});
  if (!server) return Error{server.error().code, options.config + ": [listen]: " + server.error().message};
  print_to(stdout, "{}: sound: {} callers, {} hooks, {} sources that are asked, {} subscriptions; {}\n", options.config,
           config->callers.size(), config->hooks.size(), config->pulls.size(), config->subscriptions.size(),
           http.certificate.empty() ? "without TLS, this machine only" : "with TLS");
  return Done{};
}

Status make_token() {
  unsigned char secret[24];
  randombytes_buf(secret, sizeof secret);
  char token[sodium_base64_ENCODED_LEN(sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(token, sizeof token, secret, sizeof secret, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  const bridge::TokenHash hash = bridge::hash_of_token(token);
  char hex[2 * std::tuple_size_v<bridge::TokenHash> + 1];
  sodium_bin2hex(hex, sizeof hex, hash.data(), hash.size());
  print_to(stdout,
           "for the caller, and shown only now:\n  Authorization: Bearer {}\nfor the bridge's configuration:\n"
           "  token_sha256 = \"{}\"\n",
           token, hex);
  return Done{};
}

int run(int argc, char** argv) {
  CLI::App app{
      "Takes events over HTTP, asks other systems for theirs, and passes all of them to gridwall-ingest.\n\n"
      "  gridwall-bridge --config config/bridge.toml\n"
      "  gridwall-bridge --intake tcp://127.0.0.1:5550 --port 8080\n"
      "  gridwall-bridge check --config config/bridge.toml\n"
      "  gridwall-bridge token\n\n"
      "Writes a line `ready http=…` when it is ready. It keeps no event: a request is answered when the daemon has\n"
      "answered. docs/BRIDGE.md describes what can be sent and asked.",
      std::string(kProgram)};
  app.set_version_flag("--version", version_line(kProgram));
  Options options;
  const auto add_config = [&](CLI::App& to) {
    return to.add_option("--config", options.config, "Configuration file; config/bridge.toml shows every key");
  };
  add_config(app);
  app.add_option("--intake", options.intake, "Endpoint of the daemon's intake, for example tcp://127.0.0.1:5550");
  app.add_option("--publish", options.publish, "Endpoint on which the daemon sends its heartbeat");
  app.add_option("--log", options.log, "The daemon's log, for /state.json and /requests.json");
  app.add_option("--port", options.port, "Port to listen on; 0: any free one")->check(CLI::Range(0, 65535));
  app.add_option("--ready-fd", options.ready_descriptor,
                 "Write the ready line to this file descriptor instead of standard output");
  CLI::App* checking = app.add_subcommand("check", "Check a configuration with its mappings, keys and certificates");
  add_config(*checking)->required();
  CLI::App* token = app.add_subcommand("token", "Make a token for a caller");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  log_to_standard_error("bridge");
  raise_open_files_limit();
  catch_stop_signals();
  if (sodium_init() < 0) {
    return report_error(kProgram, Error{ErrorCode::kUnavailable, "libsodium could not be set up"});
  }
  const Status done = token->parsed() ? make_token() : checking->parsed() ? check(options) : serve(options);
  return done ? kExitOk : report_error(kProgram, done.error());
}

}  // namespace
}  // namespace gridwall::program

int main(int argc, char** argv) {
  return gridwall::program::run(argc, argv);
}
