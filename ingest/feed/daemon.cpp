#include "ingest/feed/daemon.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "ingest/county/load.h"
#include "ingest/event/clock.h"
#include "ingest/feed/heartbeat.h"
#include "ingest/feed/history_server.h"

namespace gridwall::feed {
namespace {

constexpr int64_t kBeatNs = 1'000'000'000;
constexpr int64_t kShortestBeatNs = 50'000'000;  // however many begin to listen
constexpr int64_t kLongestPollNs = 250'000'000;  // so that a stop that came between two polls is seen
constexpr int64_t kHistoryLateNs = 10'000'000'000;
constexpr int kHistoryQueue = 16;  // chunks of 256 KiB
constexpr int kIntakeQueue = 64;   // batches a sender; beyond, the sender waits

Status check_exposure(const DaemonOptions& options) {
  if (options.server_keys) return Done{};
  for (const std::string& endpoint : {options.endpoints.intake, options.endpoints.publish, options.endpoints.history}) {
    if (is_loopback(endpoint)) continue;
    return Error{ErrorCode::kInvalidConfig,
                 endpoint +
                     ": can be reached from other machines, and no keys are configured; bind to 127.0.0.1, or "
                     "make keys with gridwall-ingest keygen and list them under [security]"};
  }
  return Done{};
}

}  // namespace

class Daemon::Impl {
 public:
  Impl(const DaemonOptions& options, pipeline::Pipeline pipeline) : options_(options), pipeline_(std::move(pipeline)) {
    county_mark_ = fmt::format("{:016x}", county_mark(options.county.config_text, options.county.map_text));
    options_.county = {};
  }

  Status open_doors();
  Status run(const std::atomic<bool>& stop, const std::function<void()>& on_beat);
  void wake() const { wake_.notify(); }
  const Endpoints& endpoints() const { return endpoints_; }

 private:
  Now now() const { return {options_.wall_clock_ns ? options_.wall_clock_ns() : system_clock_ns(), steady_clock_ns()}; }
  SocketOptions door(const char* domain) const;
  void wait(int64_t next_beat_ns);
  void beat(const Now& now, const std::function<void()>& on_beat);
  void maintain();
  Heartbeat describe(const Now& now) const;

