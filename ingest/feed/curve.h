// Keys and the gatekeeper. A door that is not on loopback opens only to listed keys, each for what it may send or see.
// libzmq lets everybody in when nobody answers for the keys; so the gatekeeper stands before any door is bound, the
// sockets insist on an answer, and a start proves with a key made up on the spot that the doors are shut.
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
// Refuses a file that others than its owner can read.
Result<KeyPair> read_key_file(const std::filesystem::path& path);
bool is_public_key(const std::string& z85);
// What a client of a daemon with keys needs: the server's public key and a key file of its own; both empty: no keys.
// Errors speak of --server-key and --key, the options of every program that connects.
Result<std::optional<CurveClient>> client_keys(const std::string& server_key, const std::filesystem::path& key_file);

struct KnownClient {
  std::string name;
  std::string public_key;
  SenderRights rights;    // at intake
  bool may_view = false;  // publish and history
};

inline constexpr const char* kSendDomain = "send";  // of the intake
inline constexpr const char* kViewDomain = "view";  // of publish and history

// Answers libzmq's question about every key (ZAP, https://rfc.zeromq.org/spec/27/) from a thread of its own.
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

// Knocks at a bound endpoint with a key nobody has listed, as the kind of socket the door is for. Done when the key was
// turned away; a door that does nothing of the kind proves nothing and is an error.
Status prove_shut(const std::string& endpoint, SocketKind knock_as, const std::string& server_public_key);

}  // namespace gridwall::feed
