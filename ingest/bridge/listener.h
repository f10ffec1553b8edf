// A TCP socket that listens, bound before anything else is started, so that a wrong address is an error that names it.
#pragma once

#include <cstdint>
#include <string>

#include "ingest/event/result.h"

namespace gridwall::bridge {

struct Listener {
  int descriptor = -1;  // the caller closes it
  uint16_t port = 0;
};

// `address` is an IPv4 or IPv6 address, no name; port 0 is any free one. kInvalidConfig, kBusy, kIo.
Result<Listener> listen_on(const std::string& address, uint16_t port);

// Nobody outside this machine can reach it.
bool is_loopback_address(const std::string& address);

}  // namespace gridwall::bridge
