// Answers walls that join, missed events or look at the past. Has a thread and a log reader of its own. A client
// requests every chunk, so a client that does not read costs the memory of one chunk per request; a full queue drops
// the answer, and the client asks again. Knows nothing of what an event means.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "ingest/feed/socket.h"

namespace gridwall::feed {

struct HistoryOptions {
  std::string endpoint;
  SocketOptions socket;
  std::filesystem::path log;
  std::string intake_endpoint;   // sent to clients
  std::string publish_endpoint;  // sent to clients
};

class HistoryServer {
 public:
  // The log must exist. Binds before it returns; the thread runs until stop().
  static Result<std::unique_ptr<HistoryServer>> start(Context& context, const HistoryOptions& options);
  ~HistoryServer();
  void stop();

  const std::string& endpoint() const { return endpoint_; }
  uint64_t beats() const { return beats_; }      // grows at least twice a second while the thread works
  uint64_t dropped() const { return dropped_; }  // answers dropped because a client's queue was full

 private:
  class Session;
  HistoryServer() = default;
  void run(Session& session);

  std::string endpoint_;
  WakeUp wake_;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> beats_ = 0;
  std::atomic<uint64_t> dropped_ = 0;
  std::thread thread_;
};

}  // namespace gridwall::feed
