// A bridge in a thread of its own before a daemon in another, clients that speak bytes to it, and a server for what it
// asks. Everything waits by looking again until a generous deadline; nothing measures time.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ingest/bridge/bridge.h"
#include "tests/ingest/feed/feed_fixture.h"

namespace gridwall::bridge::testing {

struct Reply {
  int status = 0;  // 0: the connection was closed without one
  std::string head, body;
};

// One connection, byte by byte.
class Client {
 public:
  explicit Client(uint16_t port, const char* from = "127.0.0.1");
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  bool send(std::string_view bytes) const;  // false: the other side has closed
  Reply reply();                            // the next one
  bool closed();                            // waits for the other side's end; false: it did not come
  // What can be read now is thrown away; true: it was the end.
  bool at_end() const;

 private:
  int descriptor_;
  std::string read_;
};

Reply ask(uint16_t port, const std::string& method, const std::string& target, const std::string& body = {},
          const std::vector<std::string>& headers = {});
inline Reply post(uint16_t port, const std::string& target, const std::string& body,
                  const std::vector<std::string>& headers = {}) {
  return ask(port, "POST", target, body, headers);
}
inline Reply get(uint16_t port, const std::string& target, const std::vector<std::string>& headers = {}) {
  return ask(port, "GET", target, {}, headers);
}

class RunningBridge {
 public:
  explicit RunningBridge(BridgeConfig config);
  ~RunningBridge() { stop(); }
  void stop();
  uint16_t port() const { return bridge_->port(); }

 private:
  std::unique_ptr<Bridge> bridge_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

// A server for what the bridge asks: a body or a status for each path, which a test may change.
class PageServer {
 public:
  PageServer();
  ~PageServer();
  void put(const std::string& path, int status, const std::string& body);
  std::string url(const std::string& path) const;
  int asked(const std::string& path);  // so many times

 private:
  void run();
  int listener_ = -1;
  uint16_t port_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::map<std::string, std::pair<int, std::string>> pages_;
  std::map<std::string, int> asked_;
  std::thread thread_;
};

// A mapping for `id,at,lon,lat,title` as CSV or as JSON, and one for warnings.
import::Mapping row_mapping(const std::string& format);
import::Mapping warning_mapping();
std::string cap_message(const std::string& identifier, const std::string& event = "暴雨");

inline constexpr int64_t kMs = 1'000'000;  // in nanoseconds

// A report as a vendor writes it.
inline std::string row(int number) {
  return R"({"id":")" + std::to_string(number) +
         R"(","at":"2024-11-21T14:00:00+08:00","lon":119.005,"lat":33.005,"title":"x"})";
}

class BridgeTest : public feed::testing::FeedTest {
 protected:
  BridgeTest() : daemon_(std::make_unique<feed::testing::RunningDaemon>(feed::testing::daemon_options(log()))) {}

  BridgeConfig config() const;
  uint64_t logged() const { return feed::testing::rows_in(log()); }

  std::unique_ptr<feed::testing::RunningDaemon> daemon_;
};

}  // namespace gridwall::bridge::testing
