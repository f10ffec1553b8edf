// Sends durable events to all subscribed walls: XPUB, topics request, patrol, emergency and heartbeat.
// Never waits. A subscriber that is too slow loses events (which is counted) and fetches them from the history; the
// others lose nothing. Owned by the pipeline's thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/feed/socket.h"
#include "ingest/feed/wire.h"

namespace gridwall::feed {

class Publisher {
 public:
  // `socket` options: send_queue is the number of events kept for each subscriber.
  static Result<Publisher> bind(Context& context, const std::string& endpoint, const SocketOptions& options);

  void publish(const LoggedEvent& event);
  void heartbeat(std::string_view json);
  void read_subscriptions();  // call when the socket is readable
  // True if somebody subscribed since the last call: a heartbeat sent now spares it waiting for the next.
  bool take_new_listener() { return std::exchange(new_listener_, false); }

  const Socket& socket() const { return socket_; }
  std::string endpoint() const { return socket_.endpoint(); }
  uint64_t walls() const;                        // subscribers to everything
  uint64_t refused() const { return refused_; }  // events dropped for a slow subscriber

 private:
  explicit Publisher(Socket socket) : socket_(std::move(socket)) {}
  void send(std::span<const std::string_view> frames);

  Socket socket_;
  std::vector<Frame> frames_;
  std::map<std::string, uint64_t, std::less<>> wanted_prefixes_;  // and by how many
  std::array<bool, kFeedCount> wanted_{};
  bool new_listener_ = false;
  uint64_t refused_ = 0;
};

}  // namespace gridwall::feed
