#include "ingest/bridge/pulse.h"

#include "ingest/feed/wire.h"

namespace gridwall::bridge {

Result<Pulse> Pulse::listen(feed::Context& context, const std::string& endpoint,
                            const std::optional<feed::CurveClient>& curve) {
  feed::SocketOptions options;
  options.curve_client = curve;
  Result<feed::Socket> socket = feed::Socket::open(context, feed::SocketKind::kSub, options);
  if (!socket) return socket.error();
  if (const Status subscribed = socket->subscribe(feed::kHeartbeatTopic); !subscribed) return subscribed.error();
  if (const Status connected = socket->connect(endpoint); !connected) return connected.error();
  return Pulse(std::move(*socket));
}

void Pulse::serve(int64_t now_ns) {
  while (socket_.receive(frames_, 2)) {
    if (frames_.size() != 2) continue;
    std::optional<feed::Heartbeat> beat = feed::parse_heartbeat(frames_[1].bytes());
    if (!beat) continue;
    last_ = std::move(beat);
    heard_ns_ = now_ns;
  }
}

}  // namespace gridwall::bridge
