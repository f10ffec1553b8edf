#include "ingest/feed/curve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "ingest/config/toml_section.h"
#include "ingest/event/clock.h"

namespace gridwall::feed {
namespace {

constexpr size_t kZ85Size = 40;
constexpr size_t kKeyBytes = 32;
constexpr const char* kZapEndpoint = "inproc://zeromq.zap.01";
constexpr int kProofTimeoutMs = 3000;

std::string raw_key(const std::string& z85) {
  uint8_t bytes[kKeyBytes];
  if (z85.size() != kZ85Size || zmq_z85_decode(bytes, z85.c_str()) == nullptr) return {};
  return std::string(reinterpret_cast<const char*>(bytes), sizeof bytes);
}

}  // namespace

Result<KeyPair> make_key_pair() {
  char public_key[kZ85Size + 1];
  char secret_key[kZ85Size + 1];
  if (zmq_curve_keypair(public_key, secret_key) != 0) {
    return Error{ErrorCode::kUnavailable, std::string("no keys can be made: ") + zmq_strerror(errno) +
                                              "; libzmq must be built with CURVE (libsodium)"};
  }
  return KeyPair{public_key, secret_key};
}

bool is_public_key(const std::string& z85) {
  return !raw_key(z85).empty();
}

Result<std::optional<CurveClient>> client_keys(const std::string& server_key, const std::filesystem::path& key_file) {
  if (server_key.empty() && key_file.empty()) return std::optional<CurveClient>();
  if (server_key.empty() || key_file.empty()) {
    return Error{ErrorCode::kInvalidArgument, "--server-key and --key stand together"};
  }
  if (!is_public_key(server_key)) {
    return Error{ErrorCode::kInvalidArgument,
                 "--server-key: must be the server's public key, 40 characters; it stands in its key file"};
  }
  const Result<KeyPair> own = read_key_file(key_file);
  if (!own) return own.error();
  return std::optional(CurveClient{server_key, own->public_key, own->secret_key});
}

Status write_key_file(const std::filesystem::path& path, const KeyPair& keys) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) {
    return Error{errno == EEXIST ? ErrorCode::kInvalidArgument : ErrorCode::kIo,
                 path.string() + ": " + std::strerror(errno) +
                     (errno == EEXIST ? "; a key is never overwritten: take another name" : "")};
  }
  const std::string text = "# gridwall key. The secret half stays on this machine.\npublic = '" + keys.public_key +
                           "'\nsecret = '" + keys.secret_key + "'\n";
  const bool written =
      write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(descriptor) == 0;
  close(descriptor);
  if (!written) return Error{ErrorCode::kIo, path.string() + ": writing failed: " + std::strerror(errno)};
  return Done{};
}

Result<KeyPair> read_key_file(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    return Error{ErrorCode::kInvalidConfig,
                 path.string() + ": " + std::strerror(errno) + "; make one with gridwall-ingest keygen"};
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Error{ErrorCode::kInvalidConfig, path.string() + ": others can read this secret; chmod 600 it"};
  }
  std::ifstream stream(path);
  const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  config::TomlFile file(path.string());
  if (!file.parse(text)) return file.error();
  config::Section section = file.root();
  KeyPair keys{section.text("public"), section.text("secret")};
  if (!is_public_key(keys.public_key)) section.fail("public", "must be 40 characters of Z85");
  if (!is_public_key(keys.secret_key)) section.fail("secret", "must be 40 characters of Z85");
  section.finish();
  if (file.failed()) return file.error();
  return keys;
}

Result<std::unique_ptr<Gatekeeper>> Gatekeeper::start(Context& context, std::vector<KnownClient> clients) {
  std::unique_ptr<Gatekeeper> gatekeeper(new Gatekeeper());
  for (const KnownClient& client : clients) gatekeeper->raw_keys_.push_back(raw_key(client.public_key));
  gatekeeper->clients_ = std::move(clients);
  Result<Socket> socket = Socket::open(context, SocketKind::kRouter);
  if (!socket) return socket.error();
  if (const Status bound = socket->bind(kZapEndpoint); !bound) return bound.error();
  gatekeeper->thread_ = std::thread(
      [owner = gatekeeper.get(), door = std::make_shared<Socket>(std::move(*socket))] { owner->run(*door); });
  return gatekeeper;
}

