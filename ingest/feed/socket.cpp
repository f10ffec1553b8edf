#include "ingest/feed/socket.h"

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include <cassert>
#include <cerrno>
#include <cstring>

// A working option of the packaged library, but only in the draft part of its header.
#ifndef ZMQ_ZAP_ENFORCE_DOMAIN
#define ZMQ_ZAP_ENFORCE_DOMAIN 93
#endif

namespace gridwall::feed {
namespace {

constexpr int kMaxSockets = 16'384;  // connections, in effect: the default of 1,023 makes a full ROUTER spin

zmq_msg_t* message(unsigned char* storage) {
  return reinterpret_cast<zmq_msg_t*>(storage);
}

bool set(void* socket, int option, int value) {
  return zmq_setsockopt(socket, option, &value, sizeof value) == 0;
}
bool set(void* socket, int option, const std::string& value) {
  return zmq_setsockopt(socket, option, value.data(), value.size()) == 0;
}
bool set_key(void* socket, int option, const std::string& z85) {
  return zmq_setsockopt(socket, option, z85.c_str(), z85.size() + 1) == 0;
}

int type_of(SocketKind kind) {
  switch (kind) {
    case SocketKind::kRouter:
      return ZMQ_ROUTER;
    case SocketKind::kDealer:
      return ZMQ_DEALER;
    case SocketKind::kXpub:
      return ZMQ_XPUB;
    case SocketKind::kSub:
      return ZMQ_SUB;
  }
  return -1;
}

bool apply(void* socket, SocketKind kind, const SocketOptions& options) {
  const int64_t max_bytes = options.max_frame_bytes;
  bool ok = zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &max_bytes, sizeof max_bytes) == 0;
  ok = ok && set(socket, ZMQ_LINGER, 0) && set(socket, ZMQ_SNDHWM, options.send_queue) &&
       set(socket, ZMQ_RCVHWM, options.receive_queue) && set(socket, ZMQ_RECONNECT_IVL, 250) &&
       set(socket, ZMQ_RECONNECT_IVL_MAX, 5000) && set(socket, ZMQ_HANDSHAKE_IVL, 2000) && set(socket, ZMQ_IPV6, 0);
  if (kind == SocketKind::kRouter) ok = ok && set(socket, ZMQ_ROUTER_MANDATORY, 1);
  // Verbose: every subscription is told, not only the first to a topic, so that a new wall is met at once.
  if (kind == SocketKind::kXpub) ok = ok && set(socket, ZMQ_XPUB_NODROP, 1) && set(socket, ZMQ_XPUB_VERBOSE, 1);
  if (kind == SocketKind::kDealer) ok = ok && set(socket, ZMQ_IMMEDIATE, 1);  // nothing queued for a peer not there
  if (options.curve_server) {
    const CurveServer& server = *options.curve_server;
    ok = ok && set(socket, ZMQ_CURVE_SERVER, 1) && set_key(socket, ZMQ_CURVE_SECRETKEY, server.secret_key);
    if (!server.domain.empty()) {
      // Enforced: without it a client is let in when nobody answers for its key.
      ok = ok && set(socket, ZMQ_ZAP_DOMAIN, server.domain) && set(socket, ZMQ_ZAP_ENFORCE_DOMAIN, 1);
    }
  }
  if (options.curve_client) {
    ok = ok && set_key(socket, ZMQ_CURVE_SERVERKEY, options.curve_client->server_public_key) &&
         set_key(socket, ZMQ_CURVE_PUBLICKEY, options.curve_client->public_key) &&
         set_key(socket, ZMQ_CURVE_SECRETKEY, options.curve_client->secret_key);
  }
  return ok;
}

std::string port_of(const std::string& endpoint) {
  const size_t colon = endpoint.rfind(':');
  return colon == std::string::npos ? endpoint : endpoint.substr(colon + 1);
}

Error bind_error(const std::string& endpoint, int code) {
  switch (code) {
    case EADDRINUSE:
      return {ErrorCode::kBusy, endpoint + ": is in use by another process (ss -ltnp 'sport = :" + port_of(endpoint) +
                                    "' shows which); stop that one or choose another port"};
    case EADDRNOTAVAIL:
    case ENODEV:
      return {ErrorCode::kInvalidArgument, endpoint + ": this machine has no such address; name one of its own"};
    case EACCES:
      return {ErrorCode::kInvalidArgument,
              endpoint + ": not permitted; take a port from 1024 on, or a writable folder"};
    default:
      return {ErrorCode::kInvalidArgument,
              endpoint + ": cannot be bound: " + zmq_strerror(code) + "; an endpoint looks like tcp://127.0.0.1:5550"};
  }
}

}  // namespace

Context::Context() : handle_(zmq_ctx_new()) {
  assert(handle_ != nullptr);
  zmq_ctx_set(handle_, ZMQ_MAX_SOCKETS, kMaxSockets);
}
Context::~Context() {
  while (zmq_ctx_term(handle_) != 0 && errno == EINTR) {
  }
}

static_assert(sizeof(zmq_msg_t) == 64 && alignof(zmq_msg_t) <= 8, "Frame holds a zmq_msg_t");

Frame::Frame() {
  zmq_msg_init(message(storage_));
}
Frame::Frame(Frame&& other) noexcept {
  zmq_msg_init(message(storage_));
  zmq_msg_move(message(storage_), message(other.storage_));
}
Frame& Frame::operator=(Frame&& other) noexcept {
  if (this != &other) zmq_msg_move(message(storage_), message(other.storage_));
  return *this;
}
Frame::~Frame() {
  zmq_msg_close(message(storage_));
}
std::string_view Frame::bytes() const {
  return {static_cast<const char*>(zmq_msg_data(message(storage_))), zmq_msg_size(message(storage_))};
}
std::string_view Frame::user() const {
  const char* name = zmq_msg_gets(message(storage_), "User-Id");
  return name == nullptr ? std::string_view() : std::string_view(name);
}

