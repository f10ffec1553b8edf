// ZeroMQ sockets: all limits are set before bind or connect, sends never wait, receives survive signals, errors name
// the endpoint and a remedy. A socket belongs to one thread at a time. Knows nothing of events. Wraps cppzmq, whose
// exceptions stop here, because it throws even for an ordinary signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"

namespace zmq {
class context_t;
class socket_t;
}  // namespace zmq

namespace gridwall::feed {

class Context {  // any thread; must outlive its sockets
 public:
  Context();
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  void* handle() const;

 private:
  friend class Socket;
  std::unique_ptr<zmq::context_t> context_;
};

// One received frame, without a copy; its bytes live as long as it does.
class Frame {
 public:
  Frame();
  Frame(Frame&& other) noexcept;
  Frame& operator=(Frame&& other) noexcept;
  ~Frame();
  std::string_view bytes() const;
  std::string_view user() const;  // the name of the key of the sender; empty without keys

 private:
  friend class Socket;
  alignas(8) mutable unsigned char storage_[64];  // a zmq::message_t, in place: a batch has a thousand frames
};

enum class SocketKind : uint8_t { kRouter, kDealer, kXpub, kSub };

struct CurveServer {
  std::string secret_key;  // Z85, 40 characters
  std::string domain;      // tells the gatekeeper what the socket is for. Empty: any key is admitted
};
struct CurveClient {
  std::string server_public_key;  // Z85, 40 characters, like the other two
  std::string public_key;
  std::string secret_key;
};

struct SocketOptions {
  int64_t max_frame_bytes = 4 * 1024 * 1024;  // a peer that sends more is disconnected
  int send_queue = 1000;                      // messages a peer
  int receive_queue = 1000;
  std::optional<CurveServer> curve_server;
  std::optional<CurveClient> curve_client;
};

class Socket {
 public:
  static Result<Socket> open(Context& context, SocketKind kind, const SocketOptions& options = {});
  Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();  // drops what is queued and not yet sent

  // kBusy if the port is taken. Port `*` or 0 means any free port; endpoint() returns it.
  Status bind(const std::string& endpoint);
  Status connect(const std::string& endpoint);
  Status subscribe(std::string_view topic);
  std::string endpoint() const;  // the last one bound or connected, resolved

  // Sends all frames as one message, or nothing; never waits.
  enum class Sent : uint8_t {
    kSent,
    kFull,         // the peer's queue is full, or there is no peer (DEALER)
    kUnreachable,  // ROUTER: the peer is gone
  };
  Sent send(std::span<const std::string_view> frames);
  Sent send(std::initializer_list<std::string_view> frames) {
    return send(std::span<const std::string_view>(frames.begin(), frames.size()));
  }

  // Receives one whole message if there is one; never waits. Frames beyond `max_frames` are dropped and counted.
  bool receive(std::vector<Frame>& frames, size_t max_frames = 64, size_t* dropped = nullptr);

  // XPUB: whether a full queue of one subscriber makes a send fail for all, or loses the message for that one only.
  void refuse_when_full(bool refuse);

  void* handle() const;
  explicit operator bool() const { return socket_ != nullptr; }

 private:
  std::unique_ptr<zmq::socket_t> socket_;
};

struct PollItem {
  const Socket* socket = nullptr;  // or
  int descriptor = -1;
  bool readable = false;  // filled by poll()
};
// Waits until something can be read, at most `timeout_ms` (-1: for ever). A signal ends the wait early.
void poll(std::span<PollItem> items, int timeout_ms);

// True for endpoints nobody outside this machine can reach: tcp on 127.0.0.0/8 or localhost, ipc, inproc.
bool is_loopback(std::string_view endpoint);
// `endpoint` as seen by a peer that connected to `reached_at`: a wildcard host becomes the host it connected to.
std::string reachable_endpoint(std::string_view endpoint, std::string_view reached_at);

// Wakes a poll() from another thread or a signal handler.
class WakeUp {
 public:
  WakeUp();
  ~WakeUp();
  WakeUp(const WakeUp&) = delete;
  WakeUp& operator=(const WakeUp&) = delete;
  void notify() const;  // async-signal-safe
  void clear() const;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace gridwall::feed
