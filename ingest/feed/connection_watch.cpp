#include "ingest/feed/connection_watch.h"

#include <zmq.h>

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <utility>

namespace gridwall::feed {
namespace {

// Whoever refuses a key hangs up at once; one that hangs lets the handshake run into its limit of two seconds.
constexpr int64_t kAtOnceNs = 1'500'000'000;

std::string new_address() {
  static std::atomic<uint64_t> next = 0;
  return "inproc://connection-watch-" + std::to_string(++next);
}

}  // namespace

ConnectionWatch::ConnectionWatch() = default;
ConnectionWatch::~ConnectionWatch() = default;

void ConnectionWatch::watch(Context& context, const Socket& socket) {
  events_.reset();
  connected_ns_ = -1;
  const std::string address = new_address();
  if (zmq_socket_monitor(socket.handle(), address.c_str(), ZMQ_EVENT_ALL) != 0) return;
  std::unique_ptr<void, Closer> events(zmq_socket(context.handle(), ZMQ_PAIR));
  const int linger = 0;
  const bool there = events != nullptr && zmq_setsockopt(events.get(), ZMQ_LINGER, &linger, sizeof linger) == 0 &&
                     zmq_connect(events.get(), address.c_str()) == 0;
  // Without a further socket the connection itself works all the same.
  if (there) events_ = std::move(events);
  if (!there) zmq_socket_monitor(socket.handle(), nullptr, 0);
}

void ConnectionWatch::Closer::operator()(void* socket) const {
  zmq_close(socket);
}

void ConnectionWatch::take(uint16_t event, int64_t steady_ns) {
  switch (event) {
    case ZMQ_EVENT_CONNECTED:
      connected_ns_ = steady_ns;
      return;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
      connected_ns_ = -1;
      trouble_ = ConnectionTrouble::kNone;
      return;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
      connected_ns_ = -1;
      trouble_ = ConnectionTrouble::kWrongKey;
      return;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_DISCONNECTED:
      if (connected_ns_ < 0) return;  // it was agreed before: a daemon that ended
      trouble_ = steady_ns - connected_ns_ < kAtOnceNs ? ConnectionTrouble::kWrongKey : ConnectionTrouble::kUnreachable;
      connected_ns_ = -1;
      return;
    case ZMQ_EVENT_CLOSED:
      if (connected_ns_ < 0 && trouble_ != ConnectionTrouble::kWrongKey) trouble_ = ConnectionTrouble::kUnreachable;
      return;
    case ZMQ_EVENT_CONNECT_RETRIED:  // follows a refusal of either kind
    default:
      return;
  }
}

ConnectionTrouble ConnectionWatch::trouble(int64_t steady_ns) {
  if (!events_) return trouble_;
  // Two frames: number and value of the event, then the address. A socket that is gone says no more.
  std::array<char, 256> frame{};
  for (int size; (size = zmq_recv(events_.get(), frame.data(), frame.size(), ZMQ_DONTWAIT)) >= 0;) {
    uint16_t number = 0;
    if (size >= static_cast<int>(sizeof number)) std::memcpy(&number, frame.data(), sizeof number);
    static_cast<void>(zmq_recv(events_.get(), frame.data(), frame.size(), ZMQ_DONTWAIT));
    take(number, steady_ns);
  }
  return trouble_;
}

}  // namespace gridwall::feed
