// What all that answers requests shares: the configuration, the way to the daemon, threads for slow work, counters. The
// loop's thread. Knows no routes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ingest/bridge/bridge_config.h"
#include "ingest/bridge/doorkeeper.h"
#include "ingest/bridge/intake_link.h"
#include "ingest/bridge/pulse.h"
#include "ingest/bridge/worker.h"

namespace gridwall::bridge {

struct AnswerTimes {  // seconds from a request's last byte to its answer
  static constexpr std::array<double, 12> kBounds = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5};
  std::array<uint64_t, kBounds.size() + 1> counts{};  // the last one: longer
  double sum_s = 0;
  void add(int64_t ns);
};

struct SourceCounts {                 // of a pull or a subscription
  uint64_t fetched = 0, failed = 0;   // times it was asked; messages that came
  uint64_t in_log = 0, rejected = 0;  // events
  int64_t last_good_ns = 0;           // steady clock; 0: never
  std::string problem;                // of the last time; empty: it went well
};

struct Counters {
  std::map<std::pair<std::string, int>, uint64_t> requests;  // by route and status
  std::map<std::string, uint64_t> events;                    // by answer
  std::map<std::string, AnswerTimes> times;                  // by route
  std::map<std::string, SourceCounts> sources;               // by kind and name
};

class LogView;

struct Desk {
  const BridgeConfig& config;
  IntakeLink& link;
  Pulse& pulse;
  Doorkeeper& doorkeeper;
  Mailbox& mailbox;
  Worker& converting;
  Counters& counters;
  LogView* log = nullptr;  // null: the configuration names none
  std::function<HttpCounts()> http_counts;
  int64_t now_ns = 0;  // steady clock, at the beginning of this turn of the loop

  // The daemon's answer to events that came by HTTP.
  void submit(std::vector<std::string> events, std::function<void(std::vector<EventAnswer>)> on_answers);
};

}  // namespace gridwall::bridge
