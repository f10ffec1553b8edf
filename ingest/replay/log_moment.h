// A log at a moment: what its figures are made of. gridwall-log and the bridge read it from here, so that both say the
// same. Any thread with a reader of its own. No clock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "ingest/county/county.h"
#include "ingest/log/log_reader.h"
#include "ingest/state/county_state.h"
#include "ingest/state/state_json.h"

namespace gridwall::replay {

struct LogMoment {
  int64_t at_ns = 0;
  uint64_t seq = 0;  // the last event received by then
  County county;
  CountyState state;
  IntakeFigures intake;
  bool counts_damaged = false;  // `intake` cannot be read and is 0, while the events are sound
};

// Without a time: when the last event was received. `progress` as in state_at(); kUnavailable when it stopped.
Result<LogMoment> moment_of(const log::LogReader& reader, std::optional<int64_t> at_ns, bool use_checkpoints = true,
                            const std::function<bool(uint64_t)>& progress = {});
// From one moment to the last event of the same log. False: that cannot be, because the county changed or the log is
// another one; take a new moment.
Result<bool> move_to_head(const log::LogReader& reader, LogMoment& moment);

}  // namespace gridwall::replay
