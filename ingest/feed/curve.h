// CURVE keys and the gatekeeper that checks them. A socket that is not on loopback admits only listed keys, each for
// what it may send or view. libzmq admits everybody if nobody checks keys; so the gatekeeper starts before any socket
// is bound, sockets require its answer, and at each start the daemon tests with a random key that it is refused.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ingest/feed/intake.h"
#include "ingest/feed/socket.h"

namespace gridwall::feed {

struct KeyPair {
  std::string public_key;  // Z85, 40 characters, both
  std::string secret_key;
};
Result<KeyPair> make_key_pair();  // kUnavailable when libzmq was built without CURVE
// A file of `public = "…"` and `secret = "…"`, readable by its owner only. Never overwrites one.
Status write_key_file(const std::filesystem::path& path, const KeyPair& keys);
// Refuses a file that anybody but its owner can read.
Result<KeyPair> read_key_file(const std::filesystem::path& path);
bool is_public_key(const std::string& z85);
// What a client of a daemon with keys needs: the public key of the server and a key file of its own; both empty: no
// keys. Errors name --server-key and --key, the options of every program that connects.
Result<std::optional<CurveClient>> client_keys(const std::string& server_key, const std::filesystem::path& key_file);

struct KnownClient {
  std::string name;
  std::string public_key;
  SenderRights rights;    // at intake
  bool may_view = false;  // publish and history
};

inline constexpr const char* kSendDomain = "send";  // of the intake
inline constexpr const char* kViewDomain = "view";  // of publish and history

// Answers the requests of libzmq to check a key (ZAP, https://rfc.zeromq.org/spec/27/) on a thread of its own.
class Gatekeeper {
 public:
  static Result<std::unique_ptr<Gatekeeper>> start(Context& context, std::vector<KnownClient> clients);
  ~Gatekeeper();

 private:
  Gatekeeper() = default;
  void run(Socket& socket);
  bool serve(Socket& socket);

  std::vector<KnownClient> clients_;
  std::vector<std::string> raw_keys_;  // the clients' public keys as 32 bytes
  WakeUp wake_;
  std::thread thread_;
};

// Connects to a bound endpoint with an unlisted key, as the kind of socket the endpoint serves. Done if the key was
// refused; anything else, no answer included, is an error.
Status prove_shut(const std::string& endpoint, SocketKind knock_as, const std::string& server_public_key);

}  // namespace gridwall::feed
