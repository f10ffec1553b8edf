// What a source of the present hands to the UI thread: where the wall begins, the events since, and how well it is
// doing. Values only; knows no socket, no screen and no GPU.
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

// The wall begins again with this county and this state; what it had is void.
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
  uint64_t wanted = 0;                      // 0: not known yet
  uint64_t repair_from = 0, repair_to = 0;  // kRepairing: the events being fetched
  double silent_s = 0;                      // since the last sign of life
  std::string problem;                      // what a person must see to; empty when there is nothing
  int64_t server_now_ns = 0;                // the daemon's clock, carried on since its last heartbeat; 0: not known
  uint64_t head_seq = 0;                    // the last event in the daemon's log, as far as known
  std::shared_ptr<const feed::Heartbeat> heartbeat;  // the last one; none before the first
};

}  // namespace gridwall::source
