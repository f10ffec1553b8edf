#include "tests/ingest/feed/feed_fixture.h"

#include "ingest/log/log_reader.h"
#include "ingest/replay/log_fold.h"

namespace gridwall::feed::testing {

bool eventually(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

std::string placed(int number, std::string_view title, std::string_view source) {
  const std::string n = std::to_string(number);
  return R"({"v":1,"id":"p)" + n + R"(","feed":"request","type":"request.placed","at":"2024-11-21T14:00:00+08:00",)" +
         R"("source":")" + std::string(source) + R"(","request":"R)" + n +
         R"(","category":"噪音","channel":"12345","title":")" + std::string(title) +
         R"(","tier":"grid","lon":119.005,"lat":33.005})";
}

std::string resolved(int number, std::string_view source) {
  const std::string n = std::to_string(number);
  return R"({"v":1,"id":"r)" + n + R"(","feed":"request","type":"request.resolved","at":"2024-11-21T14:20:00+08:00",)" +
         R"("source":")" + std::string(source) + R"(","request":"R)" + n + R"(","by":"w"})";
}

std::string team_status(int number, std::string_view source) {
  return R"({"v":1,"id":"t)" + std::to_string(number) +
         R"(","feed":"emergency","type":"emergency.team_status","at":"2024-11-21T14:10:00+08:00","source":")" +
         std::string(source) + R"(","team":"T)" + std::to_string(number % 7) +
         R"(","status":"available","detail":"standby"})";
}

DaemonOptions daemon_options(const std::filesystem::path& log) {
  DaemonOptions options;
  options.county = ::gridwall::testing::fishnet_county();
  options.pipeline.log = log;
  options.wall_clock_ns = [] { return kNowNs; };
  return options;
}

RunningDaemon::RunningDaemon(DaemonOptions options) {
  const Endpoints defaults;
  if (options.endpoints.intake == defaults.intake) options.endpoints.intake = "tcp://127.0.0.1:*";
  if (options.endpoints.publish == defaults.publish) options.endpoints.publish = "tcp://127.0.0.1:*";
  if (options.endpoints.history == defaults.history) options.endpoints.history = "tcp://127.0.0.1:*";
  Result<std::unique_ptr<Daemon>> daemon = Daemon::start(options);
  EXPECT_TRUE(daemon) << daemon.error().message;
  if (!daemon) return;
  daemon_ = std::move(*daemon);
  endpoints_ = daemon_->endpoints();
  thread_ = std::thread([this] { ended_ = daemon_->run(stop_, [this] { ++beats_; }); });
}

Status RunningDaemon::stop() {
  stop_ = true;
  if (daemon_) daemon_->wake();
  return join();
}

Status RunningDaemon::join() {
  if (thread_.joinable()) thread_.join();
  daemon_.reset();
  return ended_;
}

Peer::Peer(const std::string& endpoint, SocketKind kind, std::optional<CurveClient> curve) {
  SocketOptions options;
  options.curve_client = std::move(curve);
  options.receive_queue = 100'000;
  Result<Socket> socket = Socket::open(context_, kind, options);
  EXPECT_TRUE(socket) << socket.error().message;
  socket_ = std::move(*socket);
  if (kind == SocketKind::kSub) {
    EXPECT_TRUE(socket_.subscribe(""));
  }
  const Status connected = socket_.connect(endpoint);
  EXPECT_TRUE(connected) << connected.error().message;
}

void Peer::send(const std::vector<std::string>& frames) {
  const std::vector<std::string_view> views(frames.begin(), frames.end());
  EXPECT_TRUE(eventually([&] { return socket_.send(views) == Socket::Sent::kSent; })) << "nobody there";
}

bool Peer::receive_now(std::vector<std::string>& frames) {
  frames.clear();
  if (!socket_.receive(frames_, 100'000)) return false;
  for (const Frame& frame : frames_) frames.emplace_back(frame.bytes());
  return true;
}

std::vector<std::string> Peer::receive() {
  std::vector<std::string> frames;
  EXPECT_TRUE(eventually([&] { return receive_now(frames); })) << "no answer";
  return frames;
}

CountyState full_fold(const std::filesystem::path& log) {
  const Result<log::LogReader> reader = log::LogReader::open(log);
  EXPECT_TRUE(reader) << reader.error().message;
  const uint64_t head = reader->head()->seq;
  const Result<County> county = replay::county_of(*reader, head);
  EXPECT_TRUE(county) << county.error().message;
  Result<CountyState> state = replay::state_at(*reader, *county, head, false);
  EXPECT_TRUE(state) << state.error().message;
  return std::move(*state);
}

uint64_t rows_in(const std::filesystem::path& log) {
  const Result<log::LogReader> reader = log::LogReader::open(log);
  return reader ? reader->head()->seq : 0;
}

}  // namespace gridwall::feed::testing
