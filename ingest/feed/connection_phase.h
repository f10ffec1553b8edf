// The phases of a wall's connection with the daemon. It is here because two rooms that must not know each other use it:
// viewer/source, which goes through the phases, and viewer/view_model, which shows them. Any thread.
#pragma once

#include <cstdint>

namespace gridwall::feed {

enum class ConnectionPhase : uint8_t { kConnecting, kCatchingUp, kLive, kRepairing, kStale };

}  // namespace gridwall::feed
