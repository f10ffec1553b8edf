// The bridge beside the bare intake: durable events a second in batches of 100, and how long one event alone takes.
// Both sides go to a daemon of the same kind over loopback, with eight batches on their way at once.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ingest/bridge/bridge.h"
#include "ingest/event/clock.h"
#include "ingest/event/time.h"
#include "ingest/feed/daemon.h"
#include "ingest/feed/sender.h"
#include "ingest/feed/wire.h"
#include "tests/bench/table.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

constexpr size_t kEvents = 100'000, kBatch = 100, kAtOnce = 8, kSingles = 1'000;
constexpr int kRounds = 3;

std::string line(size_t number) {
  const std::string n = std::to_string(number);
  return R"({"v":1,"id":"e)" + n + R"(","feed":"request","type":"request.placed","at":")" +
         format_rfc3339(1'780'000'000 * kNsPerSecond + static_cast<int64_t>(number) * kNsPerSecond / 10, 8 * 3600) +
         R"(","source":"bench","lon":119.005,"lat":33.005,"request":"R)" + n +
         R"(","category":"噪音","channel":"12345","title":"夜间施工扰民，请处理","tier":"grid"})";
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_bridge: %s\n", why.c_str());
  std::exit(1);
}

class Site {  // a daemon, and a bridge before it
 public:
  explicit Site(const std::filesystem::path& log) {
    feed::DaemonOptions options;
    options.county = testing::fishnet_county();
    options.pipeline.log = log;
    options.pipeline.checkpoint_gap_ns = 5 * kNsPerSecond;
    options.endpoints = {"tcp://127.0.0.1:*", "tcp://127.0.0.1:*", "tcp://127.0.0.1:*"};
    options.limits.routine_per_s = 0;
    auto daemon = feed::Daemon::start(options);
    if (!daemon) give_up(daemon.error().message);
    daemon_ = std::move(*daemon);
    bridge::BridgeConfig config;
    config.intake = intake();
    config.publish = daemon_->endpoints().publish;
    config.requests_per_s = 0;
    auto bridge = bridge::Bridge::start(config);
    if (!bridge) give_up(bridge.error().message);
    bridge_ = std::move(*bridge);
    threads_.emplace_back([this] { static_cast<void>(daemon_->run(stop_)); });
    threads_.emplace_back([this] { bridge_->run(stop_); });
  }
  ~Site() {
    stop_ = true;
    daemon_->wake();
    bridge_->wake();
    for (std::thread& thread : threads_) thread.join();
  }
  std::string intake() const { return daemon_->endpoints().intake; }
  uint16_t port() const { return bridge_->port(); }