Gatekeeper::~Gatekeeper() {
  wake_.notify();
  if (thread_.joinable()) thread_.join();
}

void Gatekeeper::run(Socket& socket) {
  for (;;) {
    PollItem items[] = {{&socket, -1}, {nullptr, wake_.descriptor()}};
    poll(items, -1);
    if (items[1].readable) return;
    while (serve(socket)) {
    }
  }
}

// Request: identity, empty, version, request id, domain, address, routing id, mechanism, key.
// Answer: identity, empty, version, request id, code, text, user id, metadata.
bool Gatekeeper::serve(Socket& socket) {
  std::vector<Frame> frames;
  if (!socket.receive(frames, 10)) return false;
  if (frames.size() < 8) return true;
  const KnownClient* known = nullptr;
  if (frames.size() == 9 && frames[2].bytes() == "1.0" && frames[7].bytes() == "CURVE") {
    for (size_t i = 0; i < clients_.size(); ++i) {
      if (raw_keys_[i].size() == kKeyBytes && raw_keys_[i] == frames[8].bytes()) known = &clients_[i];
    }
  }
  const std::string_view domain = frames[4].bytes();
  const bool may_enter = known != nullptr && ((domain == kSendDomain && known->rights.may_send != 0) ||
                                              (domain == kViewDomain && known->may_view));
  const std::string_view answer[] = {frames[0].bytes(),
                                     frames[1].bytes(),
                                     "1.0",
                                     frames[3].bytes(),
                                     may_enter ? "200" : "400",
                                     may_enter ? "OK" : "this key is not listed for this door",
                                     may_enter ? std::string_view(known->name) : std::string_view(),
                                     ""};
  socket.send(answer);
  return true;
}

Status prove_shut(const std::string& endpoint, SocketKind knock_as, const std::string& server_public_key) {
  const Result<KeyPair> keys = make_key_pair();
  if (!keys) return keys.error();
  Context context;
  SocketOptions options;
  options.curve_client = CurveClient{server_public_key, keys->public_key, keys->secret_key};
  Result<Socket> knocker = Socket::open(context, knock_as, options);
  if (!knocker) return knocker.error();
  const char* const events_endpoint = "inproc://handshake";
  constexpr int kOutcomes = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                            ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;
  void* events = zmq_socket(context.handle(), ZMQ_PAIR);
  const bool watching = events != nullptr && zmq_socket_monitor(knocker->handle(), events_endpoint, kOutcomes) == 0 &&
                        zmq_connect(events, events_endpoint) == 0;
  bool shut = false;
  if (watching && knocker->connect(reachable_endpoint(endpoint, "tcp://127.0.0.1:0")).ok()) {
    const int64_t deadline_ns = steady_clock_ns() + kProofTimeoutMs * 1'000'000LL;
    for (int64_t left_ns = deadline_ns - steady_clock_ns(); left_ns > 0; left_ns = deadline_ns - steady_clock_ns()) {
      zmq_pollitem_t item{events, 0, ZMQ_POLLIN, 0};
      if (zmq_poll(&item, 1, static_cast<long>(left_ns / 1'000'000 + 1)) <= 0) continue;
      uint8_t event[6] = {};
      if (zmq_recv(events, event, sizeof event, ZMQ_DONTWAIT) < 0) continue;
      char address[256];
      zmq_recv(events, address, sizeof address, ZMQ_DONTWAIT);
      uint16_t kind = 0;
      std::memcpy(&kind, event, sizeof kind);
      shut = kind == ZMQ_EVENT_HANDSHAKE_FAILED_AUTH;
      break;
    }
  }
  zmq_socket_monitor(knocker->handle(), nullptr, 0);
  if (events != nullptr) {
    const int linger_ms = 0;
    zmq_setsockopt(events, ZMQ_LINGER, &linger_ms, sizeof linger_ms);
    zmq_close(events);
  }
  if (shut) return Done{};
  return Error{
      ErrorCode::kUnavailable,
      endpoint + ": a key that is not listed was not turned away; the daemon does not start with an open door"};
}

}  // namespace gridwall::feed
