// What can be read: whether all is well, counters for Prometheus, and the figures of the wall. The loop's thread.
#pragma once

#include <memory>

#include "ingest/bridge/desk.h"
#include "ingest/bridge/log_view.h"

namespace gridwall::bridge {

void answer_health(const Desk& desk, const std::shared_ptr<Exchange>& exchange);
void answer_state(Desk& desk, const std::shared_ptr<Exchange>& exchange);
// Prometheus text exposition 0.0.4.
void answer_metrics(Desk& desk, const std::shared_ptr<Exchange>& exchange);

}  // namespace gridwall::bridge
