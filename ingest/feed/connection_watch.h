// Why a socket that connects has no connection: nobody answers at the address, or somebody does and refuses the key.
// Reads the socket's own events (ZMQ's monitor). One thread, the socket's; must not outlive the context.
#pragma once

#include <cstdint>
#include <memory>

#include "ingest/feed/connection_phase.h"
#include "ingest/feed/socket.h"

namespace gridwall::feed {

class ConnectionWatch {
 public:
  ConnectionWatch();
  ~ConnectionWatch();
  ConnectionWatch(const ConnectionWatch&) = delete;
  ConnectionWatch& operator=(const ConnectionWatch&) = delete;

  // Call before the socket connects, and again for one that takes its place. Where it cannot be watched, nothing is
  // known and trouble() says so by kNone.
  void watch(Context& context, const Socket& socket);
  // What the events so far say. The trouble of the socket before stays until this one knows better.
  ConnectionTrouble trouble(int64_t steady_ns);

 private:
  void take(uint16_t event, int64_t steady_ns);

  struct Closer {
    void operator()(void* socket) const;
  };
  std::unique_ptr<void, Closer> events_;
  ConnectionTrouble trouble_ = ConnectionTrouble::kNone;
  int64_t connected_ns_ = -1;  // since when somebody is there who has not agreed on keys yet; -1: nobody
};

}  // namespace gridwall::feed
