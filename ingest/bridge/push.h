// Events that are sent to us: in the contract's own form, and through the mapping of a hook. The loop's thread.
#pragma once

#include <memory>

#include "ingest/bridge/desk.h"

namespace gridwall::bridge {

void take_events(Desk& desk, const std::shared_ptr<Exchange>& exchange);
void take_hook(Desk& desk, const Hook& hook, const std::shared_ptr<Exchange>& exchange);

}  // namespace gridwall::bridge
