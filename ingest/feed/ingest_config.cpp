#include "ingest/feed/ingest_config.h"

#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "ingest/config/toml_section.h"

namespace gridwall::feed {
namespace {

namespace fs = std::filesystem;
using config::Section;
using config::TomlFile;

constexpr size_t kMaxConfigBytes = 1 << 20;
constexpr size_t kMaxPublished = 48;  // one poll looks at all of them

void read_limits(Section& root, RateLimits& limits) {
  auto section = root.section("limits");
  if (!section) return;
  limits.routine_per_s = section->number_or("routine_per_s", limits.routine_per_s, 0, 1e9);
  limits.routine_burst = section->number_or("routine_burst", limits.routine_burst, 1, 1e9);
  limits.emergency_per_s = section->number_or("emergency_per_s", limits.emergency_per_s, 0, 1e9);
  limits.emergency_burst = section->number_or("emergency_burst", limits.emergency_burst, 1, 1e9);
  section->finish();
}

void read_published(Section& root, const fs::path& folder, std::vector<PublishedSource>& all) {
  for (Section& section : root.sections("subscribe")) {
    PublishedSource published;
    published.endpoint = section.text("endpoint");
    published.topic = section.text_or("topic", "");
    published.source = section.text("source");
    published.sequence_field = section.text_or("sequence_field", "");
    published.may_send = feeds_from(section, "may_send");
    published.curve = read_client_keys(section, folder);
    section.finish();
    all.push_back(std::move(published));
  }
  if (all.size() > kMaxPublished) root.fail("subscribe", "more than " + std::to_string(kMaxPublished));
}

void read_client(Section& section, std::vector<KnownClient>& clients) {
  KnownClient client;
  client.name = section.text("name");
  client.public_key = section.text("public_key");
  if (!is_public_key(client.public_key)) section.fail("public_key", "must be 40 characters of Z85");
  client.may_view = section.flag_or("may_view", false);
  client.rights.may_send = section.has("may_send") ? feeds_from(section, "may_send") : 0;
  client.rights.types = types_from(section, "types");
  if (client.rights.may_send == 0 && !client.may_view) section.fail("name", "this key may neither send nor view");
  for (const KnownClient& other : clients) {
    if (other.name == client.name) section.fail("name", "'" + client.name + "' is listed twice");
    if (other.public_key == client.public_key) section.fail("public_key", "is also that of '" + other.name + "'");
  }
  section.finish();
  clients.push_back(std::move(client));
}

void read_security(Section& root, const fs::path& folder, DaemonOptions& daemon) {
  auto section = root.section("security");
  if (!section) return;
  const Result<fs::path> path = path_below(folder, section->text("key_file"));
  const Result<KeyPair> keys = path ? read_key_file(*path) : Result<KeyPair>(path.error());
  if (!keys) {
    section->fail("key_file", keys.error().message);
    return;
  }
  daemon.server_keys = *keys;
  for (Section& client : section->sections("client")) read_client(client, daemon.clients);
  if (daemon.clients.empty()) section->fail("client", "nobody could enter; list each key under [[security.client]]");
  section->finish();
}

}  // namespace

uint8_t feeds_from(Section& section, std::string_view key) {
  if (!section.has(key)) {
    static_cast<void>(section.text_or(key, ""));  // allowed, and left out: all of them
    return 0b111;
  }
  uint8_t feeds = 0;
  for (const std::string& name : section.texts(key)) {
    if (const std::optional<Feed> feed = feed_from_name(name)) {
      feeds = static_cast<uint8_t>(feeds | 1U << static_cast<unsigned>(*feed));
    } else {
      section.fail(key, "'" + name + "' is not a feed; allowed are request, patrol, emergency");
    }
  }
  return feeds;
}

uint64_t types_from(Section& section, std::string_view key) {
  if (!section.has(key)) {
    static_cast<void>(section.text_or(key, ""));  // allowed, and left out: all of them
    return ~0ULL;
  }
  uint64_t types = 0;
  for (const std::string& name : section.texts(key)) {
    if (const std::optional<EventType> type = event_type_from_name(name)) {
      types |= 1ULL << static_cast<unsigned>(*type);
    } else {
      section.fail(key, "'" + name + "' is not an event type; they are listed in docs/EVENTS.md");
    }
  }
  return types;
}

std::optional<CurveClient> read_client_keys(Section& section, const fs::path& folder) {
  const std::string server_key = section.text_or("server_key", "");
  const std::string key_file = section.text_or("key_file", "");
  if (server_key.empty() && key_file.empty()) return std::nullopt;
  if (!is_public_key(server_key)) {
    section.fail("server_key", "must be the other side's public key, 40 characters of Z85");
    return std::nullopt;
  }
  const Result<fs::path> path = path_below(folder, key_file);
  const Result<KeyPair> keys = path ? read_key_file(*path) : Result<KeyPair>(path.error());
  if (!keys) {
    section.fail("key_file", keys.error().message);
    return std::nullopt;
  }
  return CurveClient{server_key, keys->public_key, keys->secret_key};
}

Result<fs::path> path_below(const fs::path& folder, const std::string& path) {
  std::error_code error;
  const fs::path base = fs::weakly_canonical(folder, error);
  const fs::path resolved = fs::weakly_canonical(base / path, error);
  const fs::path relative = resolved.lexically_relative(base);
  if (path.empty() || fs::path(path).is_absolute() || error || relative.empty() || *relative.begin() == "..") {
    return Error{ErrorCode::kInvalidConfig, "'" + path + "' must lie below the folder of the configuration"};
  }
  return resolved;
}

Result<IngestConfig> read_ingest_config(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return Error{ErrorCode::kInvalidConfig, path.string() + ": cannot be read: " + error.message()};
  if (size > kMaxConfigBytes) return Error{ErrorCode::kInvalidConfig, path.string() + ": is too large"};
  std::ifstream stream(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  TomlFile file(path.string());
  if (!file.parse(text)) return file.error();

  IngestConfig config;
  Section root = file.root();
  const fs::path folder = fs::absolute(path, error).parent_path();
  config.county = root.text_or("county", "");
  config.daemon.training = root.flag_or("training", false);
  if (const std::string log = root.text_or("log", ""); !log.empty()) {
    config.log = (folder / log).lexically_normal();
  }
  if (auto listen = root.section("listen")) {
    Endpoints& endpoints = config.daemon.endpoints;
    endpoints.intake = listen->text_or("intake", endpoints.intake);
    endpoints.publish = listen->text_or("publish", endpoints.publish);
    endpoints.history = listen->text_or("history", endpoints.history);
    listen->finish();
  }
  read_limits(root, config.daemon.limits);
  if (auto checkpoint = root.section("checkpoint")) {
    pipeline::PipelineOptions& pipeline = config.daemon.pipeline;
    pipeline.checkpoint_events = static_cast<uint64_t>(
        checkpoint->integer_or("events", static_cast<int64_t>(pipeline.checkpoint_events), 1000, 10'000'000));
    pipeline.checkpoint_ns = checkpoint->duration_s_or("every", pipeline.checkpoint_ns / 1'000'000'000) * 1'000'000'000;
    checkpoint->finish();
  }
  config.daemon.subscriber_queue =
      static_cast<int>(root.integer_or("subscriber_queue", config.daemon.subscriber_queue, 100, 1'000'000));
  read_published(root, folder, config.daemon.published);
  read_security(root, folder, config.daemon);
  root.finish();
  if (file.failed()) return file.error();
  return config;
}

}  // namespace gridwall::feed