  DaemonOptions options_;
  Endpoints endpoints_;
  std::string county_mark_;
  WakeUp wake_;
  pipeline::Pipeline pipeline_;
  Context context_;
  std::unique_ptr<Gatekeeper> gatekeeper_;
  std::optional<Publisher> publisher_;
  std::unique_ptr<HistoryServer> history_;
  std::unique_ptr<Intake> intake_;
  LineThrottle throttle_;
  uint64_t history_beats_ = 0;
  int64_t history_moved_ns_ = 0;
  std::string degraded_;  // as last reported to the operator
};

SocketOptions Daemon::Impl::door(const char* domain) const {
  SocketOptions options;
  if (options_.server_keys) options.curve_server = CurveServer{options_.server_keys->secret_key, domain};
  return options;
}

Status Daemon::Impl::open_doors() {
  if (options_.server_keys) {
    Result<std::unique_ptr<Gatekeeper>> gatekeeper = Gatekeeper::start(context_, options_.clients);
    if (!gatekeeper) return gatekeeper.error();
    gatekeeper_ = std::move(*gatekeeper);
  }

  SocketOptions publish = door(kViewDomain);
  publish.send_queue = options_.subscriber_queue;
  publish.max_frame_bytes = 1024;  // of subscriptions
  Result<Publisher> publisher = Publisher::bind(context_, options_.endpoints.publish, publish);
  if (!publisher) return publisher.error();
  publisher_.emplace(std::move(*publisher));

  IntakeOptions intake;
  intake.endpoint = options_.endpoints.intake;
  intake.socket = door(kSendDomain);
  intake.socket.receive_queue = kIntakeQueue;
  intake.limits = options_.limits;
  intake.group_ns = options_.group_ns;
  intake.group_events = options_.group_events;
  intake.published = options_.published;
  if (options_.server_keys) {
    intake.rights.emplace();
    for (const KnownClient& client : options_.clients) intake.rights->emplace(client.name, client.rights);
  }
  Result<std::unique_ptr<Intake>> opened = Intake::open(context_, intake, pipeline_, *publisher_);
  if (!opened) return opened.error();
  intake_ = std::move(*opened);

  HistoryOptions history;
  history.endpoint = options_.endpoints.history;
  history.socket = door(kViewDomain);
  history.socket.send_queue = kHistoryQueue;
  history.socket.receive_queue = kHistoryQueue;
  history.log = options_.pipeline.log;
  history.intake_endpoint = intake_->endpoint();
  history.publish_endpoint = publisher_->endpoint();
  Result<std::unique_ptr<HistoryServer>> server = HistoryServer::start(context_, history);
  if (!server) return server.error();
  history_ = std::move(*server);
  endpoints_ = {intake_->endpoint(), publisher_->endpoint(), history_->endpoint()};

  if (options_.server_keys) {
    const std::pair<std::string, SocketKind> doors[] = {{endpoints_.intake, SocketKind::kDealer},
                                                        {endpoints_.publish, SocketKind::kSub},
                                                        {endpoints_.history, SocketKind::kDealer}};
    for (const auto& [endpoint, knock_as] : doors) {
      const Status shut = prove_shut(endpoint, knock_as, options_.server_keys->public_key);
      if (!shut) return shut.error();
    }
  }
  return Done{};
}

void Daemon::Impl::wait(int64_t next_beat_ns) {
  std::vector<PollItem> items;
  for (const Socket* socket : intake_->sockets()) items.push_back({socket, -1});
  items.push_back({&publisher_->socket(), -1});
  items.push_back({nullptr, wake_.descriptor()});
  const int64_t now_ns = steady_clock_ns();
  int64_t until_ns = std::min(next_beat_ns, now_ns + kLongestPollNs);
  if (const std::optional<int64_t> flush_ns = intake_->flush_at_ns()) until_ns = std::min(until_ns, *flush_ns);
  poll(items, static_cast<int>(std::max<int64_t>(0, (until_ns - now_ns + 999'999) / 1'000'000)));
  if (items.back().readable) wake_.clear();
}

Heartbeat Daemon::Impl::describe(const Now& now) const {
  const log::LogWriter& writer = pipeline_.writer();
  Heartbeat heartbeat;
  heartbeat.log_id = log::to_hex(writer.log_id());
  heartbeat.seq = writer.head().seq;
  for (size_t i = 0; i < kFeedCount; ++i) heartbeat.feed_seq[i] = writer.feed_seqs()[i];
  heartbeat.hash = log::to_hex(writer.head().hash);
  heartbeat.county_mark = county_mark_;
  heartbeat.server_time_ns = now.wall_ns;
  heartbeat.degraded = pipeline_.log_error();
  heartbeat.walls = publisher_->walls();
  heartbeat.training = options_.training;
  heartbeat.desks = intake_->desks(now.steady_ns);
  heartbeat.refused = publisher_->refused();
  heartbeat.unanswered = intake_->unanswered();
  for (const auto& [name, entry] : intake_->sources().all()) {
    SourceHealth source{name, entry.accepted, entry.duplicates, entry.rejected, entry.shed, entry.gaps, std::nullopt};
    if (entry.last_received_ns != INT64_MIN) {
      source.last_received_age_s = static_cast<double>((now.steady_ns - entry.last_received_ns) / 1'000'000) / 1000;
    }
    heartbeat.sources.push_back(std::move(source));
  }
  std::sort(heartbeat.sources.begin(), heartbeat.sources.end(),
            [](const SourceHealth& a, const SourceHealth& b) { return a.source < b.source; });
  return heartbeat;
}

void Daemon::Impl::beat(const Now& now, const std::function<void()>& on_beat) {
  publisher_->read_subscriptions();
  publisher_->heartbeat(encode_heartbeat(describe(now)));
  if (pipeline_.log_error() != degraded_) {
    if (!pipeline_.log_error().empty()) {
      spdlog::error("the log cannot be written; senders are asked to retry: {}", pipeline_.log_error());
    } else {
      spdlog::info("the log takes events again");
    }
    degraded_ = pipeline_.log_error();
  }
  if (const uint64_t beats = history_->beats(); beats != history_beats_) {
    history_beats_ = beats;
    history_moved_ns_ = now.steady_ns;
  }
  if (on_beat && now.steady_ns - history_moved_ns_ < kHistoryLateNs) on_beat();
}

void Daemon::Impl::maintain() {
  const Now at = now();
  const Status kept = pipeline_.maintain(at.wall_ns);
  if (kept || pipeline_.failed()) return;
  uint64_t left_out = 0;
  if (throttle_.admit("maintain", at.steady_ns, left_out)) {
    spdlog::warn("the log's upkeep was put off: {}", kept.error().message);
  }
}

Status Daemon::Impl::run(const std::atomic<bool>& stop, const std::function<void()>& on_beat) {
  int64_t next_beat_ns = steady_clock_ns();
  int64_t last_beat_ns = next_beat_ns - kBeatNs;
  history_moved_ns_ = next_beat_ns;
  while (!stop && !pipeline_.failed()) {
    wait(next_beat_ns);
    publisher_->read_subscriptions();
    const bool drained = intake_->receive([this] { return now(); });
    const Now at = now();
    // With nothing more waiting there is nothing to wait for: what comes during a commit is the next group.
    const std::optional<int64_t> flush_ns = intake_->flush_at_ns();
    if (flush_ns && (drained || at.steady_ns >= *flush_ns)) intake_->flush(at.steady_ns);
    if (!pipeline_.group_open()) maintain();
    const bool news = intake_->take_new_presence();
    if (publisher_->take_new_listener() || news) next_beat_ns = std::min(next_beat_ns, last_beat_ns + kShortestBeatNs);
    if (at.steady_ns >= next_beat_ns) {
      beat(at, on_beat);
      last_beat_ns = at.steady_ns;
      next_beat_ns = at.steady_ns + kBeatNs;
    }
  }
  const Now at = now();
  intake_->flush(at.steady_ns);  // after a failure: answers `retry` to the senders
  const std::string reason = pipeline_.log_error();
  const bool failed = pipeline_.failed();
  history_->stop();
  const Status closed = pipeline_.close(at.wall_ns);
  if (failed) {
    return Error{ErrorCode::kIo, options_.pipeline.log.string() + ": " + reason +
                                     "; nothing was acknowledged since. Start again: the log is verified then"};
  }
  return closed;
}

namespace {

// What an operator must know of the log that was just opened.
void report_loss(const log::OpenReport& report) {
  if (report.lost_from > 0) {
    spdlog::warn("events {} to {} are lost; the log records it and has a new id", report.lost_from, report.lost_to);
  }
  if (report.head_missing) {
    spdlog::warn("the log had no head file, so events lost at its end cannot be noticed; a new one is written");
  }
}

}  // namespace

Daemon::Daemon(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::start(const DaemonOptions& options) {
  if (const Status exposed = check_exposure(options); !exposed) return exposed.error();
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(options.county, options.pipeline);
  if (!pipeline) return pipeline.error();
  report_loss(pipeline->writer().open_report());
  auto impl = std::make_unique<Impl>(options, std::move(*pipeline));
  if (const Status opened = impl->open_doors(); !opened) return opened.error();
  return std::unique_ptr<Daemon>(new Daemon(std::move(impl)));
}

const Endpoints& Daemon::endpoints() const {
  return impl_->endpoints();
}
Status Daemon::run(const std::atomic<bool>& stop, const std::function<void()>& on_beat) {
  return impl_->run(stop, on_beat);
}
void Daemon::wake() {
  impl_->wake();
}

}  // namespace gridwall::feed
