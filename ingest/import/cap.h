// A message of the Common Alerting Protocol 1.2 (OASIS, 2010) read from untrusted XML: no document type, no
// entities but the five of XML itself, at most 8 MiB and 64 levels of elements. Only what a warning needs is kept;
// contacts, addresses and polygons are left out. Knows no events. Pure, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace gridwall::import {

inline constexpr size_t kMaxCapBytes = size_t{8} * 1024 * 1024;
inline constexpr int kMaxCapDepth = 64;

struct CapInfo {
  uint64_t line = 0;
  std::string language = "en-US";  // the default of CAP
  std::string event, headline, description, instruction, sender_name;
  std::string category;                      // all of them
  std::string severity, urgency, certainty;  // in CAP's own spelling if they are CAP's; empty: not given
  std::vector<std::string> responses;
  std::vector<std::string> codes;                             // values of eventCode and parameter
  std::vector<std::string> areas;                             // descriptions
  std::optional<int64_t> effective_ns, onset_ns, expires_ns;  // the year 9999 is the last time there is
};

struct CapReference {
  std::string sender, identifier;
};

struct CapAlert {
  std::string sender, identifier, sent;
  int64_t sent_ns = 0;
  std::string status, message_type, scope;
  std::vector<CapReference> references;
  std::vector<CapInfo> infos;
};

// Texts come as one line: white space collapsed, marks of HTML taken out. Errors name the file and the line.
Result<CapAlert> read_cap(std::string_view bytes, const std::string& name);

}  // namespace gridwall::import