 private:
  std::unique_ptr<feed::Daemon> daemon_;
  std::unique_ptr<bridge::Bridge> bridge_;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

class Connection {
 public:
  explicit Connection(uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      give_up("no connection");
    const int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  ~Connection() { close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The answer must be 200: every event is in the log.
  void post(const std::string& body) {
    const std::string bytes =
        "POST /events HTTP/1.1\r\nHost: bench\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (size_t sent = 0; sent < bytes.size();) {
      const ssize_t more = send(descriptor_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (more <= 0) give_up("the bridge closed the connection");
      sent += static_cast<size_t>(more);
    }
    read_.clear();
    while (true) {
      const size_t end = read_.find("\r\n\r\n");
      const size_t length = read_.find("Content-Length: ");
      if (end != std::string::npos && length < end &&
          read_.size() >= end + 4 + static_cast<size_t>(std::atoll(read_.c_str() + length + 16))) {
        break;
      }
      char buffer[65536];
      const ssize_t got = recv(descriptor_, buffer, sizeof buffer, 0);
      if (got <= 0) give_up("the bridge closed the connection");
      read_.append(buffer, static_cast<size_t>(got));
    }
    if (!read_.starts_with("HTTP/1.1 200")) give_up("answered " + read_.substr(0, 300));
  }

 private:
  int descriptor_;
  std::string read_;
};

double through_bridge_s(const std::filesystem::path& log, const std::vector<std::string>& lines) {
  const Site site(log);
  std::vector<std::string> bodies;
  for (size_t from = 0; from < lines.size(); from += kBatch) {
    std::string& body = bodies.emplace_back();
    for (size_t i = from; i < std::min(lines.size(), from + kBatch); ++i) body.append(lines[i]).append("\n");
  }
  Connection(site.port()).post(line(lines.size()));  // the daemon is found
  std::atomic<size_t> next = 0;
  return bench::seconds([&] {
    std::vector<std::thread> senders;
    for (size_t i = 0; i < kAtOnce; ++i) {
      senders.emplace_back([&] {
        Connection connection(site.port());
        for (size_t at = next++; at < bodies.size(); at = next++) connection.post(bodies[at]);
      });
    }
    for (std::thread& sender : senders) sender.join();
  });
}

double bare_s(const std::filesystem::path& log, const std::filesystem::path& file) {
  const Site site(log);
  feed::SendOptions options;
  options.file = file;
  options.endpoint = site.intake();
  options.resume = false;
  options.batch_events = kBatch;
  options.batches_in_flight = kAtOnce;
  return bench::seconds([&] {
    const Result<feed::SendReport> report = feed::send_file(options);
    if (!report || report->acked != kEvents) give_up("the bare intake did not take all events");
  });
}

struct Spread {
  double median_s, p99_s;
};

Spread spread_of(std::vector<double> times_s) {
  std::sort(times_s.begin(), times_s.end());
  return {times_s[times_s.size() / 2], times_s[times_s.size() * 99 / 100]};
}

Spread singles_through_bridge(const std::filesystem::path& log) {
  const Site site(log);
  Connection connection(site.port());
  connection.post(line(kSingles));
  std::vector<double> times_s;
  for (size_t i = 0; i < kSingles; ++i) {
    const std::string event = line(i);
    times_s.push_back(bench::seconds([&] { connection.post(event); }));
  }
  return spread_of(std::move(times_s));
}

Spread singles_bare(const std::filesystem::path& log) {
  const Site site(log);
  feed::Context context;
  Result<feed::Socket> socket = feed::Socket::open(context, feed::SocketKind::kDealer);
  if (!socket || !socket->connect(site.intake())) give_up("no connection to intake");
  std::vector<feed::Frame> frames;
  const auto ask = [&](const std::string& event) {
    while (socket->send({std::string_view(event)}) != feed::Socket::Sent::kSent) std::this_thread::yield();
    while (!socket->receive(frames)) {
      feed::PollItem items[] = {{&*socket, -1}};
      feed::poll(items, 1000);
    }
    if (!frames.back().bytes().starts_with("ack")) give_up("the bare intake did not take an event");
  };
  ask(line(kSingles));
  std::vector<double> times_s;
  for (size_t i = 0; i < kSingles; ++i) {
    const std::string event = line(i);
    times_s.push_back(bench::seconds([&] { ask(event); }));
  }
  return spread_of(std::move(times_s));
}

}  // namespace
}  // namespace gridwall

int main() {
  using namespace gridwall;
  if (sodium_init() < 0) give_up("no libsodium");
  const testing::TemporaryFolder folder;
  std::vector<std::string> lines;
  std::ofstream file(folder / "lines.jsonl");
  for (size_t i = 0; i < kEvents; ++i) file << lines.emplace_back(line(i)) << '\n';
  file.close();
  int number = 0;
  const auto log = [&] { return folder / ("log" + std::to_string(number++)); };
  double bridge_s = 1e9, direct_s = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    direct_s = std::min(direct_s, bare_s(log(), folder / "lines.jsonl"));
    bridge_s = std::min(bridge_s, through_bridge_s(log(), lines));
  }
  const Spread direct = singles_bare(log()), http = singles_through_bridge(log());
  bench::head();
  const auto count = static_cast<double>(kEvents);
  bench::row("durable events by HTTP in batches of 100, beside intake", bench::rate_text(count, bridge_s),
             bench::rate_text(count, direct_s), direct_s / bridge_s, ">= 0.5");
  bench::row("one event by HTTP until it is durable, median", bench::ms_text(http.median_s),
             bench::ms_text(direct.median_s), http.median_s / direct.median_s, "-");
  bench::row("  99th of a hundred", bench::ms_text(http.p99_s), bench::ms_text(direct.p99_s), http.p99_s / direct.p99_s,
             "-");
}
