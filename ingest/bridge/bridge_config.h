// The bridge's configuration file: config/bridge.toml shows every key. Strict: an unknown key is an error that names
// file and line. Read once at the start; no thread of its own.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ingest/bridge/http_server.h"
#include "ingest/feed/intake.h"
#include "ingest/import/mapping.h"

namespace gridwall::bridge {

using TokenHash = std::array<unsigned char, 32>;  // SHA-256

struct Caller {  // who may speak to the bridge
  std::string name;
  TokenHash token{};
  feed::SenderRights rights{0, ~0ULL};
  std::vector<std::string> sources;  // of its events; empty: any
  std::vector<std::string> hooks;    // which it may send to
  bool may_read = false;             // metrics, figures, requests
};

struct Hook {  // POST /hooks/NAME
  std::string name;
  import::Mapping mapping;
};

struct RequestService {  // what an Open311 client may report
  std::string code, name, description, group;
};

struct RequestServer {
  std::string source;  // of the events made of reports
  std::string tier;    // where they begin
  std::vector<RequestService> services;
};

struct Pull {  // a source that is asked every so often
  enum class Kind : uint8_t { kRows, kWarnings, kFolder };
  std::string name;
  Kind kind = Kind::kRows;
  std::string url;               // kRows, kWarnings
  std::filesystem::path folder;  // kFolder
  import::Mapping mapping;
  std::vector<std::string> languages;  // of warnings, the preferred first
  std::string authority_file;          // certificates to trust in place of the system's
  std::string header_file;             // a line `Name: value` to send along, such as a key
  int64_t every_ns = 0;
};

struct Subscription {  // of an MQTT broker
  std::string name, host;
  int port = 1883;
  std::vector<std::string> topics;
  std::string client_id, user, password;
  std::string authority_file;  // given: TLS
  import::Mapping mapping;
};

struct BridgeConfig {
  std::string intake = "tcp://127.0.0.1:5550";
  std::string publish = "tcp://127.0.0.1:5551";
  std::optional<feed::CurveClient> daemon_keys;
  std::filesystem::path log;   // the daemon's, to read figures from; empty: there are none
  std::filesystem::path seen;  // a folder: what was fetched before
  int64_t answer_timeout_ns = 3'000'000'000;

  HttpOptions http;
  size_t events_of_request = 1000;
  double requests_per_s = 1000, request_burst = 2000;  // of one caller; 0 per second: no limit
  std::vector<Caller> callers;
  std::vector<Hook> hooks;
  std::optional<RequestServer> requests;
  std::vector<Pull> pulls;
  std::vector<Subscription> subscriptions;
};

// Reads mappings, certificates and keys, too, so that whatever is wrong with them stops the start.
Result<BridgeConfig> read_bridge_config(const std::filesystem::path& file);

TokenHash hash_of_token(std::string_view token);

}  // namespace gridwall::bridge
