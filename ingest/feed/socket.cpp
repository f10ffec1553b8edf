#include "ingest/feed/socket.h"

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.hpp>

#include <cassert>
#include <cerrno>
#include <chrono>
#include <new>
#include <utility>

// A working option of the packaged library, but only in the draft part of its header.
#ifndef ZMQ_ZAP_ENFORCE_DOMAIN
#define ZMQ_ZAP_ENFORCE_DOMAIN 93
#endif

namespace gridwall::feed {
namespace {

constexpr int kMaxSockets = 16'384;  // connections, in effect: the default of 1,023 makes a full ROUTER spin

zmq::message_t& message(unsigned char* storage) {
  return *std::launder(reinterpret_cast<zmq::message_t*>(storage));
}
zmq::socket_type type_of(SocketKind kind) {
  switch (kind) {
    case SocketKind::kRouter:
      return zmq::socket_type::router;
    case SocketKind::kDealer:
      return zmq::socket_type::dealer;
    case SocketKind::kXpub:
      return zmq::socket_type::xpub;
    case SocketKind::kSub:
      return zmq::socket_type::sub;
  }
  return zmq::socket_type::pair;
}

void apply(zmq::socket_t& socket, SocketKind kind, const SocketOptions& options) {
  namespace opt = zmq::sockopt;
  socket.set(opt::maxmsgsize, options.max_frame_bytes);
  socket.set(opt::linger, 0);
  socket.set(opt::sndhwm, options.send_queue);
  socket.set(opt::rcvhwm, options.receive_queue);
  socket.set(opt::reconnect_ivl, 250);
  socket.set(opt::reconnect_ivl_max, 5000);
  socket.set(opt::handshake_ivl, 2000);
  socket.set(opt::ipv6, false);
  if (kind == SocketKind::kRouter) socket.set(opt::router_mandatory, true);
  if (kind == SocketKind::kXpub) {
    socket.set(opt::xpub_nodrop, true);
    // Reports every subscription and its end, not only the first and the last to a topic: a new wall is noticed at
    // once, and walls can be counted.
    socket.set(opt::xpub_verboser, true);
  }
  if (kind == SocketKind::kDealer) socket.set(opt::immediate, true);  // nothing queued for a peer not there
  if (options.curve_server) {
    const CurveServer& server = *options.curve_server;
    socket.set(opt::curve_server, true);
    socket.set(opt::curve_secretkey, server.secret_key);
    if (!server.domain.empty()) {
      socket.set(opt::zap_domain, server.domain);
      // Enforced: without it a client is admitted if nobody checks its key.
      const int enforce = 1;
      if (zmq_setsockopt(socket.handle(), ZMQ_ZAP_ENFORCE_DOMAIN, &enforce, sizeof enforce) != 0) throw zmq::error_t();
    }
  }
  if (options.curve_client) {
    socket.set(opt::curve_serverkey, options.curve_client->server_public_key);
    socket.set(opt::curve_publickey, options.curve_client->public_key);
    socket.set(opt::curve_secretkey, options.curve_client->secret_key);
  }
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

Context::Context() : context_(std::make_unique<zmq::context_t>()) {
  context_->set(zmq::ctxopt::max_sockets, kMaxSockets);
}
Context::~Context() = default;
void* Context::handle() const {
  return context_->handle();
}

static_assert(sizeof(zmq::message_t) == 64 && alignof(zmq::message_t) <= 8, "Frame holds a zmq::message_t");

Frame::Frame() {
  new (storage_) zmq::message_t();
}
Frame::Frame(Frame&& other) noexcept {
  new (storage_) zmq::message_t(std::move(message(other.storage_)));
}
Frame& Frame::operator=(Frame&& other) noexcept {
  if (this != &other) message(storage_) = std::move(message(other.storage_));
  return *this;
}
Frame::~Frame() {
  message(storage_).~message_t();
}
std::string_view Frame::bytes() const {
  return message(storage_).to_string_view();
}
std::string_view Frame::user() const {
  try {
    return message(storage_).gets("User-Id");
  } catch (const zmq::error_t&) {  // it came in without a key
    return {};
  }
}

Socket::Socket() = default;
Socket::Socket(Socket&&) noexcept = default;
Socket& Socket::operator=(Socket&&) noexcept = default;
Socket::~Socket() = default;
void* Socket::handle() const {
  return socket_ == nullptr ? nullptr : socket_->handle();
}

Result<Socket> Socket::open(Context& context, SocketKind kind, const SocketOptions& options) {
  Socket socket;
  try {
    socket.socket_ = std::make_unique<zmq::socket_t>(*context.context_, type_of(kind));
  } catch (const zmq::error_t& error) {
    return Error{ErrorCode::kUnavailable, std::string("no further socket can be opened: ") + error.what() +
                                              "; raise the limit of open files (ulimit -n)"};
  }
  try {
    apply(*socket.socket_, kind, options);
  } catch (const zmq::error_t& error) {
    return Error{ErrorCode::kInvalidArgument,
                 std::string("a socket option was refused: ") + error.what() +
                     (options.curve_server || options.curve_client ? "; the keys must be 40 characters of Z85" : "")};
  }
  return socket;
}

Status Socket::bind(const std::string& endpoint) {
  try {
    socket_->bind(endpoint);
  } catch (const zmq::error_t& error) {
    return bind_error(endpoint, error.num());
  }
  return Done{};
}

Status Socket::connect(const std::string& endpoint) {
  try {
    socket_->connect(endpoint);
  } catch (const zmq::error_t& error) {
    return Error{ErrorCode::kInvalidArgument, endpoint + ": cannot be connected to: " + error.what() +
                                                  "; an endpoint looks like tcp://127.0.0.1:5550"};
  }
  return Done{};
}

Status Socket::subscribe(std::string_view topic) {
  try {
    socket_->set(zmq::sockopt::subscribe, topic);
  } catch (const zmq::error_t& error) {
    return Error{ErrorCode::kInvalidArgument, std::string("cannot subscribe: ") + error.what()};
  }
  return Done{};
}

std::string Socket::endpoint() const {
  return socket_->get(zmq::sockopt::last_endpoint);
}

Socket::Sent Socket::send(std::span<const std::string_view> frames) {
  for (size_t i = 0; i < frames.size();) {
    const zmq::send_flags more = i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
    try {
      const zmq::const_buffer frame(frames[i].data(), frames[i].size());
      // Only the first frame can find the queue full: a message goes in as a whole.
      if (!socket_->send(frame, more | zmq::send_flags::dontwait)) return Sent::kFull;
      ++i;
    } catch (const zmq::error_t& error) {
      if (error.num() == EINTR) continue;  // a signal: the same frame again
      return error.num() == EHOSTUNREACH ? Sent::kUnreachable : Sent::kFull;
    }
  }
  return Sent::kSent;
}

bool Socket::receive(std::vector<Frame>& frames, size_t max_frames, size_t* dropped) {
  frames.clear();
  if (dropped != nullptr) *dropped = 0;
  for (bool more = true; more;) {
    Frame frame;
    try {
      if (!socket_->recv(message(frame.storage_), zmq::recv_flags::dontwait)) return false;
    } catch (const zmq::error_t& error) {
      if (error.num() == EINTR) continue;
      return false;
    }
    more = message(frame.storage_).more();
    if (frames.size() < max_frames) {
      frames.push_back(std::move(frame));
    } else if (dropped != nullptr) {
      ++*dropped;
    }
  }
  return true;
}

void Socket::refuse_when_full(bool refuse) {
  socket_->set(zmq::sockopt::xpub_nodrop, refuse);
}

void poll(std::span<PollItem> items, int timeout_ms) {
  constexpr size_t kMaxItems = 64;
  assert(items.size() <= kMaxItems);
  zmq::pollitem_t raw[kMaxItems];
  for (size_t i = 0; i < items.size(); ++i) {
    raw[i] = {items[i].socket != nullptr ? items[i].socket->handle() : nullptr, items[i].descriptor, ZMQ_POLLIN, 0};
    items[i].readable = false;
  }
  try {
    if (zmq::poll(raw, items.size(), std::chrono::milliseconds(timeout_ms)) <= 0) return;
  } catch (const zmq::error_t&) {  // a signal ends the wait early
    return;
  }
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
