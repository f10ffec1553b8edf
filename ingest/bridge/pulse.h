// What the daemon says about itself once a second, as its heartbeat brings it. One thread; the caller passes the time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ingest/feed/heartbeat.h"
#include "ingest/feed/socket.h"

namespace gridwall::bridge {

class Pulse {
 public:
  static constexpr int64_t kSilentNs = 3'000'000'000;  // without a heartbeat the daemon is not there

  static Result<Pulse> listen(feed::Context& context, const std::string& endpoint,
                              const std::optional<feed::CurveClient>& curve);
  void serve(int64_t now_ns);

  bool beats(int64_t now_ns) const { return last_ && now_ns - heard_ns_ <= kSilentNs; }
  const std::optional<feed::Heartbeat>& last() const { return last_; }
  int64_t heard_ns() const { return heard_ns_; }  // when the last one came
  const feed::Socket& socket() const { return socket_; }

 private:
  explicit Pulse(feed::Socket socket) : socket_(std::move(socket)) {}

  feed::Socket socket_;
  std::vector<feed::Frame> frames_;
  std::optional<feed::Heartbeat> last_;
  int64_t heard_ns_ = 0;
};

}  // namespace gridwall::bridge
