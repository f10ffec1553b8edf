#include "ingest/feed/publisher.h"

namespace gridwall::feed {

Result<Publisher> Publisher::bind(Context& context, const std::string& endpoint, const SocketOptions& options) {
  Result<Socket> socket = Socket::open(context, SocketKind::kXpub, options);
  if (!socket) return socket.error();
  if (const Status bound = socket->bind(endpoint); !bound) return bound.error();
  return Publisher(std::move(*socket));
}

void Publisher::publish(const LoggedEvent& event) {
  if (!wanted_[static_cast<size_t>(event.feed)]) return;
  const auto stamp = encode_stamp(event.stamp);
  const std::string_view frames[] = {feed_name(event.feed), {stamp.data(), stamp.size()}, event.body};
  send(frames);
}

void Publisher::heartbeat(std::string_view json) {
  const std::string_view frames[] = {kHeartbeatTopic, json};
  send(frames);
}

void Publisher::send(std::span<const std::string_view> frames) {
  if (socket_.send(frames) == Socket::Sent::kSent) return;
  // A subscriber's queue is full. That is counted, and only this subscriber loses the event.
  ++refused_;
  socket_.refuse_when_full(false);
  socket_.send(frames);
  socket_.refuse_when_full(true);
}

uint64_t Publisher::walls() const {
  const auto found = wanted_prefixes_.find("");
  return found == wanted_prefixes_.end() ? 0 : found->second;
}

void Publisher::read_subscriptions() {
  while (socket_.receive(frames_, 1)) {
    const std::string_view message = frames_[0].bytes();
    if (message.empty() || message.size() > 64) continue;
    const std::string_view prefix = message.substr(1);
    if (message[0] == 1 && kHeartbeatTopic.starts_with(prefix)) new_listener_ = true;
    bool known = false;  // anything else can never match, and must not cost memory
    for (int i = 0; i < kFeedCount; ++i) known = known || feed_name(static_cast<Feed>(i)).starts_with(prefix);
    if (!known) continue;
    if (message[0] == 1) {
      ++wanted_prefixes_[std::string(prefix)];
    } else if (const auto found = wanted_prefixes_.find(prefix); found != wanted_prefixes_.end()) {
      if (--found->second == 0) wanted_prefixes_.erase(found);
    }
  }
  for (int i = 0; i < kFeedCount; ++i) {
    bool wanted = false;
    for (const auto& [prefix, count] : wanted_prefixes_) {
      wanted = wanted || feed_name(static_cast<Feed>(i)).starts_with(prefix);
    }
    wanted_[static_cast<size_t>(i)] = wanted;
  }
}

}  // namespace gridwall::feed
