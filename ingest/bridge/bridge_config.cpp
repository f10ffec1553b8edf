#include "ingest/bridge/bridge_config.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "ingest/bridge/listener.h"
#include "ingest/config/toml_section.h"
#include "ingest/feed/ingest_config.h"

namespace gridwall::bridge {
namespace {

namespace fs = std::filesystem;
using config::Section;
using config::TomlFile;

constexpr size_t kMaxConfigBytes = 1 << 20;
constexpr size_t kMaxSources = 32;  // of each kind: every one has a thread

Result<std::string> text_of_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return Error{ErrorCode::kInvalidConfig, path.string() + ": cannot be read: " + error.message()};
  if (size > kMaxConfigBytes) return Error{ErrorCode::kInvalidConfig, path.string() + ": is too large"};
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (stream.bad()) return Error{ErrorCode::kInvalidConfig, path.string() + ": cannot be read"};
  return text;
}

// A file that a key names; where it cannot be used the section is told. Empty where the key is left out.
std::string file_text(Section& section, std::string_view key, const fs::path& folder, bool secret) {
  const std::string name = section.text_or(key, "");
  if (name.empty()) return {};
  const fs::path path = folder / name;
  if (struct stat entry{}; secret && stat(path.c_str(), &entry) == 0 && (entry.st_mode & S_IRWXO) != 0) {
    section.fail(key, path.string() + ": everybody on this machine can read it; chmod o= it");
    return {};
  }
  const Result<std::string> text = text_of_file(path);
  if (!text) section.fail(key, text.error().message);
  return text ? *text : std::string();
}

std::string first_line(const std::string& text) {
  return text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
}

// None after an error, which the section was told.
std::optional<import::Mapping> read_mapping(Section& section, const fs::path& folder) {
  const std::string name = section.text("mapping");
  if (name.empty()) return std::nullopt;
  const Result<fs::path> path = feed::path_below(folder, name);
  const Result<std::string> text = path ? text_of_file(*path) : Result<std::string>(path.error());
  if (!text) {
    section.fail("mapping", text.error().message);
    return std::nullopt;
  }
  Result<import::Mapping> mapping = import::load_mapping(*text, path->string());
  if (mapping) return std::move(*mapping);
  section.fail("mapping", mapping.error().message);
  return std::nullopt;
}

std::optional<TokenHash> hash_from_hex(const std::string& hex) {
  TokenHash hash{};
  size_t bytes = 0;
  const char* end = nullptr;
  const bool read = sodium_hex2bin(hash.data(), hash.size(), hex.data(), hex.size(), nullptr, &bytes, &end) == 0;
  if (!read || bytes != hash.size() || end != hex.data() + hex.size()) return std::nullopt;
  return hash;
}

void read_caller(Section& section, BridgeConfig& config) {
  Caller caller;
  caller.name = section.text("name");
  const std::optional<TokenHash> hash = hash_from_hex(section.text("token_sha256"));
  if (hash) {
    caller.token = *hash;
  } else {
    section.fail("token_sha256", "it must be 64 hexadecimal digits, as gridwall-bridge token prints them");
  }
  caller.rights.may_send = section.has("may_send") ? feed::feeds_from(section, "may_send") : 0;
  if (!section.has("may_send")) static_cast<void>(section.text_or("may_send", ""));
  caller.rights.types = feed::types_from(section, "types");
  caller.sources = section.texts_or("sources", {});
  caller.hooks = section.texts_or("hooks", {});
  caller.may_read = section.flag_or("may_read", false);
  if (caller.rights.may_send == 0 && caller.hooks.empty() && !caller.may_read) {
    section.fail("name", "this caller may neither send nor read; give it may_send, hooks or may_read");
  }
  for (const std::string& hook : caller.hooks) {
    const bool known =
        std::any_of(config.hooks.begin(), config.hooks.end(), [&](const Hook& other) { return other.name == hook; });
    if (!known) section.fail("hooks", "there is no [[hook]] named '" + hook + "'");
  }
  for (const Caller& other : config.callers) {
    if (other.name == caller.name) section.fail("name", "'" + caller.name + "' is listed twice");
    if (other.token == caller.token) section.fail("token_sha256", "is also that of '" + other.name + "'");
  }
  section.finish();
  config.callers.push_back(std::move(caller));
}

bool is_path_name(const std::string& name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
                              std::string::npos;
}

void read_hook(Section& section, const fs::path& folder, std::vector<Hook>& hooks) {
  const std::string name = section.text("name");
  if (!name.empty() && !is_path_name(name)) section.fail("name", "only letters, digits, '-', '_' and '.' may be in it");
  for (const Hook& other : hooks) {
    if (other.name == name) section.fail("name", "'" + name + "' is listed twice");
  }
  std::optional<import::Mapping> mapping = read_mapping(section, folder);
  section.finish();
  if (mapping) hooks.push_back({name, std::move(*mapping)});
}

void read_pull(Section& section, const fs::path& folder, std::vector<Pull>& pulls) {
  const std::string name = section.text("name");
  if (!name.empty() && !is_path_name(name)) section.fail("name", "only letters, digits, '-', '_' and '.' may be in it");
  for (const Pull& other : pulls) {
    if (other.name == name) section.fail("name", "'" + name + "' is listed twice");
  }
  std::optional<import::Mapping> mapping = read_mapping(section, folder);
  const std::string rows = section.text_or("open311", ""), warnings = section.text_or("cap", "");
  const std::string files = section.text_or("folder", "");
  if (rows.empty() + warnings.empty() + files.empty() != 2) {
    section.fail("name", "it must have one of open311 (an address), cap (an address) and folder (a path)");
  }
  for (const std::string* url : {&rows, &warnings}) {
    if (!url->empty() && !url->starts_with("http://") && !url->starts_with("https://")) {
      section.fail(url == &rows ? "open311" : "cap", "must begin with http:// or https://");
    }
  }
  const std::vector<std::string> languages = section.texts_or("languages", {});
  const std::string authority = section.text_or("authority_file", "");
  const std::string header = section.text_or("header_file", "");
  static_cast<void>(file_text(section, "authority_file", folder, false));  // they are there, and can be read
  static_cast<void>(file_text(section, "header_file", folder, true));
  const int64_t every_s = section.duration_s_or("every", 60);
  if (every_s < 1) section.fail("every", "must be a second or more");
  section.finish();
  if (!mapping) return;
  const bool is_warnings = mapping->format == import::SourceFormat::kCap;
  if (is_warnings != rows.empty()) {
    section.fail("mapping", is_warnings ? "is for warnings (CAP); open311 needs one of rows"
                                        : "is for rows; cap and folder need one of warnings (format = \"cap\")");
  }
  const Pull::Kind kind = !rows.empty()       ? Pull::Kind::kRows
                          : !warnings.empty() ? Pull::Kind::kWarnings
                                              : Pull::Kind::kFolder;
  const auto placed = [&](const std::string& path) { return path.empty() ? path : (folder / path).string(); };
  pulls.push_back({name, kind, rows + warnings, placed(files), std::move(*mapping), languages, placed(authority),
                   placed(header), every_s * 1'000'000'000});
}

void read_subscription(Section& section, const fs::path& folder, std::vector<Subscription>& all) {
  const std::string name = section.text("name");
  const std::string host = section.text("host");
  const std::string authority = section.text_or("authority_file", "");
  static_cast<void>(file_text(section, "authority_file", folder, false));  // it is there, and can be read
  const int64_t port = section.integer_or("port", authority.empty() ? 1883 : 8883, 1, 65535);
  const std::vector<std::string> topics = section.texts("topics");
  const std::string client_id = section.text_or("client_id", "gridwall-" + name);
  const std::string user = section.text_or("user", "");
  const std::string password = first_line(file_text(section, "password_file", folder, true));
  std::optional<import::Mapping> mapping = read_mapping(section, folder);
  for (const Subscription& other : all) {
    if (other.name == name) section.fail("name", "'" + name + "' is listed twice");
    if (other.client_id == client_id && other.host == host) {
      section.fail("client_id", "is also that of '" + other.name + "', and a broker keeps one connection of each");
    }
  }
  section.finish();
  if (!mapping) return;
  all.push_back({name, host, static_cast<int>(port), topics, client_id, user, password,
                 authority.empty() ? authority : (folder / authority).string(), std::move(*mapping)});
}

void read_request_server(Section& root, BridgeConfig& config) {
  auto section = root.section("open311");
  if (!section) return;
  RequestServer server;
  server.source = section->text("source");
  server.tier = section->text_or("tier", "community");
  if (server.tier != "grid" && server.tier != "community" && server.tier != "street" && server.tier != "county") {
    section->fail("tier", "must be grid, community, street or county");
  }
  for (Section& entry : section->sections("service")) {
    RequestService service;
    service.code = entry.text("code");
    service.name = entry.text_or("name", service.code);
    service.description = entry.text_or("description", service.name);
    service.group = entry.text_or("group", "");
    entry.finish();
    server.services.push_back(std::move(service));
  }
  if (server.services.empty()) section->fail("service", "list what can be reported, each under [[open311.service]]");
  section->finish();
  config.requests = std::move(server);
}

void read_limits(Section& root, BridgeConfig& config) {
  auto section = root.section("limits");
  if (!section) return;
  HttpLimits& limits = config.http.limits;
  const auto bytes = [&](std::string_view key, size_t fallback) {
    return static_cast<size_t>(section->integer_or(key, static_cast<int64_t>(fallback), 1024, int64_t{1} << 34));
  };
  const auto count = [&](std::string_view key, unsigned fallback) {
    return static_cast<unsigned>(section->integer_or(key, fallback, 1, 60'000));
  };
  const auto time_ns = [&](std::string_view key, int64_t fallback) {
    return section->duration_s_or(key, fallback / 1'000'000'000) * 1'000'000'000;
  };
  limits.body_bytes = bytes("body_bytes", limits.body_bytes);
  limits.held_bytes = bytes("held_bytes", limits.held_bytes);
  limits.connections = count("connections", limits.connections);
  limits.connections_of_address = count("connections_of_address", limits.connections_of_address);
  limits.header_ns = time_ns("header_time", limits.header_ns);
  limits.body_ns = time_ns("body_time", limits.body_ns);
  limits.answer_ns = time_ns("answer_time", limits.answer_ns);
  config.events_of_request = static_cast<size_t>(
      section->integer_or("events_of_request", static_cast<int64_t>(config.events_of_request), 1, 1'000'000));
  config.requests_per_s = section->number_or("requests_per_s", config.requests_per_s, 0, 1e6);
  config.request_burst = section->number_or("request_burst", config.request_burst, 1, 1e6);
  section->finish();
}

// Beyond this machine only with keys and TLS.
void check_exposure(TomlFile& file, const BridgeConfig& config, size_t line) {
  const HttpOptions& http = config.http;
  if (http.certificate.empty() != http.key.empty()) {
    file.fail(line, "listen", "certificate and key stand together");
  }
  if (is_loopback_address(http.address)) return;
  std::string missing;
  if (config.callers.empty()) missing = "callers with tokens ([[caller]]; gridwall-bridge token makes them)";
  if (http.certificate.empty()) {
    missing += std::string(missing.empty() ? "" : " and ") + "TLS (certificate and key under [listen])";
  }
  if (missing.empty()) return;
  file.fail(line, "listen.address",
            http.address + " can be reached from other machines, which needs " + missing +
                "; without them it must be 127.0.0.1");
}

void read_listen(Section& root, const fs::path& folder, HttpOptions& http) {
  http.port = 8080;
  auto section = root.section("listen");
  if (!section) return;
  http.address = section->text_or("address", http.address);
  http.port = static_cast<uint16_t>(section->integer_or("port", http.port, 0, 65535));
  http.certificate = file_text(*section, "certificate", folder, false);
  http.key = file_text(*section, "key", folder, true);
  section->finish();
}

void read_daemon(Section& root, const fs::path& folder, BridgeConfig& config) {
  auto section = root.section("daemon");
  if (!section) return;
  config.intake = section->text_or("intake", config.intake);
  config.publish = section->text_or("publish", config.publish);
  config.answer_timeout_ns = section->duration_s_or("answer_timeout", 3) * 1'000'000'000;
  if (config.answer_timeout_ns < 1'000'000'000) section->fail("answer_timeout", "must be a second or more");
  config.daemon_keys = feed::read_client_keys(*section, folder);
  section->finish();
}

}  // namespace

TokenHash hash_of_token(std::string_view token) {
  TokenHash hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  return hash;
}

Result<BridgeConfig> read_bridge_config(const fs::path& path) {
  const Result<std::string> text = text_of_file(path);
  if (!text) return text.error();
  TomlFile file(path.string());
  if (!file.parse(*text)) return file.error();
  BridgeConfig config;
  Section root = file.root();
  std::error_code error;
  const fs::path folder = fs::absolute(path, error).parent_path();
  const auto data = [&](std::string_view key) {
    const std::string name = root.text_or(key, "");
    return name.empty() ? fs::path() : (folder / name).lexically_normal();
  };
  config.log = data("log");
  config.seen = data("seen");
  read_daemon(root, folder, config);
  read_listen(root, folder, config.http);
  read_limits(root, config);
  for (Section& section : root.sections("hook")) read_hook(section, folder, config.hooks);
  for (Section& section : root.sections("caller")) read_caller(section, config);
  read_request_server(root, config);
  for (Section& section : root.sections("pull")) read_pull(section, folder, config.pulls);
  for (Section& section : root.sections("mqtt")) read_subscription(section, folder, config.subscriptions);
  if (config.pulls.size() > kMaxSources) root.fail("pull", "more than " + std::to_string(kMaxSources));
  if (config.subscriptions.size() > kMaxSources) root.fail("mqtt", "more than " + std::to_string(kMaxSources));
  if (!config.pulls.empty() && config.seen.empty()) {
    root.fail("pull", "needs `seen`: the folder in which the bridge keeps what it fetched before");
  }
  check_exposure(file, config, root.line_of("listen"));
  root.finish();
  if (file.failed()) return file.error();
  return config;
}

}  // namespace gridwall::bridge
