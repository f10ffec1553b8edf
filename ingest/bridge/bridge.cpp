#include "ingest/bridge/bridge.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "ingest/bridge/desk.h"
#include "ingest/bridge/log_view.h"
#include "ingest/bridge/poller.h"
#include "ingest/bridge/router.h"
#include "ingest/bridge/source_thread.h"
#include "ingest/bridge/subscriber.h"
#include "ingest/event/clock.h"

namespace gridwall::bridge {
namespace {

constexpr int64_t kBeatNs = 1'000'000'000;
constexpr int64_t kLongestWaitNs = 250'000'000;
constexpr int64_t kLastWordsNs = 5'000'000'000;  // at the end, for answers on their way
constexpr size_t kMostConverting = 64;

}  // namespace

class Bridge::Impl {
 public:
  explicit Impl(BridgeConfig config) : config_(std::move(config)), doorkeeper_(config_), converting_(kMostConverting) {}

  Status open();
  void run(const std::atomic<bool>& stop, const std::function<void()>& on_beat);
  void wake() const { mailbox_.wake(); }
  uint16_t port() const { return server_->port(); }

 private:
  Status open_sources();
  void turn(int64_t longest_ns);

  const BridgeConfig config_;
  feed::Context context_;
  Mailbox mailbox_;
  Counters counters_;
  Doorkeeper doorkeeper_;
  std::unique_ptr<IntakeLink> link_;
  std::optional<Pulse> pulse_;
  std::optional<Desk> desk_;
  std::optional<Router> router_;
  std::unique_ptr<HttpServer> server_;
  std::optional<LogView> log_;
  Worker converting_;
  std::vector<std::unique_ptr<SourceThread>> sources_;
};

Status Bridge::Impl::open() {
  Result<std::unique_ptr<IntakeLink>> link =
      IntakeLink::open(context_, {config_.intake, config_.daemon_keys, config_.answer_timeout_ns});
  if (!link) return link.error();
  link_ = std::move(*link);
  Result<Pulse> pulse = Pulse::listen(context_, config_.publish, config_.daemon_keys);
  if (!pulse) return pulse.error();
  pulse_.emplace(std::move(*pulse));
  if (!config_.log.empty()) log_.emplace(config_.log);
  desk_.emplace(Desk{config_, *link_, *pulse_, doorkeeper_, mailbox_, converting_, counters_, log_ ? &*log_ : nullptr,
                     [this] { return server_->counts(); }, steady_clock_ns()});
  router_.emplace(*desk_);
  Result<std::unique_ptr<HttpServer>> server = HttpServer::start(config_.http, router_->handler());
  if (!server) return server.error();
  server_ = std::move(*server);
  return open_sources();
}

Status Bridge::Impl::open_sources() {
  const auto publish = [this](const std::string& source, const SourceCounts& counts) {
    mailbox_.post([this, source, counts] { counters_.sources[source] = counts; });
  };
  const LinkOptions link_options{config_.intake, config_.daemon_keys, config_.answer_timeout_ns};
  for (const Pull& pull : config_.pulls) {
    Result<std::unique_ptr<IntakeLink>> link = IntakeLink::open(context_, link_options);
    if (!link) return link.error();
    Result<std::unique_ptr<Poller>> poller = Poller::make(pull, config_.seen, std::move(*link), publish);
    if (!poller) return poller.error();
    sources_.push_back(std::make_unique<SourceThread>(std::move(*poller)));
  }
  for (const Subscription& subscription : config_.subscriptions) {
    Result<std::unique_ptr<IntakeLink>> link = IntakeLink::open(context_, link_options);
    if (!link) return link.error();
    sources_.push_back(
        std::make_unique<SourceThread>(std::make_unique<Subscriber>(subscription, std::move(*link), publish)));
  }
  return Done{};
}

void Bridge::Impl::turn(int64_t longest_ns) {
  int64_t now_ns = steady_clock_ns();
  int64_t wait_ns = std::min(longest_ns, server_->wait_ns());
  if (const std::optional<int64_t> due_ns = link_->due_ns(now_ns)) wait_ns = std::min(wait_ns, *due_ns - now_ns);
  feed::PollItem items[] = {{&link_->socket(), -1},
                            {&pulse_->socket(), -1},
                            {nullptr, mailbox_.descriptor()},
                            {nullptr, server_->descriptor()}};
  feed::poll(items, static_cast<int>(std::max<int64_t>(0, (wait_ns + 999'999) / 1'000'000)));
  now_ns = steady_clock_ns();
  desk_->now_ns = now_ns;
  link_->serve(now_ns);
  pulse_->serve(now_ns);
  mailbox_.run();
  server_->run(now_ns);
}

void Bridge::Impl::run(const std::atomic<bool>& stop, const std::function<void()>& on_beat) {
  int64_t next_beat_ns = steady_clock_ns();
  while (!stop) {
    turn(kLongestWaitNs);
    if (desk_->now_ns < next_beat_ns) continue;
    next_beat_ns = desk_->now_ns + kBeatNs;
    if (on_beat) on_beat();
  }
  for (const std::unique_ptr<SourceThread>& source : sources_) source->stop();
  server_->stop_listening();
  const int64_t until_ns = steady_clock_ns() + kLastWordsNs;
  while (server_->unfinished() > 0 && steady_clock_ns() < until_ns) turn(kLongestWaitNs / 10);
  link_->give_up();
  turn(0);
  if (const size_t left = server_->unfinished(); left > 0) spdlog::warn("{} requests were cut off at the end", left);
}

Bridge::Bridge(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Bridge::~Bridge() = default;

Result<std::unique_ptr<Bridge>> Bridge::start(BridgeConfig config) {
  auto impl = std::make_unique<Impl>(std::move(config));
  if (const Status opened = impl->open(); !opened) return opened.error();
  return std::unique_ptr<Bridge>(new Bridge(std::move(impl)));
}

uint16_t Bridge::port() const {
  return impl_->port();
}
void Bridge::run(const std::atomic<bool>& stop, const std::function<void()>& on_beat) {
  impl_->run(stop, on_beat);
}
void Bridge::wake() {
  impl_->wake();
}

}  // namespace gridwall::bridge
