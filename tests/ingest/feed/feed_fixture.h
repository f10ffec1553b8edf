// A daemon in a thread of its own, people who send to it, and events in one line. Everything waits by looking again
// until a generous deadline; nothing measures time.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ingest/feed/daemon.h"
#include "ingest/feed/socket.h"
#include "ingest/state/county_state.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall::feed::testing {

inline constexpr int64_t kNowNs = 1'732'170'728'000'000'000;  // 2024-11-21T14:32:08+08:00

// Looks every millisecond until it holds; false after 20 seconds.
bool eventually(const std::function<bool()>& holds);

std::string placed(int number, std::string_view title = "噪音扰民", std::string_view source = "12345");
std::string resolved(int number, std::string_view source = "12345");
std::string team_status(int number, std::string_view source = "119");

class RunningDaemon {
 public:
  // Endpoints that still are the defaults become free ports of loopback.
  explicit RunningDaemon(DaemonOptions options);
  ~RunningDaemon() { static_cast<void>(stop()); }
  Status stop();  // what run() returned
  Status join();  // waits until it ends by itself
  const Endpoints& endpoints() const { return endpoints_; }
  int beats() const { return beats_; }

 private:
  std::unique_ptr<Daemon> daemon_;
  Endpoints endpoints_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> beats_ = 0;
  Status ended_ = Done{};
  std::thread thread_;
};

DaemonOptions daemon_options(const std::filesystem::path& log);

// One sender or wall: a DEALER that sends a message and reads answers.
class Peer {
 public:
  explicit Peer(const std::string& endpoint, SocketKind kind = SocketKind::kDealer,
                std::optional<CurveClient> curve = std::nullopt);
  void send(const std::vector<std::string>& frames);
  // The next message; empty after the deadline.
  std::vector<std::string> receive();
  bool receive_now(std::vector<std::string>& frames);
  std::vector<std::string> ask(const std::vector<std::string>& frames) {
    send(frames);
    return receive();
  }
  Socket& socket() { return socket_; }

 private:
  Context context_;
  Socket socket_;
  std::vector<Frame> frames_;
};

// What a log holds: the full fold, every row folded anew.
CountyState full_fold(const std::filesystem::path& log);
uint64_t rows_in(const std::filesystem::path& log);

class FeedTest : public ::testing::Test {
 protected:
  std::filesystem::path log() const { return folder / "county.gwlog"; }
  ::gridwall::testing::TemporaryFolder folder;
};

}  // namespace gridwall::feed::testing