Result<Socket> Socket::open(Context& context, SocketKind kind, const SocketOptions& options) {
  Socket socket(zmq_socket(context.handle(), type_of(kind)));
  if (!socket) {
    return Error{ErrorCode::kUnavailable, std::string("no further socket can be opened: ") + zmq_strerror(errno) +
                                              "; raise the limit of open files (ulimit -n)"};
  }
  if (!apply(socket.handle_, kind, options)) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string("a socket option was refused: ") + zmq_strerror(errno) +
                     (options.curve_server || options.curve_client ? "; the keys must be 40 characters of Z85" : "")};
  }
  return socket;
}

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    if (handle_ != nullptr) zmq_close(handle_);
    handle_ = std::exchange(other.handle_, nullptr);
  }
  return *this;
}
Socket::~Socket() {
  if (handle_ != nullptr) zmq_close(handle_);
}

Status Socket::bind(const std::string& endpoint) {
  if (zmq_bind(handle_, endpoint.c_str()) == 0) return Done{};
  return bind_error(endpoint, errno);
}

Status Socket::connect(const std::string& endpoint) {
  if (zmq_connect(handle_, endpoint.c_str()) == 0) return Done{};
  return Error{ErrorCode::kInvalidArgument, endpoint + ": cannot be connected to: " + zmq_strerror(errno) +
                                                "; an endpoint looks like tcp://127.0.0.1:5550"};
}

Status Socket::subscribe(std::string_view topic) {
  if (zmq_setsockopt(handle_, ZMQ_SUBSCRIBE, topic.data(), topic.size()) == 0) return Done{};
  return Error{ErrorCode::kInvalidArgument, std::string("cannot subscribe: ") + zmq_strerror(errno)};
}

std::string Socket::endpoint() const {
  char buffer[512];
  size_t size = sizeof buffer;
  if (zmq_getsockopt(handle_, ZMQ_LAST_ENDPOINT, buffer, &size) != 0 || size == 0) return {};
  return std::string(buffer, size - 1);
}

Socket::Sent Socket::send(std::span<const std::string_view> frames) {
  for (size_t i = 0; i < frames.size(); ++i) {
    const int flags = ZMQ_DONTWAIT | (i + 1 < frames.size() ? ZMQ_SNDMORE : 0);
    while (zmq_send(handle_, frames[i].data(), frames[i].size(), flags) < 0) {
      if (errno == EINTR) continue;
      if (errno == EHOSTUNREACH) return Sent::kUnreachable;
      // Only the first frame can find the queue full: a message goes in as a whole.
      return Sent::kFull;
    }
  }
  return Sent::kSent;
}

bool Socket::receive(std::vector<Frame>& frames, size_t max_frames, size_t* dropped) {
  frames.clear();
  if (dropped != nullptr) *dropped = 0;
  for (bool more = true; more;) {
    Frame frame;
    while (zmq_msg_recv(static_cast<zmq_msg_t*>(frame.handle()), handle_, ZMQ_DONTWAIT) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    more = zmq_msg_more(static_cast<zmq_msg_t*>(frame.handle())) != 0;
    if (frames.size() < max_frames) {
      frames.push_back(std::move(frame));
    } else if (dropped != nullptr) {
      ++*dropped;
    }
  }
  return true;
}

void Socket::refuse_when_full(bool refuse) {
  set(handle_, ZMQ_XPUB_NODROP, refuse ? 1 : 0);
}

void poll(std::span<PollItem> items, int timeout_ms) {
  constexpr size_t kMaxItems = 64;
  assert(items.size() <= kMaxItems);
  zmq_pollitem_t raw[kMaxItems];
  for (size_t i = 0; i < items.size(); ++i) {
    raw[i] = {items[i].socket != nullptr ? items[i].socket->handle() : nullptr, items[i].descriptor, ZMQ_POLLIN, 0};
    items[i].readable = false;
  }
  if (zmq_poll(raw, static_cast<int>(items.size()), timeout_ms) <= 0) return;
  for (size_t i = 0; i < items.size(); ++i) items[i].readable = (raw[i].revents & ZMQ_POLLIN) != 0;
}

bool is_loopback(std::string_view endpoint) {
  if (endpoint.starts_with("ipc://") || endpoint.starts_with("inproc://")) return true;
  if (!endpoint.starts_with("tcp://")) return false;
  std::string_view host = endpoint.substr(6);
  const size_t colon = host.rfind(':');
  if (colon == std::string_view::npos) return false;
  host = host.substr(0, colon);
  if (host == "localhost") return true;
  // Only a dotted address: `127.evil.example` is a name.
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string reachable_endpoint(std::string_view endpoint, std::string_view reached_at) {
  for (const std::string_view wildcard : {"tcp://0.0.0.0:", "tcp://*:"}) {
    if (!endpoint.starts_with(wildcard) || !reached_at.starts_with("tcp://")) continue;
    const size_t colon = reached_at.rfind(':');
    return std::string(reached_at.substr(0, colon + 1)) + std::string(endpoint.substr(wildcard.size()));
  }
  return std::string(endpoint);
}

WakeUp::WakeUp() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  assert(descriptor_ >= 0);
}
WakeUp::~WakeUp() {
  close(descriptor_);
}
void WakeUp::notify() const {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof one);
}
void WakeUp::clear() const {
  uint64_t count = 0;
  [[maybe_unused]] const ssize_t got = read(descriptor_, &count, sizeof count);
}

}  // namespace gridwall::feed
