#include "ingest/bridge/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gridwall::bridge {
namespace {

union Address {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

// Its length; 0: it is no address.
socklen_t fill(Address& address, const std::string& text, uint16_t port) {
  address = {};
  if (inet_pton(AF_INET, text.c_str(), &address.v4.sin_addr) == 1) {
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = htons(port);
    return sizeof address.v4;
  }
  if (inet_pton(AF_INET6, text.c_str(), &address.v6.sin6_addr) == 1) {
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = htons(port);
    return sizeof address.v6;
  }
  return 0;
}

}  // namespace

bool is_loopback_address(const std::string& address) {
  return address == "::1" || address.starts_with("127.");
}

Result<Listener> listen_on(const std::string& address, uint16_t port) {
  Address bound;
  socklen_t size = fill(bound, address, port);
  if (size == 0) {
    return Error{ErrorCode::kInvalidConfig,
                 "'" + address + "' is no address; write it like 127.0.0.1, 0.0.0.0 (all of IPv4) or :: (all)"};
  }
  const std::string place = address + " port " + std::to_string(port);
  const int descriptor = socket(bound.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return Error{ErrorCode::kIo, place + ": " + std::strerror(errno)};
  const int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(descriptor, &bound.any, size) != 0 || listen(descriptor, SOMAXCONN) != 0) {
    const int error = errno;
    close(descriptor);
    if (error == EADDRINUSE) {
      return Error{ErrorCode::kBusy, place + ": is in use by another process; stop that one, or choose another port"};
    }
    return Error{ErrorCode::kIo, place + ": cannot be listened on: " + std::strerror(error)};
  }
  getsockname(descriptor, &bound.any, &size);
  return Listener{descriptor, ntohs(bound.any.sa_family == AF_INET ? bound.v4.sin_port : bound.v6.sin6_port)};
}

}  // namespace gridwall::bridge
