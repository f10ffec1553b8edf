// The phases of a wall's connection with the daemon. It is here because two rooms that must not know each other use it:
// viewer/source, which goes through the phases, and viewer/view_model, which shows them. Any thread.
#pragma once

#include <cstdint>

namespace gridwall::feed {

enum class ConnectionPhase : uint8_t { kConnecting, kCatchingUp, kLive, kRepairing, kStale };

// Why there is no connection, as the socket's own events tell it.
enum class ConnectionTrouble : uint8_t {
  kNone,         // there is one, or it is too early to say
  kUnreachable,  // nobody answers at the address
  kWrongKey,     // somebody does, and refuses the key or has none
};

}  // namespace gridwall::feed
