// Answers walls that join or that missed something: hello, county, snapshot, range. A thread and a log reader of its
// own. A client asks for each chunk, so what waits in memory for a client that does not read is one chunk a request,
// and a full queue drops the answer (the client asks again). Knows nothing of what an event means.
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
  std::string intake_endpoint;   // told to clients
  std::string publish_endpoint;  // told to clients
};

class HistoryServer {
 public:
  // The log must exist. Binds before it returns; the thread runs until stop().
  static Result<std::unique_ptr<HistoryServer>> start(Context& context, const HistoryOptions& options);
  ~HistoryServer();
  void stop();

  const std::string& endpoint() const { return endpoint_; }
  uint64_t beats() const { return beats_; }      // grows at least twice a second while the thread is well
  uint64_t dropped() const { return dropped_; }  // answers a client's full queue could not take

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
