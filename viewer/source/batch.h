// What a live source passes to the UI thread: the state to start from, the events since, and its status. Values only;
// knows no socket, no screen and no GPU.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ingest/county/county.h"
#include "ingest/county/load.h"
#include "ingest/event/logged_event.h"
#include "ingest/feed/connection_phase.h"
#include "ingest/feed/heartbeat.h"
#include "ingest/state/county_state.h"

namespace gridwall::source {

// The wall starts again with this county and this state, and discards the old ones.
struct Start {
  std::shared_ptr<const CountySource> source;
  std::shared_ptr<const County> county;
  std::unique_ptr<CountyState> state;
};

struct Batch {
  std::optional<Start> start;  // comes before the events
  EventBlock events;           // contiguous from the state's seq + 1 on
};

struct SourceStatus {
  using Phase = feed::ConnectionPhase;
  Phase phase = Phase::kConnecting;
  uint64_t done = 0;                        // kCatchingUp, kRepairing: events fetched so far, of `wanted`
  uint64_t wanted = 0;                      // 0: unknown yet
  uint64_t repair_from = 0, repair_to = 0;  // kRepairing: the events being fetched
  double silent_s = 0;                      // since anything was received
  feed::ConnectionTrouble trouble{};        // kConnecting: why nobody answers
  std::string problem;                      // what somebody must attend to; empty: nothing
  int64_t server_now_ns = 0;                // the daemon's clock, advanced since its last heartbeat; 0: unknown
  uint64_t head_seq = 0;                    // the last event in the daemon's log, as far as known
  std::shared_ptr<const feed::Heartbeat> heartbeat;  // the last one; none before the first
};

}  // namespace gridwall::source
