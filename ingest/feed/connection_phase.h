// How far a wall's connection with the daemon has come. It belongs to the feed because two who must not know each other
// speak of it: viewer/source, which goes through the phases, and viewer/view_model, which shows them. Any thread.
#pragma once

#include <cstdint>

namespace gridwall::feed {

enum class ConnectionPhase : uint8_t { kConnecting, kCatchingUp, kLive, kRepairing, kStale };

}  // namespace gridwall::feed
